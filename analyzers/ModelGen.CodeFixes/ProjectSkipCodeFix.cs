using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Compiler.Binding.Functions;
using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Graphs;

namespace ModelGen.CodeFixes;

/// <summary>For a sum of images of different sizes: projects the skip connection by a convolution with a kernel of 1, with a stride where it is higher and wider by a whole factor.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ProjectSkipCodeFix))]
[Shared]
public sealed class ProjectSkipCodeFix : LayerCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [Rules.OperandsDiffer.Id];

    private protected override string Title(SyntaxNode layer) => "Project by a 1×1 convolution";

    private protected override SyntaxNode? Mend(Mistake mistake)
    {
        if (SkipProjection.Of(mistake.Layer, ShapeOf(mistake, 3), ShapeOf(mistake, 4)) is not { Skip: var skip, Arguments: var arguments })
        {
            return null;
        }

        var call = SyntaxFactory.ParseExpression($"{Operation("Conv2D", mistake)}({(skip is ParenthesizedExpressionSyntax { Expression: var inner } ? inner : skip).WithoutTrivia()}, {arguments})");
        return mistake.Root.ReplaceNode(skip, call.WithTriviaFrom(skip));
    }

    /// <summary>A shape among the problem's arguments: <c>[64, 16, 16]</c>.</summary>
    private static Shape ShapeOf(Mistake mistake, int argument) =>
        new([.. mistake.Diagnostic.Properties[$"{argument}"]!.Trim('[', ']').Split([", "], StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)]);
}
