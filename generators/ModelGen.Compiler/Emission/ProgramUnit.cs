using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Emission;

/// <summary>A planned program, ready to be emitted.</summary>
/// <param name="Name">Predict, Evaluate, Loss, TrainStep, and for a batch of one PredictForOne and so on; with several networks or objectives, their names are in it.</param>
/// <param name="Graph">The optimized graph.</param>
/// <param name="Plan">Its stages and places.</param>
/// <param name="Straight">The nodes that become straight-line code.</param>
public sealed record ProgramUnit(string Name, Graph Graph, MemoryPlan Plan, HashSet<Node> Straight)
{
    /// <summary>The index of the program that does the same for a batch of one sample, if there is one.</summary>
    public int? ForOne { get; init; }

    /// <summary>Whether it is for a batch of one sample.</summary>
    public bool IsForOne { get; init; }

    /// <summary>Whether the runtime may look at each layer's values for the first that is not finite.</summary>
    public bool IsWatched { get; init; }

    /// <summary>The steps of a stage: single kernels, and runs of nodes that become one straight-line method each.</summary>
    public IReadOnlyList<IReadOnlyList<Node>> Steps(PlanStage stage) => UnrollPolicy.Steps(stage.Nodes, Straight, IsWatched);

    /// <summary>To write a value of a row down costs about as much as so many multiply-adds.</summary>
    private const long MultiplyAddsOfRowValue = 8;

    /// <summary>Multiply-adds of one sample, or work that takes as long.</summary>
    public long MultiplyAdds => Graph.Nodes.Sum(node => node.Operation.MultiplyAdds(node.Inputs, node.Outputs) * (node.Steps?.MaximumLength ?? 1)) + (Plan.RowLength * MultiplyAddsOfRowValue);
}
