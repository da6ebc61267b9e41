/// <summary>A file on the web.</summary>
/// <param name="Address">Where.</param>
/// <param name="Md5">Its checksum as the data set's authors publish it, in lower-case hexadecimal digits; null where they publish none.</param>
public sealed record RemoteFile(Uri Address, string? Md5)
{
    /// <summary>The last part of its address.</summary>
    public string Name => Path.GetFileName(Address.LocalPath);

    /// <summary>Whether it is a gzipped tar archive, which holds the files that are wanted.</summary>
    public bool IsArchive => Name.EndsWith(".tar.gz", StringComparison.Ordinal);
}
