using Microsoft.Win32.SafeHandles;

namespace ModelGen;

/// <summary>A file that is read at any place, by any number of threads. It is closed when nobody holds it any more.</summary>
internal sealed class ByteFile
{
    private readonly string path;
    private readonly SafeFileHandle handle;

    /// <exception cref="IOException">The file cannot be opened.</exception>
    public ByteFile(string path)
    {
        this.path = path;
        handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, FileOptions.RandomAccess);
        Length = RandomAccess.GetLength(handle);
    }

    public long Length { get; }

    /// <summary>Opens a file for what a function makes of it; where that fails, or makes nothing, the file is closed at once.</summary>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static T? Use<T>(string path, Func<ByteFile, T?> make)
        where T : class
    {
        var file = new ByteFile(path);
        T? made = null;
        try
        {
            return made = make(file);
        }
        finally
        {
            if (made is null)
                file.handle.Dispose();
        }
    }

    /// <summary>Fills a buffer.</summary>
    /// <exception cref="InvalidDataException">The file ends before: it was cut while it was open.</exception>
    public void Read(long offset, Span<byte> bytes)
    {
        for (int done = 0, count; done < bytes.Length; done += count)
        {
            count = RandomAccess.Read(handle, bytes[done..], offset + done);
            if (count == 0)
                throw new InvalidDataException($"'{path}' ends at byte {offset + done}; it had {Length} when it was opened.");
        }
    }
}
