using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace ModelGen.CodeFixes;

/// <summary>A code fix that changes the file in which a layer stands, as an attribute or as a call.</summary>
public abstract class LayerCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span, getInnermostNodeForTie: true) is { } layer && Mend(root, layer) is { } mended)
        {
            context.RegisterCodeFix(
                CodeAction.Create(Title(layer), _ => Task.FromResult(context.Document.WithSyntaxRoot(mended)), equivalenceKey: GetType().Name),
                context.Diagnostics);
        }
    }

    /// <summary>What the user chooses it by.</summary>
    private protected abstract string Title(SyntaxNode layer);

    /// <summary>The file with the layer mended; null where that is not possible.</summary>
    private protected abstract SyntaxNode? Mend(SyntaxNode root, SyntaxNode layer);
}
