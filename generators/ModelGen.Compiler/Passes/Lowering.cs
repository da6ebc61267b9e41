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
            var context = new LoweringContext(rewriter.Target, node, rewriter.Map(node.Inputs), mode, () => lowered.SampleWeight);
            if (node.Operation.Lower(context) is { } results)
            {
                rewriter.Replace(node, results);
            }
            else
            {
                rewriter.Copy(node);
            }
        }

        return lowered;
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
}
