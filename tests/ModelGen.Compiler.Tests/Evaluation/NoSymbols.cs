using Microsoft.CodeAnalysis;
using ModelGen.Compiler.Binding.Evaluation;

namespace ModelGen.Compiler.Tests.Evaluation;

/// <summary>A domain without symbols: what is left is C#.</summary>
internal sealed class NoSymbols : ISymbolicDomain, IDisposable
{
    public bool Handles(IMethodSymbol method) => false;

    public bool IsSymbolic(ITypeSymbol? type) => false;

    public object? Call(IMethodSymbol method, IReadOnlyList<object?> arguments, SyntaxNode at) => throw new InvalidOperationException(method.Name);

    public object? Property(IPropertySymbol property, object? receiver, IReadOnlyList<object?> arguments, SyntaxNode at) => throw new InvalidOperationException(property.Name);

    public object? Operator(IMethodSymbol method, IReadOnlyList<object?> operands, SyntaxNode at) => throw new InvalidOperationException(method.Name);

    public IDisposable Enter(IMethodSymbol method, SyntaxNode at) => this;

    public void Discard(object? value)
    {
    }

    public void Ignore(object? value, SyntaxNode at)
    {
    }

    public void Dispose()
    {
    }
}
