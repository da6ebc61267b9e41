using ModelGen.Compiler.Declarations;
using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;

namespace ModelGen.Compiler.Passes;

/// <summary>
/// Cuts a network's inference program in two, so that it can be run one step at a time: what does not depend on the steps, computed once at the start, and what is computed for each. Between steps a block of sequences keeps what the
/// next step needs: states, what the start computed, the values of earlier steps.
/// </summary>
public sealed class StepPrograms
{
    private readonly Graph graph;
    private readonly TimeAxis time;
    private readonly HashSet<Value> dependent = [];
    private readonly HashSet<int> lengths;
    private readonly GraphRewriter start = new(), step = new();
    private readonly List<KeptValue> kept = [];
    private readonly List<(Value Value, int Offset)> remembered = [];
    private readonly Dictionary<Value, Value> recalled = [];

    private StepPrograms(Graph graph, TimeAxis time)
    {
        this.graph = graph;
        this.time = time;
        lengths = [.. graph.Nodes.SelectMany(node => node.Outputs).Select(value => value.Time).OfType<TimeAxis>().Select(axis => axis.Lengths)];
    }

    /// <summary>What is computed once, where there is anything.</summary>
    public Graph? Start => start.Target.Nodes.Count > 0 ? start.Target : null;

    /// <summary>What is computed for each step.</summary>
    public Graph Step => step.Target;

    /// <summary>What is kept between steps.</summary>
    public IReadOnlyList<KeptValue> Kept => kept;

    /// <summary>Floats that a block keeps.</summary>
    public int Length { get; private set; }

    /// <summary>The steps that have been taken, as a time axis: the running one is the last.</summary>
    internal TimeAxis SoFar => time with { Lengths = TimeAxis.SoFar };

    /// <summary>Cuts a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="function">Its graph.</param>
    /// <returns>The programs, or the first thing that cannot be run step by step.</returns>
    public static (StepPrograms? Programs, Finding? Finding) Of(NetworkDeclaration network, FunctionGraph function)
    {
        if (network.SteppedTime is not { } time || function.Results.Any(result => result.Time != time))
        {
            return (null, new Finding(Problem.Of(Rules.NoSteps), network.StepByStep!.Value));
        }

        var lowered = Lowering.Lower(function.Graph, ProgramMode.Inference);
        var (graph, results) = GraphOptimizer.RemoveUnused(lowered.Graph, [.. function.Results.Select(lowered.MapResult)]);
        var programs = new StepPrograms(graph, time);
        return programs.Cut(results) is { } finding ? (null, finding) : (programs, null);
    }

    private Finding? Cut(IReadOnlyList<Value> results)
    {
        foreach (var node in graph.Nodes)
        {
            if (node.Outputs.Any(output => output.Time == time) || node.Inputs.Any(dependent.Contains))
            {
                dependent.UnionWith(node.Outputs);
                if (node.Operation.ForStep(new StepContext(this, node)) is not { } images)
                {
                    return new Finding(Problem.Of(Rules.ReadsLaterSteps, time.Name), node.Origin);
                }

                step.Replace(node, images);
            }
        }

        for (var output = 0; output < results.Count; output++)
        {
            _ = Step.Add(new StoreOutput(output), results.Count == 1 ? "output" : $"output{output}", origin: -1, step.Map(results[output]));
        }

        // Behind everything that reads what the step before has left.
        foreach (var (value, offset) in remembered)
        {
            _ = Step.Add(new Remember(offset), value.Name, origin: -1, value);
        }

        return null;
    }

    /// <summary>An operand in the program of a step. What the start computes is recalled; what exists once is computed by each program.</summary>
    internal Value Map(Value value)
    {
        if (dependent.Contains(value) || step.Has(value))
        {
            return step.Map(value);
        }

        if (value.Extent == Extent.Batch || value.Producer is { Operation: IntegerInput { Time: null } column } && lengths.Contains(column.Column))
        {
            foreach (var input in value.Producer!.Inputs)
            {
                _ = Map(input);
            }

            step.Copy(value.Producer);
            return step.Map(value);
        }

        if (!recalled.TryGetValue(value, out var image))
        {
            var offset = Keep(value.Shape, value.Time, isOfStart: true);
            RememberAtStart(value, offset);
            recalled.Add(value, image = Step.Add(new Recall(offset, value.Shape, value.Time, value.IsInteger), value.Name, origin: -1));
        }

        return image;
    }

