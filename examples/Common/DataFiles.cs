/// <summary>Files that belong together: where they are looked for, and where they are on the web.</summary>
/// <param name="Name">As on the command line, and of their folder.</param>
/// <param name="Source">The files, or an archive of them, on the web; none for what is part of the repository.</param>
/// <param name="Advice">How to get them.</param>
public abstract record DataFiles(string Name, RemoteFile[] Source, string Advice)
{
    /// <summary>The names of all files.</summary>
    public abstract string[] Files { get; }

    /// <summary>Whether a folder has all files.</summary>
    public virtual bool IsIn(string folder) => Files.All(file => File.Exists(Path.Combine(folder, file)));

    /// <summary>The folder named, or the one of this name in the first of <see cref="DataFolders"/> that has all files.</summary>
    /// <exception cref="FileNotFoundException">None has; the message says how to get them.</exception>
    public string Find(string? folder)
    {
        var candidates = folder is not null ? [folder] : DataFolders.All.Select(data => Path.Combine(data, Name)).ToArray();
        return Array.Find(candidates, IsIn) ?? throw new FileNotFoundException(
            $"Found no '{Name}' in {string.Join(", ", candidates.Select(candidate => $"'{candidate}'"))}. {Advice} "
            + $"If it is elsewhere: --folder names its folder, MODELGEN_DATA the folder above '{Name}'.");
    }

    /// <summary>Looks into files that were downloaded, where no checksum is published for them.</summary>
    /// <param name="folder">Where they are.</param>
    /// <exception cref="InvalidDataException">They are not what they should be.</exception>
    public virtual void Check(string folder)
    {
    }
}
