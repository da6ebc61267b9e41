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
    [InlineData("public {|MG1022:M|}(int seed) { }")]
    [InlineData("private void {|MG1017:Layout|}() { }")]
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

    [Theory]
    [InlineData("Predict")]
    [InlineData("Loss")]
    [InlineData("Summary")]
    [InlineData("CompiledProgram")]
    public async Task ClassNamedAsMember_IsOneError(string name) =>
        _ = await AnalyzerVerifier.VerifyAsync($$"""[Model, Input(4), Dense(3), CrossEntropy, Adam] public partial class {|MG1021:{{name}}|};""");

    [Theory]
    [InlineData("public void Save(string path) { }")]
    [InlineData("protected int Summary => 1; private int State => 1;")]
    public async Task InheritedMember_IsReportedAtTheClass(string member) => _ = await AnalyzerVerifier.VerifyAsync($$"""
        public class Base { {{member}} }
        [Model, Input(4), Dense(3)] public partial class {|MG1017:M|} : Base;
        """);

    [Fact]
    public async Task InheritedOverload_IsTheUsers() => _ = await AnalyzerVerifier.VerifyAsync("""
        public class Base { public void Save(string path, int version) { } }
        [Model, Input(4), Dense(3)] public partial class M : Base;
        """);

    [Fact]
    public async Task LargeNetwork_HasNoErrorBesides() => _ = await AnalyzerVerifier.VerifyAsync(
        $$"""[Model, Input(64, 224, 224), {{string.Join(", ", Enumerable.Repeat("Relu", 12))}}] public partial class M { public void {|MG1017:Save|}(string path) { } }""");

    [Theory]
    [InlineData("public float {|MG1017:Cost|}(ReadOnlySpan<float> x) => 0;")]
    [InlineData("public void {|MG1017:TrainStep|}(ReadOnlySpan<float> x) { }")]
    [InlineData("public int {|MG1017:EncodeLabel|} => 1;")]
    public async Task MembersOfFunctions_AreTaken(string member) => _ = await AnalyzerVerifier.VerifyAsync($$"""
        using static ModelGen.Ops;
        [Model]
        public partial class M
        {
            [Network] static Symbol Encode([Shape(1)] Symbol x) => Dense(x, 1);
            [Objective, Adam] static Symbol Cost([Shape(1)] Symbol x) => SquaredError(Encode(x), x);
            {{member}}
        }
        """);
}
