using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Binding.Functions;

/// <summary>A symbol while a function is evaluated.</summary>
/// <param name="Number">The value's number in the function.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="IsLabel">Whether it is class indices.</param>
internal sealed record SymbolValue(int Number, Shape Shape, bool IsLabel = false);

/// <summary>A number that stands where a symbol is wanted; the operation that takes it knows what to do with it.</summary>
/// <param name="Value">The number.</param>
internal sealed record ConstantValue(float Value);
