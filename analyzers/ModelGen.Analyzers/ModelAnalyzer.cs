using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ModelGen.Compiler;
using ModelGen.Compiler.Binding;
using ModelGen.Compiler.Declarations;
using ModelGen.Compiler.Diagnostics;

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

        if (!declaration.IsBroken)
        {
            AnalyzeVariants(context, declaration);
        }
    }

    /// <summary>Reports the first error of each variant at the constant that makes it; what is only doubtful is so in the class itself as a rule.</summary>
    private static void AnalyzeVariants(SymbolAnalysisContext context, ModelDeclaration declaration)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        foreach (var variant in new Variants(type, context.CancellationToken).Bind(type, declaration, context.Compilation, context.CancellationToken))
        {
            var error = variant.Binding.Findings.Concat(ModelChecker.Check(variant.Declaration))
                .Select(finding => Descriptors.DiagnosticOf(finding, variant.Binding))
                .FirstOrDefault(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
            if (error is not null)
            {
                var place = new BindingResult(null, [], variant.Place, [], HasFunctions: false);
                context.ReportDiagnostic(Descriptors.DiagnosticOf(new Finding(Problem.Of(Rules.WrongVariant, variant.Values, error.Id, error.GetMessage(CultureInfo.InvariantCulture)), Origin: -1), place));
            }
        }
    }
}
