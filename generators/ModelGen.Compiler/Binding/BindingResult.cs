using ModelGen.Compiler.Declarations;
using ModelGen.Compiler.Diagnostics;

namespace ModelGen.Compiler.Binding;

/// <summary>What binding read from a class. The generator takes the declaration alone, which is free of positions; the analyzer takes all.</summary>
/// <param name="Declaration">The model; null where nothing can be generated for the class.</param>
/// <param name="Findings">What is wrong with the declaration itself.</param>
/// <param name="ClassName">The place of the class's name: origin −1.</param>
/// <param name="Spans">The places of the language's attributes, by their origin.</param>
/// <param name="HasFunctions">Whether networks are methods, so that a message speaks of calls.</param>
public sealed record BindingResult(ModelDeclaration? Declaration, EquatableArray<Finding> Findings, SourceSpan ClassName, IReadOnlyList<SourceSpan> Spans, bool HasFunctions)
{
    /// <summary>The place of an origin.</summary>
    public SourceSpan At(int origin) => origin < 0 ? ClassName : Spans[origin];
}
