using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>An operation whose kernel is faster for a single sample with its weight laid out for vectors of outputs.</summary>
public interface IPacksWeight
{
    /// <summary>Adds the operation with a packed weight in place of its weight and bias.</summary>
    /// <param name="add">Appends an operation to the program for one sample.</param>
    /// <param name="signature">The shapes that operands and results have in the program for batches.</param>
    /// <param name="inputs">The operands in the program for one sample, weights last.</param>
    Value Pack(Func<Operation, IReadOnlyList<Value>, Value> add, Signature signature, IReadOnlyList<Value> inputs);
}
