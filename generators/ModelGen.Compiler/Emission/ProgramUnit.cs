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

    /// <summary>Multiply-adds of a block from which threads that wait for each other at each kernel pay.</summary>
    private const long TeamMultiplyAdds = 5_000_000;

    /// <summary>To write a value of a row down costs about as much as so many multiply-adds.</summary>
    private const long MultiplyAddsOfRowValue = 8;

    /// <summary>Multiply-adds of one sample, or work that takes as long.</summary>
    public long MultiplyAdds => Graph.Nodes.Sum(MultiplyAddsOf) + (Plan.RowLength * MultiplyAddsOfRowValue);

    /// <summary>Whether several threads may run a block together: it is large, and half of its work can be divided at least.</summary>
    public bool IsForTeams => MultiplyAdds * VectorWidth.Lanes >= TeamMultiplyAdds
        && Plan.Stages.SelectMany(Steps).All(step => IsDivided(step) || !step.Any(node => node.Operation.DividesWork))
        && Plan.Stages.SelectMany(Steps).Where(IsDivided).SelectMany(step => step).Sum(MultiplyAddsOf) >= MultiplyAdds / 2;

    /// <summary>Whether each thread of a team does a part of it: of a loop's steps, which do not need each other, or of what the kernel divides itself.</summary>
    /// <param name="step">One of the <see cref="Steps"/>.</param>
    public bool IsDivided(IReadOnlyList<Node> step) => step.Count == 1 && !Straight.Contains(step[0])
        && (step[0].Operation.DividesWork || (step[0].Steps is not null && !step[0].Operation.IsReduction && !Plan.Workspaces.ContainsKey(step[0])));

    private static long MultiplyAddsOf(Node node) => node.Operation.MultiplyAdds(node.Inputs, node.Outputs) * (node.Steps?.MaximumLength ?? 1);
}
