using ModelGen.Testing;

namespace ModelGen.Generators.Tests.Snapshots;

/// <summary>Whole emitted files, to be read.</summary>
public sealed class SnapshotTests
{
    private const string Tiny = "using ModelGen; namespace Networks; [Model, Input(2), Dense(3), Tanh, Dense(2), CrossEntropy, Sgd(0.1f)] public partial class Tiny;";
    private const string Image = "using ModelGen; namespace Networks; [Model(Unroll = Unroll.Tiles), Input(1, 3, 4), Conv2D(2, 2), Relu] public partial class Image;";

    [Fact]
    public void Surface_OfTinyNetwork() => Snapshot.Matches(GeneratorRun.Of(Tiny).Files["Networks.Tiny.g.cs"]);

    [Fact]
    public void Program_OfTinyNetwork() => Snapshot.Matches(GeneratorRun.Of(Tiny).Files["Networks.Tiny.Program.g.cs"]);

    [Fact]
    public void StraightLineKernels_OfTinyNetwork() => Snapshot.Matches(GeneratorRun.Of(Tiny).Files["Networks.Tiny.Kernels256.g.cs"]);

    [Fact]
    public void TiledKernels_OfConvolution() => Snapshot.Matches(GeneratorRun.Of(Image).Files["Networks.Image.Kernels256.g.cs"]);
}
