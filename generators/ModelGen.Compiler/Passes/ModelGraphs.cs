using ModelGen.Compiler.Declarations;
using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;

namespace ModelGen.Compiler.Passes;

/// <summary>All functions of a model as graphs over the same tensors.</summary>
/// <param name="Tensors">Parameters and state.</param>
/// <param name="Networks">The networks, as declared.</param>
/// <param name="Objectives">The objectives, as declared.</param>
public sealed record ModelGraphs(TensorTable Tensors, IReadOnlyList<FunctionGraph> Networks, IReadOnlyList<FunctionGraph> Objectives)
{
    /// <summary>Builds the graphs, or finds the first mistake.</summary>
    public static (ModelGraphs? Graphs, Finding? Finding) Build(ModelDeclaration declaration)
    {
        var tensors = new TensorTable();
        var graphs = new List<FunctionGraph>();
        foreach (var function in declaration.Networks.Select(network => network.Function).Concat(declaration.Objectives.Select(objective => objective.Function)))
        {
            var (graph, finding) = GraphBuilder.Build(function, tensors);
            if (graph is null)
            {
                return (null, finding);
            }

            graphs.Add(graph);
        }

        var all = new ModelGraphs(tensors, graphs.GetRange(0, declaration.Networks.Count), graphs.GetRange(declaration.Networks.Count, declaration.Objectives.Count));
        return SparseTraining.Find(declaration, all) is { } wrong ? (null, wrong) : (all, null);
    }

    /// <summary>The trained tensors that an objective updates: those of calls of the networks that it names, or all that it reaches.</summary>
    public IReadOnlyList<int> TrainedTensors(ObjectiveDeclaration objective, FunctionGraph graph)
    {
        var function = objective.Function;
        var trained = new SortedSet<int>();
        var value = function.Inputs.Count;
        foreach (var call in function.Calls)
        {
            var node = graph.Values[value].Producer!;
            value += node.Outputs.Count;
            if (objective.Trained.Count == 0 || call.Network < 0 || objective.Trained.Contains(call.Network))
            {
                trained.UnionWith(node.Inputs.Where(input => input.Source == ValueSource.Parameter).Select(input => input.Tensor));
            }
        }

        return [.. trained];
    }

    /// <summary>
    /// The loss whose prediction and data target say whether answers are right; where none does the one that takes probabilities, whose largest is the right
    /// class, and then the one that says by how much values differ. Null where there is none, or more than one.
    /// </summary>
    public static JudgedLoss? Judged(FunctionGraph objective)
    {
        var compared = objective.Graph.Nodes
            .Where(node => node.Operation is Loss and (PointwiseLoss or { ScoreKind: not ScoreKind.None }) && node.Inputs[0].Time == node.Inputs[1].Time && ColumnOf(node.Inputs[1]) is not null)
            .Select(node => new JudgedLoss((Loss)node.Operation, node.Inputs[0], ColumnOf(node.Inputs[1])!.Value))
            .GroupBy(loss => loss.Loss.SaysWhatIsRight ? 0 : loss.Loss.ScoreKind != ScoreKind.None ? 1 : 2)
            .OrderBy(rank => rank.Key)
            .FirstOrDefault()?.ToArray();
        return compared is [var only] ? only : null;
    }

    /// <summary>The number of values that a column of integers may have: as declared, the scores of the smallest loss that takes it, the rows of the smallest embedding or of what is gathered from, the smallest one-hot vector.</summary>
    public static int Classes(InputDeclaration input, int column, FunctionGraph function) => function.Graph.Nodes
        .Select(node => node.Operation switch
        {
            ClassLoss or Ctc when ColumnOf(node.Inputs[1]) == column => node.Inputs[0].Shape.Count,
            Embedding embedding when ColumnOf(node.Inputs[0]) == column => embedding.Vocabulary,
            OneHot oneHot when ColumnOf(node.Inputs[0]) == column => oneHot.Classes,
            Gather when ColumnOf(node.Inputs[1]) == column => node.Inputs[0].Shape[0],
            _ => int.MaxValue,
        })
        .Append(input.Classes > 0 ? input.Classes : int.MaxValue)
        .Min();

    /// <summary>What the losses that a column of floats is the target of take their predictions as, where that limits the targets.</summary>
    public static ScoreKind Targets(int column, FunctionGraph objective) => objective.Graph.Nodes
        .Where(node => node.Operation is PointwiseLoss && ColumnOf(node.Inputs[1]) == column)
        .Select(node => ((Loss)node.Operation).ScoreKind)
        .FirstOrDefault(kind => kind != ScoreKind.None);

    /// <summary>The sequence whose steps a column of labels is aligned with, and the loss that does it; null where none does.</summary>
    public static (TimeAxis Time, Ctc Loss)? Alignment(int column, FunctionGraph function) =>
        function.Graph.Nodes.FirstOrDefault(node => node.Operation is Ctc && ColumnOf(node.Inputs[1]) == column) is { } node ? (node.Inputs[0].Time!, (Ctc)node.Operation) : null;

    /// <summary>The column that a value is; null for what is computed.</summary>
    private static int? ColumnOf(Value value) => value.Producer?.Operation switch
    {
        IntegerInput integers => integers.Column,
        NetworkInput input => input.Column,
        _ => null,
    };
}

/// <summary>A loss whose prediction is scores and whose target is data.</summary>
/// <param name="Loss">The loss.</param>
/// <param name="Prediction">The scores.</param>
/// <param name="Column">The target's column.</param>
public sealed record JudgedLoss(Loss Loss, Value Prediction, int Column);
