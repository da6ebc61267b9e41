namespace ModelGen.Generators.Tests.Processes;

/// <summary>Same seed, same bits: of parameters, state and predictions after 50 steps, in every vector width and for any number of threads.</summary>
public sealed class BitsTests
{
    // A change here is a change of the order of additions, of a polynomial or of a random number: intended, or a bug.
    private static readonly (string Model, string Hash)[] Expected =
    [
        ("LeNet5", "48383FA376B484D1"),
        ("Small", "A89E85D7DB380F4A"),
        ("Unrolled", "B604EF6F44DBFD75"),
        ("Normalized", "E11B39D651357F3F"),
        ("Noisy", "34104B6C2DDFB65B"),
        ("Sparse", "5DA097007FB251B4"),
        ("Attentive", "C98F41966218A352"),
    ];

    [Fact]
    public void Bits_AreTheSameForAnyNumberOfThreads() => AssertBits(threads: [1, 2, 3]);

    [Fact]
    public void Bits_AreTheSameWith256BitVectors() => AssertBits(threads: [2], ("EnableAVX512", "0"));

    [Fact]
    public void Bits_AreTheSameWith128BitVectors() => AssertBits(threads: [2], ("PreferredVectorBitWidth", "128"));

    [Fact]
    public void Bits_AreTheSameWithoutFusedMultiplyAdd() => AssertBits(threads: [2], ("EnableAVX2", "0"));

    private static void AssertBits(int[] threads, params (string Name, string Value)[] environment) => Assert.Equal(
        threads.SelectMany(count => Expected.Select(expected => $"{expected.Model}, {count} threads: {expected.Hash}, {(count == 1 ? "one" : "several")} at work")),
        SampleProgram.Run(["hashes", .. threads.Select(count => $"{count}")], environment));
}
