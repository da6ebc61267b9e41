namespace ModelGen;

/// <summary>Files that are whole at every moment.</summary>
internal static class AtomicFile
{
    /// <summary>What a file's name has behind it while it is written: one for all writes, so that one that was killed leaves what the next takes up.</summary>
    private const string Partial = ".tmp";

    /// <summary>
    /// Writes a file beside the target, as <c>path.tmp</c>, and renames it when it is complete, so that a failure leaves the old one. Two writes of one file at
    /// once are refused.
    /// </summary>
    /// <param name="path">The file; replaced where it exists.</param>
    /// <param name="write">Writes what is in it.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, Action<FileStream> write)
    {
        var partial = path + Partial;
        var isOurs = false;
        try
        {
            using (var file = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                isOurs = true;
                write(file);
                file.Flush(flushToDisk: true);
            }

            File.Move(partial, path, overwrite: true);
        }
        catch (Exception exception)
        {
            if (isOurs)
                File.Delete(partial);
            if (exception is not (IOException or UnauthorizedAccessException))
                throw;
            // Nobody asked for the partial file: the message speaks of the target.
            throw new IOException($"'{path}' cannot be written: {exception.Message.Replace(Partial, string.Empty, StringComparison.Ordinal)}", exception);
        }
    }
}
