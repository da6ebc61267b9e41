using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Binding.Functions;

/// <summary>A symbol while a function is evaluated.</summary>
/// <param name="Number">The value's number in the function.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="IsInteger">Whether it is integers.</param>
/// <param name="Time">The time axis that it has values along, if any.</param>
internal sealed record SymbolValue(int Number, Shape Shape, bool IsInteger = false, TimeAxis? Time = null)
{
    /// <summary>Its shape, as messages name it.</summary>
    public override string ToString() => Shape.ToString();
}
