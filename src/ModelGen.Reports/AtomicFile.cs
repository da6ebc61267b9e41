namespace ModelGen.Reports;

/// <summary>Files that are whole at every moment.</summary>
internal static class AtomicFile
{
    /// <summary>Writes a file beside the target and renames it when it is complete, so that a failure leaves the old one.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        var suffix = $".{Path.GetRandomFileName()}";
        var partial = path + suffix;
        try
        {
            using (var file = new FileStream(partial, FileMode.CreateNew, FileAccess.Write))
            {
                file.Write(bytes);
                file.Flush(flushToDisk: true);
            }

            File.Move(partial, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(partial))
                File.Delete(partial);
            // Nobody asked for the partial file: the message speaks of the target.
            throw new IOException($"'{path}' cannot be written: {exception.Message.Replace(suffix, string.Empty, StringComparison.Ordinal)}", exception);
        }
    }
}
