using ModelGen;

/// <summary>A set of images in ten classes.</summary>
/// <param name="Name">As on the command line, and of its folder.</param>
/// <param name="IsColor">Three channels of 32×32; otherwise one of 28×28.</param>
/// <param name="Training">Files of the training images and labels.</param>
/// <param name="Test">Files of the test images and labels.</param>
/// <param name="Source">The files, or an archive of them, on the web; none for what is part of the repository.</param>
/// <param name="Advice">How to get it.</param>
internal sealed record ImageData(string Name, bool IsColor, string[] Training, string[] Test, RemoteFile[] Source, string Advice)
    : DataFiles(Name, Source, Advice)
{
    private static readonly string[] IdxTraining = ["train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz"];
    private static readonly string[] IdxTest = ["t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"];

    /// <summary>All that the example knows.</summary>
    public static readonly ImageData[] All =
    [
        new("mnist", IsColor: false, IdxTraining, IdxTest, [], "It is part of the repository, in examples/data/mnist."),
        new("fashion-mnist", IsColor: false, IdxTraining, IdxTest,
            [
                Fashion("train-images-idx3-ubyte.gz", "8d4fb7e6c68d591d4c3dfef9ec88bf0d"),
                Fashion("train-labels-idx1-ubyte.gz", "25c81989df183df01b3e8a0aad5dffbe"),
                Fashion("t10k-images-idx3-ubyte.gz", "bef4ecab320f06d8554ea6380940ec79"),
                Fashion("t10k-labels-idx1-ubyte.gz", "bb300cfdad3c16e7a12a480ee83cd310"),
            ],
            "Get it with the command 'download fashion-mnist' (31 MB), or on Debian and Ubuntu with 'apt-get install dataset-fashion-mnist'."),
        new("cifar-10", IsColor: true, [.. Enumerable.Range(1, 5).Select(part => $"data_batch_{part}.bin")], ["test_batch.bin"],
            [new(new("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"), "c32a1d4ab5d03f1284b67883e8d87530")],
            "Get it with the command 'download cifar-10' (170 MB)."),
    ];

    /// <inheritdoc/>
    public override string[] Files => [.. Training, .. Test];

    /// <summary>Reads it from the folder named, or from the first of <see cref="DataFolders"/> that has it.</summary>
    /// <exception cref="FileNotFoundException">None has all files; the message says how to get them.</exception>
    public (DataSet Training, DataSet Test) Read(string? folder)
    {
        var found = Find(folder);
        return (ReadFiles(found, Training), ReadFiles(found, Test));
    }

    private DataSet ReadFiles(string folder, string[] files)
    {
        var paths = Array.ConvertAll(files, file => Path.Combine(folder, file));
        return IsColor ? DataSet.ReadCifar(paths) : DataSet.ReadIdx(paths[0], paths[1]);
    }

    // The authors' page links to a host without HTTPS; their repository holds the same files.
    private static RemoteFile Fashion(string name, string md5) =>
        new(new($"https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/{name}"), md5);
}
