using Xunit;

namespace ModelGen.Compiler.Tests.Evaluation;

/// <summary>The evaluator against the compiler: every snippet gives the same value, to the bit, or fails in both.</summary>
public sealed class DifferentialTests
{
    private static readonly string[] All =
    [
        .. ArithmeticSnippets.All, .. ConversionSnippets.All, .. TextSnippets.All, .. FlowSnippets.All, .. PatternSnippets.All,
        .. CollectionSnippets.All, .. FunctionSnippets.All, .. DataSnippets.All, .. LinqSnippets.All, .. PlaceSnippets.All, .. MemberSnippets.All,
        .. FormatSnippets.All, .. NumberSnippets.All, .. EvaluationOrderSnippets.All, .. ContainerSnippets.All,
    ];

    private static readonly SnippetProgram Program = new(All);

    public static TheoryData<int, string> Snippets => SnippetProgram.Numbered(All);

    [Theory]
    [MemberData(nameof(Snippets))]
    public void Snippet_GivesWhatTheCompilerGives(int index, string snippet) => Assert.Equal($"{snippet} → {Program.Run(index)}", $"{snippet} → {Program.Evaluate(index)}");

    [Fact]
    public void Snippets_AreManyAndDistinct() => Assert.InRange(All.Distinct().Count(), 300, All.Length);
}
