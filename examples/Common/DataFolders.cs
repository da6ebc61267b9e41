/// <summary>The folders below which data sets are looked for, each in a folder of its name.</summary>
public static class DataFolders
{
    private const string System = "/usr/share/datasets";

    /// <summary>Where a download goes, the first that is looked at: <c>MODELGEN_DATA</c>, or the folder above MNIST as shipped; null without both.</summary>
    public static string? Own => Named ?? Shipped;

    /// <summary>All, in the order in which they are looked at.</summary>
    public static IEnumerable<string> All => new[] { Named, Shipped, System }.OfType<string>();

    private static string? Named => Environment.GetEnvironmentVariable("MODELGEN_DATA") is { Length: > 0 } folder ? folder : null;

    /// <summary>The folder above MNIST as shipped; null where the program runs outside the repository.</summary>
    public static string? Shipped
    {
        get
        {
            // The program runs from its build folder, somewhere below the folder that holds all examples.
            for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
                if (Directory.Exists(Path.Combine(folder.FullName, "data", "mnist")))
                    return Path.Combine(folder.FullName, "data");
            return null;
        }
    }
}
