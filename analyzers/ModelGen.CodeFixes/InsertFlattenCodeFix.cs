using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Compiler.Diagnostics;

namespace ModelGen.CodeFixes;

/// <summary>For a dense layer that gets an image: puts <c>Flatten</c> before it, in the same attribute list.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(InsertFlattenCodeFix))]
[Shared]
public sealed class InsertFlattenCodeFix : LayerCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [Rules.DenseTakesVector.Id];

    private protected override string Title(SyntaxNode layer) => "Insert [Flatten]";

    private protected override SyntaxNode? Mend(SyntaxNode root, SyntaxNode layer) =>
        layer.FirstAncestorOrSelf<AttributeSyntax>() is { Parent: AttributeListSyntax list } attribute ? root.ReplaceNode(list, InsertBefore(list, attribute)) : null;

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
