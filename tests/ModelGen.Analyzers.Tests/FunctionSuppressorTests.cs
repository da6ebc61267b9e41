using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using ModelGen.Analyzers.Tests.Verification;
using ModelGen.Testing;
using Xunit;

namespace ModelGen.Analyzers.Tests;

/// <summary>What is said of members without callers is silenced for networks and objectives, and for nothing else.</summary>
public sealed class FunctionSuppressorTests
{
    [Theory]
    [InlineData("[Network] static Symbol Predict([Shape(4)] Symbol x) => Ops.Dense(x, 3);", true)]
    [InlineData("[Objective, Adam] static Symbol Loss([Shape(1)] Symbol x) => x;", true)]
    [InlineData("static int Unused() => 1;", false)]
    public async Task UnusedMember_IsSilencedWhereTheCompilerExecutesIt(string member, bool isSuppressed)
    {
        var compilation = GeneratorRun.Compile([$"public partial class M {{ {member} }}", AnalyzerVerifier.GlobalUsings]);
        var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: true);
        var diagnostics = await compilation.WithAnalyzers([new EveryMethodIsUnused(), new FunctionSuppressor()], options).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.Equal(isSuppressed, Assert.Single(diagnostics).IsSuppressed);
    }

    /// <summary>Says IDE0051 of every method; the real rule is part of an SDK, not of a package.</summary>
#pragma warning disable RS1036, RS1038, RS1041, RS2008 // no analyzer that is shipped
    [DiagnosticAnalyzer(LanguageNames.CSharp)]
    private sealed class EveryMethodIsUnused : DiagnosticAnalyzer
    {
        private static readonly DiagnosticDescriptor Unused = new("IDE0051", "Unused", "Unused", "Test", DiagnosticSeverity.Warning, isEnabledByDefault: true);

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Unused];

        public override void Initialize(AnalysisContext context)
        {
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.EnableConcurrentExecution();
            context.RegisterSyntaxNodeAction(node => node.ReportDiagnostic(Diagnostic.Create(Unused, ((MethodDeclarationSyntax)node.Node).Identifier.GetLocation())), SyntaxKind.MethodDeclaration);
        }
    }
}
