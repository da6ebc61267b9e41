using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Compiler.Diagnostics;

namespace ModelGen.CodeFixes;

/// <summary>For a dense layer that gets an image: puts <c>Flatten</c> before it, in the same attribute list or around the call's operand.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(InsertFlattenCodeFix))]
[Shared]
public sealed class InsertFlattenCodeFix : LayerCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [Rules.DenseTakesVector.Id];

    private protected override string Title(SyntaxNode layer) => layer is InvocationExpressionSyntax ? "Insert Flatten" : "Insert [Flatten]";

    private protected override SyntaxNode? Mend(Mistake mistake) =>
        mistake.Layer.FirstAncestorOrSelf<AttributeSyntax>() is { Parent: AttributeListSyntax list } attribute ? mistake.Root.ReplaceNode(list, InsertBefore(list, attribute))
        : Argument(mistake, parameter => parameter.Type.Name == "Symbol") is { Expression: var operand } ? mistake.Root.ReplaceNode(operand, Flattened(operand, mistake))
        : null;

    private static ExpressionSyntax Flattened(ExpressionSyntax operand, Mistake mistake) =>
        SyntaxFactory.ParseExpression($"{Operation("Flatten", mistake)}({operand.WithoutTrivia()})").WithTriviaFrom(operand);

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
