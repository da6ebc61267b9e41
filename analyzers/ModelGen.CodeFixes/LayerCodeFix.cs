using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ModelGen.CodeFixes;

/// <summary>A code fix that changes the file in which a layer stands, as an attribute or as a call, or a model's class.</summary>
public abstract class LayerCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span, getInnermostNodeForTie: true) is { } layer
            && await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is { } model
            && Mend(new Mistake(root, layer, model, context.Diagnostics[0])) is { } mended)
        {
            context.RegisterCodeFix(
                CodeAction.Create(Title(layer), _ => Task.FromResult(context.Document.WithSyntaxRoot(mended)), equivalenceKey: GetType().Name),
                context.Diagnostics);
        }
    }

    /// <summary>What the user chooses it by.</summary>
    private protected abstract string Title(SyntaxNode layer);

    /// <summary>The file with the layer mended; null where that is not possible.</summary>
    private protected abstract SyntaxNode? Mend(Mistake mistake);

    /// <summary>A method of <c>Ops</c> as it can be called at a place: without <c>Ops</c> where that is imported.</summary>
    private protected static string Operation(string name, Mistake mistake) =>
        mistake.Model.LookupSymbols(mistake.Layer.SpanStart, name: name).Any(symbol => symbol.ContainingType?.Name == "Ops") ? name
        : mistake.Model.LookupSymbols(mistake.Layer.SpanStart, name: "Ops").Any() ? $"Ops.{name}"
        : $"ModelGen.Ops.{name}";

    /// <summary>Whether what stands there is a call of a method of <c>Ops</c>.</summary>
    private protected static bool IsOperation(Mistake mistake) => mistake.Model.GetSymbolInfo(mistake.Layer).Symbol is IMethodSymbol { ContainingType.Name: "Ops" };

    /// <summary>The argument of a call that a parameter gets; null where the call leaves it out.</summary>
    private protected static ArgumentSyntax? Argument(Mistake mistake, Func<IParameterSymbol, bool> parameter) =>
        (mistake.Model.GetOperation(mistake.Layer) as IInvocationOperation)?.Arguments
            .FirstOrDefault(argument => argument.Parameter is { } candidate && parameter(candidate) && !argument.IsImplicit)?.Syntax as ArgumentSyntax;

    /// <summary>The attribute that makes a partial method a layer, where a call of it stands in the same file.</summary>
    private protected static AttributeSyntax? SharedLayer(Mistake mistake) =>
        mistake.Model.GetSymbolInfo(mistake.Layer).Symbol is IMethodSymbol { IsPartialDefinition: true } method
            ? method.GetAttributes()
                .Where(attribute => attribute.AttributeClass?.ContainingNamespace.Name == "ModelGen" && attribute.AttributeClass.Name != "NameAttribute")
                .Select(attribute => attribute.ApplicationSyntaxReference?.GetSyntax())
                .OfType<AttributeSyntax>()
                .FirstOrDefault(attribute => attribute.SyntaxTree == mistake.Root.SyntaxTree)
            : null;
}

/// <summary>What is to be mended.</summary>
/// <param name="Root">The file.</param>
/// <param name="Layer">What the diagnostic stands on.</param>
/// <param name="Model">The meaning of what is in the file.</param>
/// <param name="Diagnostic">The diagnostic; its properties are the problem's arguments, by their numbers.</param>
internal sealed record Mistake(SyntaxNode Root, SyntaxNode Layer, SemanticModel Model, Diagnostic Diagnostic);
