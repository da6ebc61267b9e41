using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;

/// <summary>Gets data sets from where their authors publish them.</summary>
/// <param name="client">Asks the web.</param>
public sealed class Download(HttpClient client)
{
    private const int BufferSize = 1 << 16;

    /// <summary>Puts all files of a data set into a folder, or none: until they are checked and unpacked, they are in a folder of their own in it.</summary>
    /// <exception cref="IOException">The web or the disk fails.</exception>
    /// <exception cref="InvalidDataException">A file has another checksum than published, is damaged otherwise, or an archive lacks it.</exception>
    /// <exception cref="OperationCanceledException">As asked for.</exception>
    public async Task Run(DataFiles set, string folder, IProgress<Transfer> progress, CancellationToken cancellation)
    {
        var partial = Directory.CreateDirectory(Path.Combine(folder, $".partial-{Path.GetRandomFileName()}")).FullName;
        try
        {
            foreach (var file in set.Source)
            {
                var path = Path.Combine(partial, file.Name);
                await Fetch(file, path, progress, cancellation);
                if (file.IsArchive)
                    await Unpack(path, partial, set.Files, cancellation);
            }

            if (set.Files.FirstOrDefault(file => !File.Exists(Path.Combine(partial, file))) is { } missing)
                throw new InvalidDataException($"What was downloaded has no '{missing}'.");
            set.Check(partial);
            foreach (var file in set.Files)
                File.Move(Path.Combine(partial, file), Path.Combine(folder, file), overwrite: true);
        }
        finally
        {
            Directory.Delete(partial, recursive: true);
        }
    }

    private async Task Fetch(RemoteFile file, string path, IProgress<Transfer> progress, CancellationToken cancellation)
    {
        string checksum;
        try
        {
            checksum = await Save(file, path, progress, cancellation);
        }
        // A timeout is reported as a cancellation.
        catch (Exception exception) when (exception is HttpRequestException or IOException
            || (exception is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new IOException($"'{file.Address}' could not be downloaded: {exception.Message}", exception);
        }

        if (file.Md5 is not null && checksum != file.Md5)
            throw new InvalidDataException($"'{file.Address}' is damaged: expected the MD5 checksum {file.Md5}, got {checksum}. It was deleted.");
    }

    private async Task<string> Save(RemoteFile file, string path, IProgress<Transfer> progress, CancellationToken cancellation)
    {
        using var response = await client.GetAsync(file.Address, HttpCompletionOption.ResponseHeadersRead, cancellation);
        response.EnsureSuccessStatusCode();
        var total = response.Content.Headers.ContentLength;
        await using var from = await response.Content.ReadAsStreamAsync(cancellation);
        await using var to = File.Create(path);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        var buffer = new byte[BufferSize];
        var done = 0L;
        for (int count; (count = await from.ReadAsync(buffer, cancellation)) > 0; done += count)
        {
            progress.Report(new(file.Name, done, total));
            hash.AppendData(buffer, 0, count);
            await to.WriteAsync(buffer.AsMemory(0, count), cancellation);
        }

        progress.Report(new(file.Name, done, done));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // No name in the archive decides where something is written: only files of the names expected are, without their folders.
    private static async Task Unpack(string archive, string folder, IReadOnlyCollection<string> names, CancellationToken cancellation)
    {
        await using var compressed = File.OpenRead(archive);
        await using var reader = new TarReader(new GZipStream(compressed, CompressionMode.Decompress));
        while (await reader.GetNextEntryAsync(copyData: false, cancellation) is { } entry)
        {
            var name = Path.GetFileName(entry.Name);
            if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile && names.Contains(name))
                await entry.ExtractToFileAsync(Path.Combine(folder, name), overwrite: true, cancellation);
        }
    }
}

/// <summary>How far the download of a file is.</summary>
/// <param name="File">Its name.</param>
/// <param name="Done">Bytes that are here.</param>
/// <param name="Total">Bytes in all; null if the server does not say.</param>
public readonly record struct Transfer(string File, long Done, long? Total);
