using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Compiler.Diagnostics;

namespace ModelGen.CodeFixes;

/// <summary>For an activation before a loss that contains it, or that it robs of negative scores: takes the activation away, an attribute or a call.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveActivationCodeFix))]
[Shared]
public sealed class RemoveActivationCodeFix : LayerCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [Rules.ActivationBeforeItsLoss.Id, Rules.ReluBeforeScores.Id];

    private protected override string Title(SyntaxNode layer) => $"Remove '{layer}'";

    private protected override SyntaxNode? Mend(Mistake mistake) =>
        mistake.Layer.FirstAncestorOrSelf<AttributeSyntax>() is { Parent: AttributeListSyntax list } attribute ? WithoutAttribute(mistake.Root, list, attribute)
        : mistake.Layer is InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var operand }] } call ? mistake.Root.ReplaceNode(call, operand.WithTriviaFrom(call))
        : null;

    private static SyntaxNode? WithoutAttribute(SyntaxNode root, AttributeListSyntax list, AttributeSyntax attribute)
    {
        if (list.Attributes.Count > 1)
        {
            return root.ReplaceNode(list, list.WithAttributes(list.Attributes.Remove(attribute)));
        }

        // An indentation goes with its line, a comment stays.
        var isIndentation = list.GetLeadingTrivia().All(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia));
        return root.RemoveNode(list, isIndentation ? SyntaxRemoveOptions.KeepNoTrivia : SyntaxRemoveOptions.KeepLeadingTrivia);
    }
}
