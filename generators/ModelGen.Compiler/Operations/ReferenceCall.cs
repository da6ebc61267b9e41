using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// The operands and results of one node in the reference interpreter. A sample value is an array <c>[batch][elements]</c>, a batch value one of <c>[elements]</c>.
/// Results start at zero.
/// </summary>
public sealed class ReferenceCall(int batch, Node node, IReadOnlyList<double[]> inputs, IReadOnlyList<double[]> outputs, ReferenceRandom random)
{
    /// <summary>Samples.</summary>
    public int Batch { get; } = batch;

    /// <summary>The node.</summary>
    public Node Node { get; } = node;

    /// <summary>What random numbers depend on.</summary>
    public ReferenceRandom Random { get; } = random;

    /// <summary>An operand's elements.</summary>
    public double[] Input(int index) => inputs[index];

    /// <summary>An operand's shape.</summary>
    public Shape InputShape(int index) => Node.Inputs[index].Shape;

    /// <summary>A result's elements.</summary>
    public double[] Output(int index = 0) => outputs[index];

    /// <summary>A result's shape.</summary>
    public Shape OutputShape(int index = 0) => Node.Outputs[index].Shape;
}

/// <summary>Seed, step and first sample: with the operation and the element they determine each random number.</summary>
public readonly record struct ReferenceRandom(uint Seed, uint Step);
