using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Compiler.Diagnostics;

namespace ModelGen.CodeFixes;

/// <summary>For a dense layer that gets an image: puts <c>Flatten</c> before it, in the same attribute list.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(InsertFlattenCodeFix))]
[Shared]
public sealed class InsertFlattenCodeFix : CodeFixProvider
{
    private const string Title = "Insert [Flatten]";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [Rules.DenseTakesVector.Id];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span).FirstAncestorOrSelf<AttributeSyntax>() is not { Parent: AttributeListSyntax list } layer)
        {
            return;
        }

        context.RegisterCodeFix(
            CodeAction.Create(Title, _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(list, InsertBefore(list, layer)))), equivalenceKey: nameof(InsertFlattenCodeFix)),
            context.Diagnostics);
    }

    private static AttributeListSyntax InsertBefore(AttributeListSyntax list, AttributeSyntax layer)
    {
        // Flatten takes over what stands before the layer: an indentation, a comment.
        var flatten = SyntaxFactory.Attribute(Beside(layer.Name)).WithLeadingTrivia(layer.GetLeadingTrivia());
        var comma = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space);
        var attributes = list.Attributes.GetWithSeparators();
        var position = attributes.IndexOf(layer);
        return list.WithAttributes(SyntaxFactory.SeparatedList<AttributeSyntax>(
            attributes.Replace(layer, layer.WithoutLeadingTrivia()).InsertRange(position, new SyntaxNodeOrToken[] { flatten, comma })));
    }

    /// <summary>The name Flatten, qualified as the layer's is.</summary>
    private static NameSyntax Beside(NameSyntax layer)
    {
        var flatten = SyntaxFactory.IdentifierName("Flatten");
        return layer switch
        {
            QualifiedNameSyntax qualified => qualified.WithRight(flatten),
            AliasQualifiedNameSyntax qualified => qualified.WithName(flatten),
            _ => flatten,
        };
    }
}
