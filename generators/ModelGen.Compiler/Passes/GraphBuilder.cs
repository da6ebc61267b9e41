using ModelGen.Compiler.Declarations;
using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;

namespace ModelGen.Compiler.Passes;

/// <summary>A network as a graph, every shape known.</summary>
/// <param name="Graph">The user's operations; inputs are nodes too.</param>
/// <param name="Output">The network's result.</param>
/// <param name="Parameters">The trained tensors; a parameter value's index points here.</param>
/// <param name="State">The tensors that are saved but not trained.</param>
public sealed record NetworkGraph(Graph Graph, Value Output, IReadOnlyList<TensorDeclaration> Parameters, IReadOnlyList<TensorDeclaration> State)
{
    /// <summary>Where the tensors are in their flat buffers.</summary>
    public TensorOffsets Offsets { get; } = new(
        [.. Parameters.Select(tensor => tensor.Offset)],
        [.. State.Select(tensor => tensor.Offset)],
        Parameters.Sum(tensor => tensor.Shape.Count));
}

/// <summary>The Shapes pass: runs each operation's shape rule along the calls and builds the graph. The first broken rule ends it: one mistake is one error.</summary>
public sealed class GraphBuilder
{
    private readonly Graph graph = new();
    private readonly List<TensorDeclaration> parameters = [];
    private readonly List<TensorDeclaration> state = [];
    private long valueCount;
    private long weightCount;

    private GraphBuilder()
    {
    }

    /// <summary>Builds a network's graph, or finds what is wrong with it.</summary>
    public static (NetworkGraph? Graph, Finding? Finding) Build(NetworkDeclaration network)
    {
        var builder = new GraphBuilder();
        var values = new List<Value>();
        for (var i = 0; i < network.Inputs.Count; i++)
        {
            if (builder.Grow([network.Inputs[i].Shape]) is { } problem)
            {
                return (null, new Finding(problem, network.Inputs[i].Origin));
            }

            values.Add(builder.graph.Add(new NetworkInput(network.Inputs[i].Shape, i), network.Inputs[i].Name, network.Inputs[i].Origin));
        }

        foreach (var call in network.Calls)
        {
            var operands = call.Operands.Select(operand => values[operand]).ToArray();
            var shapes = operands.Select(operand => operand.Shape).ToArray();
            var result = call.Operation.Infer(shapes);
            var arrival = Arrival(operands[0]);
            if ((result.Problem ?? builder.Grow(result.Shapes)) is { } problem)
            {
                return (null, new Finding(problem, call.Origin, arrival));
            }

            var declared = call.Operation.Weights(shapes);
            if (Limits.Check("weights", builder.weightCount += declared.Sum(weight => weight.Shape.LongCount), Limits.Parameters) is { } tooMany)
            {
                return (null, new Finding(tooMany, call.Origin, arrival));
            }

            var weights = declared.Select(weight => builder.AddTensor(call.Name, weight));
            values.Add(builder.graph.Add(call.Operation, call.Name, call.Origin, [.. operands, .. weights], result.Shapes));
        }

        return (new NetworkGraph(builder.graph, values[network.Result], builder.parameters, builder.state), null);
    }

    /// <summary>A value as it reaches the operation that takes it, and what made its shape: an operation that keeps the shape hands on its operand's own object, and is passed over.</summary>
    public static Arrival Arrival(Value value)
    {
        var maker = value.Producer;
        while (maker is { Inputs.Count: > 0 } && ReferenceEquals(maker.Inputs[0].Shape, value.Shape))
        {
            maker = maker.Inputs[0].Producer;
        }

        return new Arrival(value.Shape, maker?.Origin ?? -1);
    }

    private Problem? Grow(IReadOnlyList<Shape> results)
    {
        foreach (var shape in results)
        {
            // One alone first: the sum of two numbers below the limit cannot overflow.
            if (Limits.Check(shape) is { } problem)
            {
                return problem;
            }

            valueCount += shape.LongCount;
        }

        return Limits.Check("values a sample", valueCount, Limits.Values);
    }

    private Value AddTensor(string callName, Weight weight)
    {
        var tensors = weight.IsState ? state : parameters;
        var offset = tensors.Count == 0 ? 0 : checked(tensors[^1].Offset + tensors[^1].Shape.Count);
        var tensor = new TensorDeclaration($"{callName}.{weight.Suffix}", offset, weight.Shape, weight.Initial, weight.IsPenalized, weight.IsInteger);
        tensors.Add(tensor);
        return graph.Tensor(weight.IsState ? ValueSource.State : ValueSource.Parameter, tensors.Count - 1, tensor.Name, tensor.Shape);
    }
}
