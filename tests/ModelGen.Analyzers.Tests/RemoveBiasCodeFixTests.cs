using ModelGen.Analyzers.Tests.Verification;
using ModelGen.CodeFixes;
using Xunit;

namespace ModelGen.Analyzers.Tests;

public sealed class RemoveBiasCodeFixTests
{
    [Theory]
    [InlineData("Conv2D(4, 3)", "Conv2D(4, 3, Bias = false)")]
    [InlineData("Conv2D(4, 3, Bias = true, Padding = 1)", "Conv2D(4, 3, Bias = false, Padding = 1)")]
    public Task Attribute_SaysSo(string layer, string expected) => CodeFixVerifier.VerifyAsync(
        new RemoveBiasCodeFix(), $"[Model, Input(3, 8, 8), {layer}, BatchNorm, Relu] public partial class M;", $"[Model, Input(3, 8, 8), {expected}, BatchNorm, Relu] public partial class M;");

    [Theory]
    [InlineData("Conv2D(x, 4, 3)", "Conv2D(x, 4, 3, bias: false)")]
    [InlineData("Conv2D(x, 4, 3, bias: true, padding: 1)", "Conv2D(x, 4, 3, bias: false, padding: 1)")]
    [InlineData("Conv2D(x, 4, 3, 1, 0, 1, 1, true)", "Conv2D(x, 4, 3, 1, 0, 1, 1, false)")]
    [InlineData("Dense(Flatten(x), 3, true, Initializer.He)", "Dense(Flatten(x), 3, false, Initializer.He)")]
    [InlineData("Dense(Flatten(x), 3, initializer: Initializer.He)", "Dense(Flatten(x), 3, initializer: Initializer.He, bias: false)")]
    public Task Call_SaysSo(string layer, string expected) => CodeFixVerifier.VerifyAsync(new RemoveBiasCodeFix(), Network(layer), Network(expected));

    [Fact]
    public Task SharedLayer_SaysSoWhereItIsDeclared() => CodeFixVerifier.VerifyAsync(
        new RemoveBiasCodeFix(),
        Shared("Conv2D(3, 3, Padding = 1)"),
        Shared("Conv2D(3, 3, Padding = 1, Bias = false)"));

    private static string Shared(string layer) => $$"""
        using static ModelGen.Ops;
        [Model]
        public partial class M
        {
            [Name("twin"), {{layer}}] private static partial Symbol Twin(Symbol x);
            [Network] static Symbol Predict([Shape(3, 8, 8)] Symbol x) => BatchNorm(Twin(Relu(BatchNorm(Twin(x)))));
        }
        """;

    [Fact]
    public Task FixAll_MendsEveryLayer() => CodeFixVerifier.VerifyAsync(
        new RemoveBiasCodeFix(),
        "[Model, Input(4), Dense(8), BatchNorm, Relu, Dense(6), BatchNorm] public partial class M;",
        "[Model, Input(4), Dense(8, Bias = false), BatchNorm, Relu, Dense(6), BatchNorm] public partial class M;",
        "[Model, Input(4), Dense(8, Bias = false), BatchNorm, Relu, Dense(6, Bias = false), BatchNorm] public partial class M;");

    private static string Network(string layer) => $$"""
        using static ModelGen.Ops;
        [Model]
        public partial class M
        {
            [Network] static Symbol Predict([Shape(3, 8, 8)] Symbol x) => Relu(BatchNorm({{layer}}));
        }
        """;
}
