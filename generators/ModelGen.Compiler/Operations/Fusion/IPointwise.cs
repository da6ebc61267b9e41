using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Operations;

/// <summary>An operation whose result is, at each element, one formula of its operands at that element: the kernel that makes one of them can apply it on the way to memory.</summary>
public interface IPointwise
{
    /// <summary>Vector operations that the formula takes, roughly.</summary>
    int Cost { get; }

    /// <summary>The result as an expression over vectors, named by identifiers.</summary>
    string Formula(VectorWidth vector, IReadOnlyList<string> operands);
}
