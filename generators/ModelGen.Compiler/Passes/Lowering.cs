using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;

namespace ModelGen.Compiler.Passes;

/// <summary>Turns the user's operations into those of one program: inference and training differ here, not by a flag at run time.</summary>
public static class Lowering
{
    /// <summary>Rewrites a graph for a mode.</summary>
    /// <returns>The rewriter, whose target is the new graph, and the sample weight's value, if the program has one yet.</returns>
    public static LoweredGraph Lower(Graph graph, ProgramMode mode)
    {
        var rewriter = new GraphRewriter();
        var lowered = new LoweredGraph(rewriter);
        foreach (var node in graph.Nodes)
        {
            var inputs = Repeat(rewriter, node);
            var context = new LoweringContext(rewriter.Target, node, inputs, mode, () => lowered.SampleWeight);
            if (node.Operation.Lower(context) is { } results)
            {
                rewriter.Replace(node, results);
            }
            else
            {
                rewriter.Copy(node, inputs);
            }
        }

        return lowered;
    }

    /// <summary>A node's operands; batch values, where its kernel is for sample values alone, repeated for every sample.</summary>
    private static Value[] Repeat(GraphRewriter rewriter, Node node)
    {
        var inputs = rewriter.Map(node.Inputs);
        for (var i = 0; i < inputs.Length - node.Operation.WeightCount && !node.Operation.TakesBatchValues; i++)
        {
            if (inputs[i].Extent == Extent.Batch)
            {
                inputs[i] = rewriter.Target.Add(new Broadcast(inputs[i].Shape, IsPerSample: true), node.Name, node.Origin, inputs[i]);
            }
        }

        return inputs;
    }
}

/// <summary>A graph after lowering.</summary>
public sealed class LoweredGraph(GraphRewriter rewriter)
{
    private Value? sampleWeight;

    /// <summary>The new graph.</summary>
    public Graph Graph => rewriter.Target;

    /// <summary>1 / batch for each real sample; made when first asked for.</summary>
    public Value SampleWeight => sampleWeight ??= Graph.Add(new SampleWeight(), "sampleWeight", origin: -1);

    /// <summary>What stands for a value of the old graph.</summary>
    public Value Map(Value value) => rewriter.Map(value);

    /// <summary>The number of each sample whose mean over the batch an objective is: of one that has a number for each step, the sum over steps, scaled such that all steps of the batch count the same.</summary>
    public Value MapLoss(Value value)
    {
        var loss = MapResult(value);
        return loss.Time is not { } time ? loss
            : Graph.Add(new BatchStepScale(time), loss.Name, origin: -1, Graph.Add(new StepReduction(StepChoice.All), loss.Name, origin: -1, loss, Graph.Add(new IntegerInput(time.Lengths), time.Name, origin: -1)));
    }

    /// <summary>What stands for a result of a function, which exists once a sample even where it depends on constants alone.</summary>
    public Value MapResult(Value value) => Map(value) is { Extent: Extent.Batch } once ? Graph.Add(new Broadcast(once.Shape, IsPerSample: true), once.Name, origin: -1, once) : Map(value);
}
