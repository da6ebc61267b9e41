using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ModelGen.Compiler;
using ModelGen.Compiler.Binding;

namespace ModelGen.Analyzers;

/// <summary>Reports what the compiler finds wrong with a model. It runs Binding and Shapes, once a class, and of what follows only what a rule asks about: which weights have a gradient, and whether <c>Unroll.Full</c> can be kept.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ModelAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Descriptors.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        if (ModelBinder.Bind((INamedTypeSymbol)context.Symbol, context.Compilation, context.CancellationToken) is not { } binding)
        {
            return;
        }

        foreach (var finding in binding.Findings)
        {
            context.ReportDiagnostic(Descriptors.DiagnosticOf(finding, binding));
        }

        if (binding.Declaration is not { } declaration)
        {
            return;
        }

        foreach (var finding in ModelChecker.Check(declaration))
        {
            context.ReportDiagnostic(Descriptors.DiagnosticOf(finding, binding));
        }
    }
}
