using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Testing;
using Xunit;

namespace ModelGen.Analyzers.Tests.Verification;

/// <summary>Applies a code fix to a source and compares.</summary>
internal static class CodeFixVerifier
{
    /// <summary>Asserts what becomes of a source when its first diagnostic is fixed, and when all are.</summary>
    public static async Task VerifyAsync(CodeFixProvider fix, string source, string afterFirst, string? afterAll = null)
    {
        using var workspace = new AdhocWorkspace();
        var document = CreateDocument(workspace, source);
        var diagnostics = await FixableAsync(document, fix);
        Assert.NotEmpty(diagnostics);

        var actions = new List<CodeAction>();
        await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostics[0], (action, _) => actions.Add(action), TestContext.Current.CancellationToken));
        Assert.Equal(afterFirst, await ApplyAsync(document, Assert.Single(actions)));

        var all = new FixAllContext(document, fix, FixAllScope.Document, actions[0].EquivalenceKey, fix.FixableDiagnosticIds, new Provider(diagnostics), TestContext.Current.CancellationToken);
        Assert.Equal(afterAll ?? afterFirst, await ApplyAsync(document, await fix.GetFixAllProvider()!.GetFixAsync(all)));
    }

    /// <summary>Asserts that nothing is offered for a source's diagnostic.</summary>
    public static async Task VerifyNoneAsync(CodeFixProvider fix, string source)
    {
        using var workspace = new AdhocWorkspace();
        var document = CreateDocument(workspace, source);
        var diagnostic = Assert.Single(await FixableAsync(document, fix));
        await fix.RegisterCodeFixesAsync(new CodeFixContext(
            document, diagnostic, (action, _) => Assert.Fail(action.Title), TestContext.Current.CancellationToken));
    }

    private static Document CreateDocument(AdhocWorkspace workspace, string source)
    {
        var compilation = GeneratorRun.Compile([]);
        var project = workspace
            .AddProject("Sample", LanguageNames.CSharp)
            .WithCompilationOptions(compilation.Options)
            .WithParseOptions(new CSharpParseOptions(LanguageVersion.CSharp14))
            .WithMetadataReferences(compilation.References);
        return project.AddDocument("Usings.cs", AnalyzerVerifier.GlobalUsings).Project.AddDocument("Source.cs", source);
    }

    private static async Task<ImmutableArray<Diagnostic>> FixableAsync(Document document, CodeFixProvider fix)
    {
        var compilation = await document.Project.GetCompilationAsync(TestContext.Current.CancellationToken);
        var diagnostics = await AnalyzerVerifier.AnalyzeAsync(compilation!);
        return [.. diagnostics.Where(diagnostic => fix.FixableDiagnosticIds.Contains(diagnostic.Id))];
    }

    private static async Task<string> ApplyAsync(Document document, CodeAction? action)
    {
        var operations = await action!.GetOperationsAsync(TestContext.Current.CancellationToken);
        var changed = Assert.Single(operations.OfType<ApplyChangesOperation>()).ChangedSolution.GetDocument(document.Id)!;
        return (await changed.GetTextAsync(TestContext.Current.CancellationToken)).ToString();
    }

    private sealed class Provider(ImmutableArray<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([]);

        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);
    }
}
