using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Binding.Functions;

/// <summary>How a sum of images of different sizes becomes one of equal sizes: a convolution with a kernel of 1 over the skip connection, with a stride where that is larger by a whole factor.</summary>
/// <param name="Skip">The operand to project.</param>
/// <param name="Arguments">Of the convolution, after the operand: <c>64, 1, stride: 2</c>.</param>
public sealed record SkipProjection(ExpressionSyntax Skip, string Arguments)
{
    /// <summary>The projection that mends a sum; null where there is none.</summary>
    /// <param name="sum">The expression whose operands differ.</param>
    /// <param name="first">The first operand's shape.</param>
    /// <param name="second">The second operand's shape.</param>
    public static SkipProjection? Of(SyntaxNode sum, Shape first, Shape second)
    {
        var (left, right) = sum switch
        {
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression or (int)SyntaxKind.SubtractExpression } operation => (operation.Left, operation.Right),
            AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.AddAssignmentExpression or (int)SyntaxKind.SubtractAssignmentExpression } assignment => (null, assignment.Right),
            _ => default((ExpressionSyntax?, ExpressionSyntax?)),
        };
        if (right is null || first.Rank != 3 || second.Rank != 3)
        {
            return null;
        }

        var (ofRight, ofLeft) = (ArgumentsFor(second, first), left is null ? null : ArgumentsFor(first, second));

        // Where either can be projected, a name is rather the skip connection than what has just been computed, and of names a block's parameter.
        var isLeft = ofLeft is not null && (ofRight is null || (left is IdentifierNameSyntax && right is not IdentifierNameSyntax) || (IsParameter(left!) && !IsParameter(right)));
        return (isLeft ? ofLeft : ofRight) is { } arguments ? new SkipProjection(isLeft ? left! : right, arguments) : null;
    }

    private static bool IsParameter(ExpressionSyntax expression) => expression is IdentifierNameSyntax { Identifier.ValueText: var name }
        && expression.Ancestors().Any(ancestor => ancestor switch
        {
            BaseMethodDeclarationSyntax { ParameterList.Parameters: var parameters } => parameters.Any(parameter => parameter.Identifier.ValueText == name),
            LocalFunctionStatementSyntax { ParameterList.Parameters: var parameters } => parameters.Any(parameter => parameter.Identifier.ValueText == name),
            _ => false,
        });

    /// <summary>Filters, kernel and stride that bring an image to another's shape; null where none do.</summary>
    private static string? ArgumentsFor(Shape from, Shape to)
    {
        var stride = DividedUp(from[1], to[1]);
        return from[1] < to[1] || DividedUp(from[1], stride) != to[1] || DividedUp(from[2], stride) != to[2] ? null
            : stride == 1 ? $"{to[0]}, 1"
            : $"{to[0]}, 1, stride: {stride}";
    }

    private static int DividedUp(int size, int divisor) => (size + divisor - 1) / divisor;
}
