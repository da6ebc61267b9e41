using ModelGen.Compiler.Declarations;
using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;

namespace ModelGen.Compiler.Passes;

/// <summary>A function as a graph, every shape known.</summary>
/// <param name="Graph">The user's operations; data parameters are nodes too.</param>
/// <param name="Values">The values by the numbers that the declaration gives them.</param>
/// <param name="Results">What the function returns.</param>
public sealed record FunctionGraph(Graph Graph, IReadOnlyList<Value> Values, IReadOnlyList<Value> Results);

/// <summary>The Shapes pass: runs each operation's shape rule along the calls and builds the graph. The first broken rule ends it: one mistake is one error.</summary>
public sealed class GraphBuilder
{
    private readonly TensorTable tensors;
    private readonly Graph graph = new();
    private readonly List<Value> values = [];
    private long valueCount;

    /// <summary>Starts a function.</summary>
    /// <param name="tensors">The model's tensors, to which the function's are added.</param>
    public GraphBuilder(TensorTable tensors) => this.tensors = tensors;

    /// <summary>The values so far.</summary>
    public IReadOnlyList<Value> Values => values;

    /// <summary>Builds a function's graph, or finds what is wrong with it.</summary>
    public static (FunctionGraph? Graph, Finding? Finding) Build(FunctionDeclaration function, TensorTable tensors)
    {
        var builder = new GraphBuilder(tensors);
        foreach (var input in function.Inputs)
        {
            if (builder.AddInput(input) is { } finding)
            {
                return (null, finding);
            }
        }

        foreach (var call in function.Calls)
        {
            if (builder.AddCall(call) is { } finding)
            {
                return (null, finding);
            }
        }

        return (new FunctionGraph(builder.graph, builder.values, [.. function.Results.Select(result => builder.values[result])]), null);
    }

    /// <summary>Appends a data parameter, the next column of the batch.</summary>
    public Finding? AddInput(InputDeclaration input)
    {
        if (Grow([input.Shape], input.Time) is { } problem)
        {
            return new Finding(problem, input.Origin);
        }

        var column = values.Count;
        values.Add(graph.Add(input.IsInteger ? new IntegerInput(column, input.Shape.Count, input.Time) : new NetworkInput(input.Shape, column, input.Time), input.Name, input.Origin));
        return null;
    }

    /// <summary>Appends a call, or says what is wrong with it.</summary>
    public Finding? AddCall(CallDeclaration call)
    {
        var operands = call.Operands.Select(operand => values[operand]).ToArray();
        var shapes = operands.Select(operand => operand.Shape).ToArray();
        var result = (WrongTime(call.Operation, operands) ?? WrongIndices(call.Operation, operands)) is { } wrong ? wrong : call.Operation.Infer(shapes);
        var (arrival, second) = (operands.Length > 0 ? Arrival(operands[0]) : null, operands.Length > 1 ? Arrival(operands[1]) : null);
        if ((result.Problem ?? Grow(result.Shapes, call.Operation.ResultTime(operands))) is { } problem)
        {
            return new Finding(problem, call.Origin, arrival, second);
        }

        var declared = call.Operation.Weights(shapes);
        if ((tensors.Check(call.Name, call.Operation) ?? tensors.Check(call.Name, declared)) is { } unfit)
        {
            return new Finding(unfit, call.Origin, arrival);
        }

        var weights = declared.Select(weight => tensors.Add(graph, call.Name, weight));
        values.AddRange(graph.Add(tensors.Place(call.Name, call.Operation), call.Name, call.Origin, [.. operands, .. weights], result.Shapes).Producer!.Outputs);
        return null;
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

    private static Problem? WrongTime(Operation operation, IReadOnlyList<Value> operands)
    {
        var axes = operands.Select(operand => operand.Time).Where(time => time is not null).Distinct().ToArray();
        return axes.Length > 1 && !operation.JoinsTimes ? Problem.Of(Rules.SequencesDiffer, axes[0]!.Name, axes[1]!.Name)
            : operation.WrongTimes([.. operands.Select(operand => operand.Time)]) is { } wrong ? wrong
            : axes.Length > 0 && !operation.TakesSteps ? Problem.Of(Rules.TakesNoSequence, axes[0]!.Name)
            : null;
    }

    /// <summary>Indices that are data are checked when they arrive; those that are drawn, here.</summary>
    private static Problem? WrongIndices(Operation operation, IReadOnlyList<Value> operands)
    {
        var (rows, indices) = operation switch
        {
            Embedding embedding => (embedding.Vocabulary, operands[0]),
            Gather when operands[0].Shape.Rank > 0 => (operands[0].Shape[0], operands[1]),
            _ => (0, null),
        };
        return indices?.Producer?.Operation is NoiseIndices noise && noise.Vocabulary > rows
            ? Problem.Of(Rules.DrawnIndicesOutOfRange, FormattableString.Invariant($"{noise.Vocabulary}"), FormattableString.Invariant($"{rows}"))
            : null;
    }

    private Problem? Grow(IReadOnlyList<Shape> results, TimeAxis? time)
    {
        foreach (var shape in results)
        {
            // One alone first: the sum of two numbers below the limit cannot overflow.
            if (Limits.Check(shape) is { } problem)
            {
                return problem;
            }

            valueCount += shape.LongCount * (time?.MaximumLength ?? 1);
        }

        return Limits.Check("values a sample", valueCount, Limits.Values);
    }
}
