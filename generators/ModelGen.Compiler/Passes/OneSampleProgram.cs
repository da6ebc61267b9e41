using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;

namespace ModelGen.Compiler.Passes;

/// <summary>
/// Rewrites a program for a batch of one sample: vectors of samples would be almost empty, so values become <see cref="Sixteens"/>. Operations that have no kernel for that run as they do on a block of
/// one sample, with their operands brought into lanes.
/// </summary>
public sealed class OneSampleProgram
{
    private readonly GraphRewriter rewriter = new();
    private readonly HashSet<Value> gradients = [];

    // The images of sample values in either layout, made when they are wanted.
    private readonly Dictionary<Value, Value> lanes = [], sixteens = [];

    private OneSampleProgram(Graph graph)
    {
        // What depends on the sample's weight is zero in lanes without a sample, so that sums over lanes are sums over samples.
        foreach (var node in graph.Nodes.Where(node => node.Operation is SampleWeight || node.Inputs.Any(gradients.Contains)))
        {
            gradients.UnionWith(node.Outputs.Where(output => output.Extent == Extent.Sample));
        }
    }

    /// <summary>The program for one sample.</summary>
    /// <param name="graph">The program for batches.</param>
    /// <param name="results">Its results, which exist once a batch.</param>
    /// <param name="packsWeights">Whether weights may be packed, which pays where they do not change from one call to the next.</param>
    public static (Graph Graph, IReadOnlyList<Value> Results) Of(Graph graph, IReadOnlyList<Value> results, bool packsWeights)
    {
        var program = new OneSampleProgram(graph);
        foreach (var node in graph.Nodes)
        {
            program.Rewrite(node, packsWeights);
        }

        // What a form reads in place of its operands leaves these without a reader.
        return GraphOptimizer.RemoveUnused(program.rewriter.Target, program.rewriter.Map(results));
    }

    /// <summary>The nodes of such a program that work on lanes.</summary>
    public static HashSet<Node> OnLanes(Graph graph)
    {
        var onLanes = new HashSet<Node>();
        foreach (var node in graph.Nodes)
        {
            // One number has one layout; whoever weighs or stores it takes its first lane.
            var samples = node.Inputs.Concat(node.Outputs).Where(value => value.Extent == Extent.Sample && !IsSingle(value)).ToArray();
            if (node.Operation is not (OneSampleOperation or FromLanes)
                && (node.Operation.ForOneSample(node)?.Operation != node.Operation || samples.Any(value => value.Producer is { } producer && onLanes.Contains(producer)))
                && node.Operation is not (SampleWeight or StoreLoss))
            {
                _ = onLanes.Add(node);
            }
        }

        return onLanes;
    }

    private void Rewrite(Node node, bool packsWeights)
    {
        var samples = node.Inputs.Where(input => input.Extent == Extent.Sample).ToArray();
        if (samples.Length == 0 && node.Outputs.All(output => output.Extent == Extent.Batch))
        {
            rewriter.Copy(node);
        }
        else if (node.Operation.IsView && sixteens.TryGetValue(node.Inputs[0], out var viewed))
        {
            sixteens.Add(node.Outputs[0], viewed);
        }
        else if (packsWeights && node.Operation is IPacksWeight packs)
        {
            var input = InSixteens(node.Inputs[0]);
            sixteens.Add(node.Outputs[0], packs.Pack(Adder(node), Signature.Of(node), [input, .. node.Inputs.Skip(1).Select(rewriter.Map)]));
        }
        else if (node.Operation.ForOneSample(node) is { } form && IsWorthSixteens(node, samples))
        {
            Add(node, form.Operation, form.Operands.Select(operand => operand.Extent == Extent.Sample ? InSixteens(operand) : rewriter.Map(operand)), sixteens);
        }
        else
        {
            Add(node, node.Operation, node.Inputs.Select(operand => operand.Extent == Extent.Sample ? InLanes(operand) : rewriter.Map(operand)), lanes);
        }
    }

    // Where all operands are in lanes already, only what multiplies matrices is worth their conversion.
    private bool IsWorthSixteens(Node node, Value[] samples) => samples.Length == 0 || samples.Any(IsInSixteens) || node.Operation.MultiplyAdds(node.Inputs, node.Outputs) > 0;

    private Func<Operation, IReadOnlyList<Value>, Value> Adder(Node node) => (operation, operands) => rewriter.Target.Add(operation, node.Name, node.Origin, operands);

    private void Add(Node node, Operation operation, IEnumerable<Value> operands, Dictionary<Value, Value> layout)
    {
        Value[] inputs = [.. operands];
        var first = operation == node.Operation && layout == lanes
            ? rewriter.Target.Add(operation, node.Name, node.Origin, inputs, node.Outputs.Select(output => output.Shape).ToArray())
            : Adder(node)(operation, inputs);
        for (var i = 0; i < node.Outputs.Count; i++)
        {
            var (output, image) = (node.Outputs[i], first.Producer!.Outputs[i]);
            if (output.Extent == Extent.Batch)
            {
                rewriter.Replace(output, image);
            }
            else
            {
                layout.Add(output, image);
            }
        }
    }

    private bool IsInSixteens(Value value) => sixteens.ContainsKey(value) || IsSingle(value);

    // The lanes of one number are sixteen of which only the first is defined.
    private static bool IsSingle(Value value) => value.Shape == Shape.Of(1);

    private Value InSixteens(Value value)
    {
        if (!sixteens.TryGetValue(value, out var image))
        {
            image = IsSingle(value) ? lanes[value] : Convert(value, lanes[value], new FromLanes());
            sixteens.Add(value, image);
        }

        return image;
    }

    private Value InLanes(Value value)
    {
        if (!lanes.TryGetValue(value, out var image))
        {
            // A label is written with all its lanes.
            image = value.IsInteger ? sixteens[value] : Convert(value, sixteens[value], new ToLanes(value.Shape, gradients.Contains(value)));
            lanes.Add(value, image);
        }

        return image;
    }

    private Value Convert(Value value, Value image, Operation conversion) => rewriter.Target.Add(conversion, Identifiers.Camel(conversion.Name), value.Producer!.Origin, image);
}
