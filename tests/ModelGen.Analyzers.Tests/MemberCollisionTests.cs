using ModelGen.Analyzers.Tests.Verification;
using Xunit;

namespace ModelGen.Analyzers.Tests;

/// <summary>A model's class may have members of the user's own, as long as they leave room for the generated ones.</summary>
public sealed class MemberCollisionTests
{
    [Theory]
    [InlineData("public void {|MG1017:Save|}(string path) { }")]
    [InlineData("public int {|MG1017:Summary|} => 1;")]
    [InlineData("public float[] {|MG1017:Predict|}(ReadOnlySpan<float> image) => [];")]
    [InlineData("private int {|MG1017:engine|} = 1;")]
    [InlineData("public {|MG1017:M|}(int seed) { }")]
    [InlineData("public float {|MG1017:Loss|}(ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels) => 0;")]
    [InlineData("public void {|MG1017:Save|}(string path) { } public void {|MG1017:Load|}(string path) { }")]
    public async Task GeneratedSignature_IsTaken(string member) =>
        _ = await AnalyzerVerifier.VerifyAsync($$"""[Model, Input(4), Dense(3), CrossEntropy, Adam] public partial class M { {{member}} }""");

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
        _ = await AnalyzerVerifier.VerifyAsync("[Model, Input(4), Dense(3)] public partial class M { public void Train(DataSet data) { } public float Loss => 0; public int Gradients => 0; }");
}
