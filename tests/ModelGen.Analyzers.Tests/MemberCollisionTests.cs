using ModelGen.Analyzers.Tests.Verification;
using Xunit;

namespace ModelGen.Analyzers.Tests;

/// <summary>A model's class may have members of the user's own, as long as they leave room for the generated ones.</summary>
public sealed class MemberCollisionTests
{
    [Theory]
    [InlineData("public void Save(string path) { }")]
    [InlineData("public int Summary => 1;")]
    [InlineData("public float[] Predict(ReadOnlySpan<float> image) => [];")]
    [InlineData("private int engine = 1;")]
    [InlineData("public M(int seed) { }")]
    [InlineData("public float Loss(ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels) => 0;")]
    public async Task GeneratedSignature_IsTaken(string member) =>
        _ = await AnalyzerVerifier.VerifyAsync($$"""[Model, Input(4), Dense(3), CrossEntropy, Adam] public partial class {|MG1017:M|} { {{member}} }""");

    [Theory]
    [InlineData("public float[] Predict(string text) => [];")]
    [InlineData("public int Answer { get; set; }")]
    [InlineData("public float Distance(float[] image) => Predict(image)[0];")]
    [InlineData("public M() : this(seed: 7) { }")]
    [InlineData("public void Save() => Save(\"m.safetensors\");")]
    public async Task OverloadsAndOtherMembers_AreTheUsers(string member) =>
        _ = await AnalyzerVerifier.VerifyAsync($$"""[Model, Input(4), Dense(3), CrossEntropy, Adam] public partial class M { {{member}} }""");

    [Fact]
    public async Task TrainingMembers_AreFreeWithoutALoss() =>
        _ = await AnalyzerVerifier.VerifyAsync("[Model, Input(4), Dense(3)] public partial class M { public void Train(DataSet data) { } public float Loss => 0; }");
}
