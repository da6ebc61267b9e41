using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Binding.Functions;

/// <summary>A symbol while a function is evaluated.</summary>
/// <param name="Number">The value's number in the function.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="IsLabel">Whether it is class indices.</param>
internal sealed record SymbolValue(int Number, Shape Shape, bool IsLabel = false)
{
    /// <summary>Its shape, as messages name it.</summary>
    public override string ToString() => Shape.ToString();
}
