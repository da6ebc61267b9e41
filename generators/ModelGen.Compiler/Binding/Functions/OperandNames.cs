using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Compiler.Diagnostics;

namespace ModelGen.Compiler.Binding.Functions;

/// <summary>Says of operands that differ what they are called where they stand, and what makes them fit.</summary>
internal static class OperandNames
{
    // A longer expression is no name.
    private const int LongestName = 30;

    /// <summary>The problem of an operation's two operands, with their names and the way out.</summary>
    /// <param name="problem">Any problem; another one is not changed.</param>
    /// <param name="at">The expression.</param>
    /// <param name="operands">The operation's operands.</param>
    public static Problem Add(Problem problem, SyntaxNode at, IReadOnlyList<SymbolValue> operands)
    {
        if (problem.Id != Rules.OperandsDiffer.Id)
        {
            return problem;
        }

        var (first, second) = Of(at, operands.Count);
        var projection = operands.Count == 2 ? SkipProjection.Of(at, operands[0].Shape, operands[1].Shape) : null;
        var advice = projection is null ? "Make the two sizes equal, or one of them 1"
            : $"Project {(Name(projection.Skip) is { } name ? $"'{name}'" : "one of them")} with Conv2D({Name(projection.Skip) ?? "…"}, {projection.Arguments})";
        return problem with
        {
            Arguments = [.. problem.Arguments, first is null ? "The first operand" : $"'{first}'", second is null ? "the other" : $"'{second}'", advice],
        };
    }

    private static (string? First, string? Second) Of(SyntaxNode at, int operands) => at switch
    {
        BinaryExpressionSyntax { Left: var left, Right: var right } => (Name(left), Name(right)),
        AssignmentExpressionSyntax { Left: var left, Right: var right } => (Name(left), Name(right)),
        InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 2 } arguments } when operands == 2 && arguments.All(argument => argument.NameColon is null) =>
            (Name(arguments[0].Expression), Name(arguments[1].Expression)),
        _ => default,
    };

    private static string? Name(SyntaxNode expression) =>
        SourceSpan.Of(expression is ParenthesizedExpressionSyntax { Expression: var inner } ? inner : expression).Text is { Length: <= LongestName } text ? text : null;
}
