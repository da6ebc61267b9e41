using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;

namespace ModelGen.Compiler.Passes;

/// <summary>Inference and training are different programs.</summary>
public enum ProgramMode
{
    /// <summary>Dropout is gone, running statistics are used.</summary>
    Inference,

    /// <summary>Dropout acts, statistics are the batch's.</summary>
    Training,
}

/// <summary>What lowering sees: a node whose operands are lowered already.</summary>
public sealed class LoweringContext
{
    private readonly Graph graph;

    internal LoweringContext(Graph graph, Node node, IReadOnlyList<Value> inputs, ProgramMode mode, Func<Value> sampleWeight)
    {
        this.graph = graph;
        Node = node;
        Inputs = inputs;
        Mode = mode;
        this.sampleWeight = sampleWeight;
    }

    private readonly Func<Value> sampleWeight;

    /// <summary>The node to lower.</summary>
    public Node Node { get; }

    /// <summary>Its operands, in the new graph.</summary>
    public IReadOnlyList<Value> Inputs { get; }

    /// <summary>The program to make.</summary>
    public ProgramMode Mode { get; }

    /// <summary>1 / batch for real samples, 0 for unused lanes; shape [1].</summary>
    public Value SampleWeight => sampleWeight();

    /// <summary>Appends an operation and returns its first result; further results through <c>.Producer!.Outputs</c>.</summary>
    public Value Add(Operation operation, params IReadOnlyList<Value> inputs) => graph.Add(operation, Node.Name, Node.Origin, inputs);
}
