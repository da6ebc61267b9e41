using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Compiler.Diagnostics;

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
        var (left, right) = mistake.Layer switch
        {
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression or (int)SyntaxKind.SubtractExpression } sum => (sum.Left, sum.Right),
            AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.AddAssignmentExpression or (int)SyntaxKind.SubtractAssignmentExpression } sum => (null, sum.Right),
            _ => default((ExpressionSyntax?, ExpressionSyntax?)),
        };
        if (right is null || ShapeOf(mistake, 3) is not [_, _, _] first || ShapeOf(mistake, 4) is not [_, _, _] second)
        {
            return null;
        }

        var (ofRight, ofLeft) = (Projection(second, first), left is null ? null : Projection(first, second));

        // Where either can be projected, a name is rather the skip connection than what has just been computed.
        var isLeft = ofLeft is not null && (ofRight is null || (left is IdentifierNameSyntax && right is not IdentifierNameSyntax));
        return (isLeft ? ofLeft : ofRight) is { } arguments ? Projected(mistake, isLeft ? left! : right, arguments) : null;
    }

    private static SyntaxNode Projected(Mistake mistake, ExpressionSyntax skip, string arguments)
    {
        var call = SyntaxFactory.ParseExpression($"{Operation("Conv2D", mistake)}({(skip is ParenthesizedExpressionSyntax { Expression: var inner } ? inner : skip).WithoutTrivia()}, {arguments})");
        return mistake.Root.ReplaceNode(skip, call.WithTriviaFrom(skip));
    }

    /// <summary>Filters, kernel and stride that bring an image to another's shape; null where none do.</summary>
    private static string? Projection(int[] from, int[] to)
    {
        var stride = DividedUp(from[1], to[1]);
        return from[1] < to[1] || DividedUp(from[1], stride) != to[1] || DividedUp(from[2], stride) != to[2] ? null
            : stride == 1 ? $"{to[0]}, 1"
            : $"{to[0]}, 1, stride: {stride}";
    }

    private static int DividedUp(int size, int divisor) => (size + divisor - 1) / divisor;

    /// <summary>A shape among the problem's arguments: <c>[64, 16, 16]</c>.</summary>
    private static int[] ShapeOf(Mistake mistake, int argument) =>
        [.. mistake.Diagnostic.Properties[$"{argument}"]!.Trim('[', ']').Split([", "], StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)];
}
