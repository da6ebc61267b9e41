namespace ModelGen.Testing;

/// <summary>A folder that is gone after a test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    private readonly string path = Directory.CreateTempSubdirectory().FullName;

    public string PathOf(string name) => Path.Combine(path, name);

    public string Write(string name, string text)
    {
        File.WriteAllText(PathOf(name), text);
        return PathOf(name);
    }

    public void Dispose() => Directory.Delete(path, recursive: true);
}