    /// <summary>What the step before has left, at the first the value that is given; otherwise 0.</summary>
    internal (Value Before, int Offset) State(string name, Shape shape, Value? initial)
    {
        var offset = Keep(shape, along: null, isOfStart: initial is not null);
        if (initial is not null)
        {
            RememberAtStart(initial, offset);
        }

        return (Step.Add(new Recall(offset, shape, Time: null, IsInteger: false), name, origin: -1), offset);
    }

    internal void Next(int offset, Value value) => remembered.Add((value, offset));

    internal Value Append(Value value, string name)
    {
        var offset = Keep(value.Shape, SoFar, isOfStart: false);
        return Step.Add(new AppendStep(offset, SoFar), name, origin: -1, value);
    }

    private int Keep(Shape shape, TimeAxis? along, bool isOfStart)
    {
        var offset = Length;
        kept.Add(new KeptValue(offset, shape.Count, along, isOfStart));
        Length = checked(Length + (shape.Count * (along?.MaximumLength ?? 1) * Emission.VectorWidth.Lanes));
        return offset;
    }

    private void RememberAtStart(Value value, int offset) => _ = start.Target.Add(new Remember(offset), value.Name, origin: -1, AtStart(value));

    private Value AtStart(Value value)
    {
        if (!start.Has(value))
        {
            foreach (var input in value.Producer!.Inputs)
            {
                _ = AtStart(input);
            }

            start.Copy(value.Producer);
        }

        return start.Map(value);
    }
}

/// <summary>A value that a block of sequences keeps between steps.</summary>
/// <param name="Offset">Its place: floats from the start of the block's memory.</param>
/// <param name="Features">Values of a sequence, or of each step.</param>
/// <param name="Time">The time axis along which it exists, if any.</param>
/// <param name="IsOfStart">Whether the start gives it its first value, which is 0 otherwise.</param>
public sealed record KeptValue(int Offset, int Features, TimeAxis? Time, bool IsOfStart);

/// <summary>What an operation sees that says how one step of it is computed.</summary>
public sealed class StepContext
{
    private readonly StepPrograms programs;
    private readonly Node node;

    internal StepContext(StepPrograms programs, Node node)
    {
        this.programs = programs;
        this.node = node;
    }

    /// <summary>The steps so far.</summary>
    public TimeAxis Time => programs.SoFar;

    /// <summary>Whether an operand has one value a step of the sequence that is run step by step.</summary>
    public bool IsStepped(int input) => node.Inputs[input].Time?.Name == Time.Name;

    /// <summary>The shapes of the results.</summary>
    public IEnumerable<Shape> Shapes => node.Outputs.Select(output => output.Shape);

    /// <summary>An operand: of what exists along the steps the running one's.</summary>
    public Value Input(int index) => programs.Map(node.Inputs[index]);

    /// <summary>Appends an operation and returns its first result.</summary>
    public Value Add(Operation operation, params IReadOnlyList<Value> inputs) => programs.Step.Add(operation, node.Name, node.Origin, inputs);

    /// <summary>The node as it is, on the running step.</summary>
    public IReadOnlyList<Value> Copy() =>
        programs.Step.Add(node.Operation, node.Name, node.Origin, [.. node.Inputs.Select(programs.Map)], [.. node.Outputs.Select(output => output.Shape)]).Producer!.Outputs;

    /// <summary>A value that steps hand on.</summary>
    /// <param name="shape">Its shape.</param>
    /// <param name="initial">The operand that it is before the first step; where there is none it is 0.</param>
    /// <returns>What the step before has left, and the place for what this one leaves.</returns>
    public (Value Before, int Place) State(Shape shape, int? initial) => programs.State(node.Name, shape, initial is { } input ? node.Inputs[input] : null);

    /// <summary>Leaves a value for the next step.</summary>
    public void Next(int place, Value value) => programs.Next(place, value);

    /// <summary>The values of all steps so far, with the running one's.</summary>
    public Value Append(Value value) => programs.Append(value, node.Name);

    /// <summary>The number of steps so far.</summary>
    public Value StepsSoFar() => Add(new StepsSoFar());
}
