using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Testing;

namespace ModelGen.Generators.Tests.Compilation;

/// <summary>Whatever C# allows as the name of a parameter or a result compiles: keywords, and the names that emitted code itself uses.</summary>
public sealed class NameTests(ITestOutputHelper output)
{
    private const string Usings = "using ModelGen;\n";

    // A parameter may be called Ops, too.
    private const string Ops = "global::ModelGen.Ops.";

    [Fact]
    public void Keywords_MayBeNames() => AssertCompiles(SyntaxFacts.GetReservedKeywordKinds().Concat(SyntaxFacts.GetContextualKeywordKinds()).Select(SyntaxFacts.GetText).Where(word => word.All(char.IsLetter) && word.Length > 0));

    [Fact]
    public void NamesOfEmittedCode_MayBeNames()
    {
        var emitted = GeneratorRun.Of(Model(0, ["x", "y", "z"])).Files.Values;
        AssertCompiles(emitted.SelectMany(file => Regex.Matches(file, @"\b[A-Za-z]\w*\b").Select(match => match.Value)).Concat(["a", "i", "output", "outputs", "engine", "batchSize"]));
    }

    private void AssertCompiles(IEnumerable<string> names)
    {
        var words = names.Distinct().Order(StringComparer.Ordinal).ToArray();
        output.WriteLine($"{words.Length} names");
        Assert.InRange(words.Length, 100, int.MaxValue);
        var run = GeneratorRun.Of(Usings + string.Concat(words.Chunk(3).Select((chunk, i) => Model(i, chunk).Replace(Usings, string.Empty, StringComparison.Ordinal))));
        Assert.Null(run.Result.Exception);
        Assert.Empty(run.Problems);
    }

    /// <summary>A model whose networks have parameters, results and data of objectives of these names.</summary>
    private static string Model(int number, string[] names)
    {
        var data = string.Join(", ", names.Select(name => $"[Shape(3)] Symbol @{name}"));
        var sum = string.Join(" + ", names.Select(name => "@" + name));
        var results = names.Length == 1 ? "Symbol" : $"({string.Join(", ", names.Select(name => $"Symbol @{name}"))})";
        var value = names.Length == 1 ? $"{Ops}Dense(@{names[0]}, 2)" : $"({string.Join(", ", names.Select(name => $"{Ops}Dense(@{name}, 2)"))})";
        return $$"""
            {{Usings}}
            [Model]
            public partial class Model{{number}}
            {
                [Network] static {{results}} Apart({{data}}) => {{value}};
                [Network] static Symbol Together({{data}}) => {{Ops}}Dense({{sum}}, 2);
                [Network] static Symbol Simple([Shape(3)] Symbol @{{names[0]}}) => {{Ops}}Dense(@{{names[0]}}, 2);
                [Objective, Sgd(0.1f)] static Symbol Error({{data}}) => {{Ops}}Mean({{Ops}}Square(Model{{number}}.Together({{string.Join(", ", names.Select(name => "@" + name))}}) + Model{{number}}.Simple(@{{names[0]}})));
            }

            """;
    }
}
