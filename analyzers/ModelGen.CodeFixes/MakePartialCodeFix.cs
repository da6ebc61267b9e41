using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Compiler.Diagnostics;

namespace ModelGen.CodeFixes;

/// <summary>For a model that cannot be added to: makes the class, and the types around it, partial.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakePartialCodeFix))]
[Shared]
public sealed class MakePartialCodeFix : LayerCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [Rules.NotPartial.Id, Rules.ContainingTypeNotPartial.Id];

    private protected override string Title(SyntaxNode layer) => "Make partial";

    private protected override SyntaxNode? Mend(Mistake mistake)
    {
        var whole = mistake.Layer.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().Where(type => !type.Modifiers.Any(SyntaxKind.PartialKeyword)).ToArray();
        return whole.Length == 0 ? null : mistake.Root.ReplaceNodes(whole, (_, type) => Partial(type));
    }

    /// <summary>With the word before 'class', which hands it what stood there if it was the first.</summary>
    private static TypeDeclarationSyntax Partial(TypeDeclarationSyntax type)
    {
        var partial = SyntaxFactory.Token(SyntaxKind.PartialKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        return type.Modifiers.Count > 0
            ? type.AddModifiers(partial)
            : type.WithKeyword(type.Keyword.WithLeadingTrivia()).AddModifiers(partial.WithLeadingTrivia(type.Keyword.LeadingTrivia));
    }
}
