using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>An operation whose kernel is faster for a single sample with its weight laid out for vectors of outputs.</summary>
public interface IPacksWeight
{
    /// <summary>Adds the operation with a packed weight as its last operand.</summary>
    /// <param name="add">Appends an operation to the new graph.</param>
    /// <param name="inputs">The operation's operands.</param>
    Value Pack(Func<Operation, IReadOnlyList<Value>, Value> add, IReadOnlyList<Value> inputs);
}
