using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Analyzers.Tests.Verification;
using ModelGen.Testing;
using Xunit;

namespace ModelGen.Analyzers.Tests;

/// <summary>While the user types, most of what the compiler sees is wrong: neither generator nor analyzer may throw on it.</summary>
public sealed class HalfTypedSourceTests
{
    public static TheoryData<string> Sources =>
    [
        """
        namespace Digits;

        [Model(Unroll = Unroll.Auto)]
        [Input(1, 12, 12)]
        [Conv2D(2, 5, 3, Padding = 2, Initializer = Initializer.He), BatchNorm(Momentum = 0.2f), Relu, AvgPool2D(2, Stride = 2)]
        [Flatten, Dropout(0.5f), Dense(4)]
        [CrossEntropy(LabelSmoothing = 0.1f), Adam(1e-3f, Beta1 = 0.8f), L2(1e-4f)]
        public partial class Small
        {
            public int Save(string path) => 1;
        }
        """,
        """
        static partial class Outer
        {
            [ModelGen.Model, Input(4)] partial record Inner;
            [Dense(16), Tanh, Dense(1), Hinge, Sgd(0.1f)] partial record Inner { public Inner(string name) : this(1) { } }
        }
        """,
    ];

    [Theory]
    [MemberData(nameof(Sources))]
    public Task EveryPrefix_IsSurvived(string source) => AssertSurvivedAsync(Enumerable.Range(0, source.Length + 1).Select(length => source[..length]));

    [Theory]
    [MemberData(nameof(Sources))]
    public Task EveryMissingToken_IsSurvived(string source) => AssertSurvivedAsync(Tokens(source).Select(token => source.Remove(token.SpanStart, token.Span.Length)));

    [Theory]
    [MemberData(nameof(Sources))]
    public Task EveryDoubledToken_IsSurvived(string source) => AssertSurvivedAsync(Tokens(source).Select(token => source.Insert(token.SpanStart, token.Text + " ")));

    [Theory]
    [MemberData(nameof(Sources))]
    public Task EveryAbsurdConstant_IsSurvived(string source) => AssertSurvivedAsync(
        from token in Tokens(source)
        where token.IsKind(SyntaxKind.NumericLiteralToken) || token.IsKind(SyntaxKind.TrueKeyword)
        from constant in new[] { "0", "-1", "int.MinValue", "int.MaxValue", "long.MaxValue", "float.NaN", "float.NegativeInfinity", "null", "default", "\"text\"", "typeof(int)", "Unroll.Full", "new[] { 1 }", "Unknown.Name" }
        select source.Remove(token.SpanStart, token.Span.Length).Insert(token.SpanStart, constant));

    /// <summary>Every model that is shown or run somewhere: by its file and its place there, or by its place on a page.</summary>
    public static TheoryData<string> Samples =>
    [
        .. from folder in new[] { "examples", Path.Combine("tests", "ModelGen.Samples") }
           from path in Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories)
           where File.ReadAllText(path).Contains("\n[Model", StringComparison.Ordinal)
           from place in Enumerable.Range(0, ModelsOf(path).Count)
           select $"{Path.GetRelativePath(Repository.Root, path)}#{place}",
        .. from page in new[] { "README.md", Path.Combine("docs", "language.md") }
           from place in Enumerable.Range(0, CodeOf(page).Count)
           where CodeOf(page)[place].Contains("[Model", StringComparison.Ordinal)
           select $"{page}#{place}",
    ];

    [Theory]
    [MemberData(nameof(Samples))]
    public Task EverySample_IsSurvived_HoweverFarItIsTyped(string sample) => AssertSurvivedAsync(Tokens(SourceOf(sample)).Select(token => SourceOf(sample)[..token.Span.End]));

    [Theory]
    [MemberData(nameof(Samples))]
    public Task EverySample_IsSurvived_WithoutEachToken(string sample) => AssertSurvivedAsync(Tokens(SourceOf(sample)).Select(token => SourceOf(sample).Remove(token.SpanStart, token.Span.Length)));

    private static string SourceOf(string sample)
    {
        var (file, place) = sample.Split('#') is [var name, var number] ? (name, int.Parse(number, CultureInfo.InvariantCulture)) : throw new ArgumentException(sample);
        return file.EndsWith(".cs", StringComparison.Ordinal) ? ModelsOf(Path.Combine(Repository.Root, file))[place] : CodeOf(file)[place];
    }

    /// <summary>A file's models one by one, each with all of the file that is no model: what is typed in one does not make the others anew.</summary>
    private static IReadOnlyList<string> ModelsOf(string path)
    {
        var root = CSharpSyntaxTree.ParseText(File.ReadAllText(path)).GetRoot();
        var models = root.DescendantNodes().OfType<TypeDeclarationSyntax>()
            .Where(type => type.AttributeLists.SelectMany(list => list.Attributes).Any(attribute => attribute.Name.ToString() == "Model"))
            .ToArray();
        return [.. models.Select(model => root.RemoveNodes(models.Except([model]), SyntaxRemoveOptions.KeepNoTrivia)!.ToFullString())];
    }

    private static IReadOnlyList<string> CodeOf(string page) =>
        [.. Regex.Matches(File.ReadAllText(Path.Combine(Repository.Root, page)), "```csharp\n(.*?)\n```", RegexOptions.Singleline).Select(code => code.Groups[1].Value)];

    private static IEnumerable<SyntaxToken> Tokens(string source) => CSharpSyntaxTree.ParseText(source).GetRoot().DescendantTokens().Where(token => token.Span.Length > 0);

    private static async Task AssertSurvivedAsync(IEnumerable<string> sources)
    {
        // One compilation and one driver that change, as in an IDE.
        var compilation = GeneratorRun.Compile([string.Empty, AnalyzerVerifier.GlobalUsings]);
        GeneratorDriver? driver = null;
        foreach (var source in sources)
        {
            var tree = compilation.SyntaxTrees[0];
            compilation = compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(Microsoft.CodeAnalysis.Text.SourceText.From(source)));
            var run = GeneratorRun.Of(compilation, driver);
            driver = run.Driver;
            Assert.True(run.Result.Exception is null, $"{run.Result.Exception}\n{source}");
            var diagnostics = await AnalyzerVerifier.AnalyzeAsync(compilation);
            Assert.True(diagnostics.Concat(run.Result.Diagnostics).All(diagnostic => diagnostic.Id.StartsWith("MG", StringComparison.Ordinal) && diagnostic.Id != "MG9001"), string.Join("\n", diagnostics) + "\n" + source);
        }
    }
}
