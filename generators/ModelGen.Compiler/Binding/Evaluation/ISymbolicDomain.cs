using Microsoft.CodeAnalysis;

namespace ModelGen.Compiler.Binding.Evaluation;

/// <summary>What gives symbols their meaning while the evaluator runs the code around them.</summary>
public interface ISymbolicDomain
{
    /// <summary>Whether calls of a method are the domain's: operations, networks, shared layers.</summary>
    bool Handles(IMethodSymbol method);

    /// <summary>Whether values of a type are the domain's.</summary>
    bool IsSymbolic(ITypeSymbol? type);

    /// <summary>A call of a method that the domain handles.</summary>
    /// <param name="method">The method.</param>
    /// <param name="arguments">Values by the parameters' order.</param>
    /// <param name="at">The call, for messages.</param>
    object? Call(IMethodSymbol method, IReadOnlyList<object?> arguments, SyntaxNode at);

    /// <summary>A property or an indexer of a symbol.</summary>
    object? Property(IPropertySymbol property, object? receiver, IReadOnlyList<object?> arguments, SyntaxNode at);

    /// <summary>An operator of symbols, conversions included, by its metadata name: <c>op_Addition</c>.</summary>
    object? Operator(IMethodSymbol method, IReadOnlyList<object?> operands, SyntaxNode at);

    /// <summary>The evaluator begins to run an ordinary method of the project; what is returned is disposed when it ends.</summary>
    /// <param name="method">The method.</param>
    /// <param name="at">The call.</param>
    IDisposable Enter(IMethodSymbol method, SyntaxNode at);

    /// <summary>A value is thrown away on purpose: it is assigned to a discard.</summary>
    void Discard(object? value);

    /// <summary>A call is a statement of its own, so that its value is thrown away, perhaps by mistake.</summary>
    void Ignore(object? value, SyntaxNode at);
}
