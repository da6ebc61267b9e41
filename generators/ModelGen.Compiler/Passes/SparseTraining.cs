using System.Globalization;
using ModelGen.Compiler.Declarations;
using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Passes;

/// <summary>Finds what changes more of a sparse tensor than the rows that a step used.</summary>
internal static class SparseTraining
{
    /// <summary>The first objective that trains a sparse tensor in a way that has no sparse form.</summary>
    public static Finding? Find(ModelDeclaration declaration, ModelGraphs graphs) => declaration.Objectives
        .Zip(graphs.Objectives, (objective, graph) => Find(objective, graph, graphs))
        .FirstOrDefault(finding => finding is not null);

    private static Finding? Find(ObjectiveDeclaration objective, FunctionGraph graph, ModelGraphs graphs)
    {
        foreach (var tensor in graphs.TrainedTensors(objective, graph).Where(tensor => graphs.Tensors.Parameters[tensor].IsSparse))
        {
            if (Reason(objective.Training, graphs.Tensors.Parameters[tensor].Name) is var (culprit, deed))
            {
                var layer = graph.Graph.Nodes.First(node => node.Inputs.Any(input => input.Source == ValueSource.Parameter && input.Tensor == tensor));
                return new Finding(Problem.Of(Rules.NoSparseForm, culprit, deed), layer.Origin);
            }
        }

        return null;
    }

    /// <summary>What acts on rows that a step has not used, and how.</summary>
    private static (string Culprit, string Deed)? Reason(TrainingDeclaration training, string tensor)
    {
        var optimizer = training.Optimizer;
        if (optimizer.ZeroForRows is not { } zeros)
        {
            return (optimizer is Optimizers.Adam ? "Adam with AmsGrad" : optimizer.Name, "moves what it keeps for the others too");
        }

        if (optimizer.Hyperparameters.FirstOrDefault(number => number.Declared != 0 && zeros.Contains(number.Argument)) is { } number)
        {
            return (string.Format(CultureInfo.InvariantCulture, "{0} with {1} = {2}", optimizer.Name, number.Argument, number.Declared), "moves the others too");
        }

        if (training.Regularizers.FirstOrDefault(regularizer => regularizer.ActsWithoutGradient) is { } regularizer)
        {
            return (regularizer.Name, "acts on the others too");
        }

        return training.Groups.Any(group => group.Group.Holds(tensor) && group.Group.WeightDecay > 0) ? ("the WeightDecay of its ParameterGroup", "acts on the others too") : null;
    }
}
