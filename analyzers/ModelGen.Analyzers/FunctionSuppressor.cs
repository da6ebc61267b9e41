using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ModelGen.Analyzers;

/// <summary>Networks and objectives are executed while compiling, so that nothing need call them: silences what .NET's analyzers say of members that look unused.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FunctionSuppressor : DiagnosticSuppressor
{
    private const string Justification = "Networks and objectives are executed while compiling.";

    private static readonly ImmutableArray<string> Attributes = ["ModelGen.NetworkAttribute", "ModelGen.ObjectiveAttribute"];

    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } =
    [
        new("MGS0001", "IDE0051", Justification), // a private member is unused
        new("MGS0002", "CA1811", Justification), // uncalled private code
        new("MGS0003", "RCS1213", Justification), // Roslynator's word for IDE0051
    ];

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        foreach (var diagnostic in context.ReportedDiagnostics)
        {
            if (diagnostic.Location.SourceTree is { } tree
                && tree.GetRoot(context.CancellationToken).FindNode(diagnostic.Location.SourceSpan) is { } node
                && context.GetSemanticModel(tree).GetDeclaredSymbol(node, context.CancellationToken) is IMethodSymbol method
                && method.GetAttributes().Any(attribute => Attributes.Contains(attribute.AttributeClass?.ToDisplayString() ?? string.Empty)))
            {
                context.ReportSuppression(Suppression.Create(SupportedSuppressions.First(suppression => suppression.SuppressedDiagnosticId == diagnostic.Id), diagnostic));
            }
        }
    }
}
