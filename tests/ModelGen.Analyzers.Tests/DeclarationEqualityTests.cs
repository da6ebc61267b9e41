using ModelGen.Analyzers.Tests.Verification;
using ModelGen.Compiler;
using ModelGen.Compiler.Declarations;
using ModelGen.Testing;
using Xunit;

namespace ModelGen.Analyzers.Tests;

/// <summary>What everything after binding hangs on is equal as long as the meaning is: a moved attribute generates nothing again.</summary>
public sealed class DeclarationEqualityTests
{
    private const string Source = "[Model, Input(4)] [Dense(8), Relu, Dropout(0.1f), Dense(3), CrossEntropy, Adam(1e-3f), L2(1e-4f)] public partial class M { }";

    [Theory]
    [InlineData("[Dense(8), Relu", "\n\n    // hidden\n    [Dense( 8 ) /* units */]\n    [Relu")]
    [InlineData("{ }", "{ public int Own => 1; }")]
    [InlineData("[Model", "public class Other; [Obsolete, Model")]
    [InlineData("Adam(1e-3f)", "Adam(rate: 0.001f)")]
    public void Position_DoesNotMatter(string part, string replacement) => Assert.Equal(Bind(Source), Bind(Source.Replace(part, replacement, StringComparison.Ordinal)));

    [Theory]
    [InlineData("Dense(8)", "Dense(9)")]
    [InlineData("Dense(8)", "Dense(8, Bias = false)")]
    [InlineData("Relu", "Tanh")]
    [InlineData("Relu, ", "")]
    [InlineData("Dropout(0.1f)", "Dropout(0.2f)")]
    [InlineData("Input(4)", "Input(5)")]
    [InlineData("CrossEntropy", "CrossEntropy(LabelSmoothing = 0.1f)")]
    [InlineData("Adam(1e-3f)", "Adam(2e-3f)")]
    [InlineData("L2(1e-4f)", "L1(1e-4f)")]
    [InlineData("Model", "Model(Unroll = Unroll.Tiles)")]
    [InlineData("class M", "class N")]
    public void Meaning_Matters(string part, string replacement) => Assert.NotEqual(Bind(Source), Bind(Source.Replace(part, replacement, StringComparison.Ordinal)));

    [Fact]
    public void EqualDeclarations_AreCheckedOnce()
    {
        var findings = ModelChecker.Check(Bind(Source));

        Assert.Same(findings, ModelChecker.Check(Bind(Source.Replace("{ }", "{ public int Own => 1; }", StringComparison.Ordinal))));
        Assert.NotSame(findings, ModelChecker.Check(Bind(Source.Replace("Relu", "Tanh", StringComparison.Ordinal))));
    }

    private static ModelDeclaration Bind(string source) => Assert.Single(GeneratorRun.Of(source, AnalyzerVerifier.GlobalUsings).Declarations);
}
