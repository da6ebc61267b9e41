using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ModelGen.Compiler;
using ModelGen.Compiler.Binding;
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
            context.ReportDiagnostic(ToDiagnostic(finding, binding));
        }

        if (binding.Declaration is not { } declaration)
        {
            return;
        }

        foreach (var finding in ModelChecker.Check(declaration))
        {
            context.ReportDiagnostic(ToDiagnostic(finding, binding));
        }
    }

    private static Diagnostic ToDiagnostic(Finding finding, BindingResult binding)
    {
        var place = binding.At(finding.Origin);
        object?[] arguments = [place.Text, finding.Input?.Shape.ToString(), From(finding.Input), From(finding.Second), PathOf(finding, binding), .. finding.Problem.Arguments];

        // The problem's arguments are properties too: code fixes cannot read a message.
        var properties = finding.Problem.Arguments.Select((argument, number) => (argument, number)).ToImmutableDictionary(pair => $"{pair.number}", pair => (string?)pair.argument);
        return Diagnostic.Create(
            Descriptors.Of(finding.Problem.Id, binding.HasFunctions), place.Location, finding.Calls.Select(call => binding.At(call.Origin).Location), properties, arguments);

        string From(Arrival? arrival) => arrival is null ? string.Empty : binding.At(arrival.Origin).ToString();
    }

    /// <summary>For a mistake inside a building block, the calls that led there: a block is right for some shapes and wrong for others.</summary>
    private static string PathOf(Finding finding, BindingResult binding) =>
        string.Concat(finding.Calls.Select(call => $" – in {call.Description}, called by {binding.At(call.Origin)}"));
}
