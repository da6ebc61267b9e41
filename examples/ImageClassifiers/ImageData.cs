using ModelGen;

/// <summary>A set of images in ten classes.</summary>
/// <param name="Name">As on the command line, and of its folder.</param>
/// <param name="IsColor">Three channels of 32×32; otherwise one of 28×28.</param>
/// <param name="Training">Files of the training images and labels.</param>
/// <param name="Test">Files of the test images and labels.</param>
/// <param name="Advice">How to get it.</param>
internal sealed record ImageData(string Name, bool IsColor, string[] Training, string[] Test, string Advice)
{
    private const string SystemFolder = "/usr/share/datasets";

    private static readonly string[] IdxTraining = ["train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz"];
    private static readonly string[] IdxTest = ["t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"];

    /// <summary>All that the example knows.</summary>
    public static readonly ImageData[] All =
    [
        new("mnist", IsColor: false, IdxTraining, IdxTest, "It is part of the repository, in examples/data/mnist."),
        new("fashion-mnist", IsColor: false, IdxTraining, IdxTest,
            "On Debian and Ubuntu: apt-get install dataset-fashion-mnist. Elsewhere: the four files of https://github.com/zalandoresearch/fashion-mnist/tree/master/data/fashion."),
        new("cifar-10", IsColor: true, [.. Enumerable.Range(1, 5).Select(part => $"data_batch_{part}.bin")], ["test_batch.bin"],
            "Unpack https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz and name the folder of its .bin files."),
    ];

    /// <summary>Reads it from the folder named, <c>MODELGEN_DATA</c>, the repository or the system's data sets, whichever has its files first.</summary>
    /// <exception cref="FileNotFoundException">None has them; the message says how to get them.</exception>
    public (DataSet Training, DataSet Test) Read(string? folder)
    {
        var candidates = (folder is not null ? [folder] : Folders()).ToArray();
        var found = Array.Find(candidates, candidate => Training.Concat(Test).All(file => File.Exists(Path.Combine(candidate, file))))
            ?? throw new FileNotFoundException(
                $"Found no '{Name}' in {string.Join(", ", candidates.Select(candidate => $"'{candidate}'"))}. {Advice} Then say --folder, or set MODELGEN_DATA to the folder above '{Name}'.");
        return (ReadFiles(found, Training), ReadFiles(found, Test));
    }

    private DataSet ReadFiles(string folder, string[] files)
    {
        var paths = Array.ConvertAll(files, file => Path.Combine(folder, file));
        return IsColor ? DataSet.ReadCifar(paths) : DataSet.ReadIdx(paths[0], paths[1]);
    }

    private IEnumerable<string> Folders()
    {
        if (Environment.GetEnvironmentVariable("MODELGEN_DATA") is { Length: > 0 } data)
            yield return Path.Combine(data, Name);
        // The program runs from its build folder, somewhere below the folder that holds all examples.
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Directory.Exists(Path.Combine(folder.FullName, "data", Name)))
                yield return Path.Combine(folder.FullName, "data", Name);
        yield return Path.Combine(SystemFolder, Name);
    }
}
