using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ModelGen.Testing;
using Xunit;

namespace ModelGen.Analyzers.Tests.Verification;

/// <summary>Runs the analyzer as a user's build does: on the sources together with what the generator made of them.</summary>
internal static class AnalyzerVerifier
{
    /// <summary>What every source may use.</summary>
    public const string GlobalUsings = "global using System; global using ModelGen;";

    /// <summary>Asserts that the analyzer finds what is marked, and nothing else; and that where it finds it, the C# compiler has nothing to add: one mistake is one error.</summary>
    /// <param name="marked">A source with marks; further ones may follow.</param>
    /// <param name="others">Other sources of the project.</param>
    /// <returns>The diagnostics, in source order.</returns>
    public static async Task<IReadOnlyList<Diagnostic>> VerifyAsync(string marked, params string[] others)
    {
        var source = MarkedSource.Parse(marked);
        var run = GeneratorRun.Of([source.Text, .. others, GlobalUsings]);
        var diagnostics = await AnalyzeAsync(run.Output);
        Assert.Equal(source.Expected, diagnostics.Select(diagnostic => new Mark(diagnostic.Id, diagnostic.Location.SourceSpan)));
        Assert.Null(run.Result.Exception);
        Assert.Empty(Errors(run.Output));
        return diagnostics;
    }

    /// <summary>The C# compiler's errors in the user's code and the surface; that kernels compile is tested elsewhere, and takes its time.</summary>
    private static IEnumerable<Diagnostic> Errors(Compilation compilation) => compilation.SyntaxTrees
        .Where(tree => !tree.FilePath.Contains(".Kernels", StringComparison.Ordinal))
        .SelectMany(tree => compilation.GetSemanticModel(tree).GetDiagnostics(cancellationToken: TestContext.Current.CancellationToken))
        .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    /// <summary>What the analyzer reports, in source order; an exception of its own included, as AD0001.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> AnalyzeAsync(Compilation compilation)
    {
        var diagnostics = await compilation
            .WithAnalyzers([new ModelAnalyzer()], options: null)
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return [.. diagnostics.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start).ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal)];
    }
}
