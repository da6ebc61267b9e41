using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;

namespace ModelGen.Compiler.Passes;

/// <summary>What a gradient rule sees.</summary>
public sealed class GradientContext
{
    private readonly Graph graph;
    private readonly IReadOnlyList<Value?> outputGradients;
    private readonly IReadOnlyList<bool> needed;

    internal GradientContext(Graph graph, Node node, IReadOnlyList<Value?> outputGradients, IReadOnlyList<bool> needed, Value sampleWeight)
    {
        this.graph = graph;
        Node = node;
        this.outputGradients = outputGradients;
        this.needed = needed;
        SampleWeight = sampleWeight;
    }

    /// <summary>The node to differentiate.</summary>
    public Node Node { get; }

    /// <summary>1 / batch for real samples, 0 for unused lanes; shape [1].</summary>
    public Value SampleWeight { get; }

    /// <summary>An operand.</summary>
    public Value Input(int index) => Node.Inputs[index];

    /// <summary>A result.</summary>
    public Value Output(int index = 0) => Node.Outputs[index];

    /// <summary>The loss's gradient with respect to the first result.</summary>
    public Value OutputGradient => outputGradients[0]!;

    /// <summary>The loss's gradient with respect to a result, null when the loss does not depend on it.</summary>
    public Value? OutputGradientOf(int output) => outputGradients[output];

    /// <summary>Whether anybody wants this operand's gradient.</summary>
    public bool Needs(int input) => needed[input];

    /// <summary>The gradient of another node, which was added before.</summary>
    public Node Find(Func<Node, bool> isMeant) => graph.Nodes.Last(isMeant);

    /// <summary>Appends an operation to the gradient graph.</summary>
    public Value Add(Operation operation, params IReadOnlyList<Value> inputs) => graph.Add(operation, Node.Name + "Gradient", Node.Origin, inputs);

    /// <summary>Appends an operation only where an operand's gradient is wanted.</summary>
    public Value? AddIfNeeded(int input, Operation operation, params IReadOnlyList<Value> inputs) => Needs(input) ? Add(operation, inputs) : null;
}
