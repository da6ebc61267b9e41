using ModelGen.Compiler.Declarations;
using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler;

/// <summary>The way from a declaration to what is emitted: Shapes → Lowering → Autodiff → Optimize → Plan.</summary>
public static class ModelCompiler
{
    private const int TargetColumn = 1;

    /// <summary>Compiles a model; null when its graph has an error, which the analyzer reports.</summary>
    public static CompiledModel? Compile(ModelDeclaration declaration)
    {
        if (declaration.IsBroken || declaration.Networks.Count == 0 || GraphBuilder.Build(declaration.Networks[0]).Graph is not { } network)
        {
            return null;
        }

        var objective = declaration.Objectives.Count > 0 ? declaration.Objectives[0] : null;
        if (objective is not null && objective.Loss.Infer([network.Output.Shape, objective.Loss.TargetShape(network.Output.Shape)]).Problem is not null)
        {
            return null;
        }

        var prepared = new PreparedValues();
        var programs = new List<ProgramUnit> { CompilePrediction(network, declaration.Unroll, prepared) };
        if (objective is not null)
        {
            programs.Add(CompileEvaluation(network, objective, declaration.Unroll, prepared));
            programs.Add(CompileTraining("Loss", network, objective, declaration.Unroll, prepared, isStep: false));
            programs.Add(CompileTraining("Step", network, objective, declaration.Unroll, prepared, isStep: true));
        }

        var declared = declaration.Networks[0];
        return new CompiledModel(
            declaration,
            network.Parameters,
            network.State,
            programs,
            prepared,
            new CompiledNetwork(declared.Name, "input", declared.Inputs[0].Shape, network.Output.Shape, objective?.Loss.ScoreKind ?? "None"),
            objective is null ? null : Describe(objective, network),
            SummaryTable.Write(declaration.Name, network.Graph, node => node.Inputs.Where(input => input.Source == ValueSource.Parameter).Sum(input => input.Shape.Count)));
    }

    private static CompiledObjective Describe(ObjectiveDeclaration objective, NetworkGraph network)
    {
        var takesLabels = objective.Loss.TakesLabels;
        var target = objective.Loss.TargetShape(network.Output.Shape);
        var minimumBatch = network.Graph.Nodes.Max(node => node.Operation.MinimumBatch(node.Inputs));
        return new CompiledObjective(
            objective.Name, takesLabels ? "labels" : "targets", takesLabels ? network.Output.Shape.Count : 0, target.Count, objective.Optimizer, [.. objective.Regularizers], minimumBatch);
    }

    private static ProgramUnit CompilePrediction(NetworkGraph network, UnrollMode unroll, PreparedValues prepared)
    {
        var lowered = Lowering.Lower(network.Graph, ProgramMode.Inference);
        _ = lowered.Graph.Add(new StoreOutput(0), "output", origin: -1, lowered.Map(network.Output));
        return Finish("Predict", lowered.Graph, network, EmptyGradients, unroll, prepared, servesOneSample: true);
    }

    private static ProgramUnit CompileEvaluation(NetworkGraph network, ObjectiveDeclaration objective, UnrollMode unroll, PreparedValues prepared)
    {
        var lowered = Lowering.Lower(network.Graph, ProgramMode.Inference);
        var output = lowered.Map(network.Output);
        _ = lowered.Graph.Add(new StoreOutput(0), "output", origin: -1, output);
        _ = AddLoss(lowered.Graph, objective, output);
        return Finish("Evaluate", lowered.Graph, network, EmptyGradients, unroll, prepared);
    }

    private static ProgramUnit CompileTraining(string name, NetworkGraph network, ObjectiveDeclaration objective, UnrollMode unroll, PreparedValues prepared, bool isStep)
    {
        var training = BuildTraining(network, objective, isStep);
        return Finish(name, training.Graph, network, training.Gradients, unroll, prepared);
    }

    /// <summary>The objective's graph as training computes it, before any optimization, with the gradient graph if asked for.</summary>
    public static TrainingGraph BuildTraining(NetworkGraph network, ObjectiveDeclaration objective, bool withGradients)
    {
        var lowered = Lowering.Lower(network.Graph, ProgramMode.Training);
        var graph = lowered.Graph;
        var output = lowered.Map(network.Output);
        var loss = AddLoss(graph, objective, output);
        var gradients = new Dictionary<int, Value>();
        if (withGradients)
        {
            var parameters = network.Parameters.Select((tensor, index) => graph.Tensor(ValueSource.Parameter, index, tensor.Name, tensor.Shape)).ToArray();
            foreach (var pair in Autodiff.Differentiate(graph, loss, lowered.SampleWeight, parameters))
            {
                gradients.Add(pair.Key.Tensor, pair.Value);
            }
        }

        return new TrainingGraph(graph, output, loss, gradients);
    }

    private static Value AddLoss(Graph graph, ObjectiveDeclaration objective, Value output)
    {
        var target = objective.Loss.TakesLabels
            ? graph.Add(new ClassLabels(TargetColumn), "labels", origin: -1)
            : graph.Add(new NetworkInput(objective.Loss.TargetShape(output.Shape), TargetColumn), "targets", origin: -1);
        var loss = graph.Add(objective.Loss, Identifiers.Camel(objective.Loss.Name), objective.LossOrigin, output, target);
        _ = graph.Add(new StoreLoss(), "loss", origin: -1, loss);
        return loss;
    }

    private static ProgramUnit Finish(string name, Graph graph, NetworkGraph network, IReadOnlyDictionary<int, Value> gradients, UnrollMode unroll, PreparedValues prepared, bool servesOneSample = false)
    {
        var tensors = gradients.Keys.ToArray();
        var (optimized, results) = GraphOptimizer.Optimize(graph, tensors.Select(tensor => gradients[tensor]).ToArray());
        if (servesOneSample)
        {
            (optimized, results) = GraphOptimizer.PackWeights(optimized, results);
        }

        var optimizedGradients = tensors.Zip(results, (tensor, gradient) => (tensor, gradient)).ToDictionary(pair => pair.tensor, pair => pair.gradient);
        var straight = UnrollPolicy.Choose(optimized, unroll);
        var plan = Planner.Plan(
            optimized,
            optimizedGradients,
            network.Offsets,
            prepared,
            node => straight.Contains(node) ? StraightEmitter.Workspace(node) : new WorkspaceNeed(node.Operation.Workspace(node.Inputs, node.Outputs), IsReadAtEnd: false));
        return new ProgramUnit(name, optimized, plan, straight);
    }

    private static IReadOnlyDictionary<int, Value> EmptyGradients { get; } = new Dictionary<int, Value>();
}

/// <summary>An objective's graph for training.</summary>
/// <param name="Graph">The lowered operations, gradients included.</param>
/// <param name="Output">The network's result.</param>
/// <param name="Loss">Each sample's loss.</param>
/// <param name="Gradients">The gradient of each trained tensor that the loss depends on, by the tensor's index.</param>
public sealed record TrainingGraph(Graph Graph, Value Output, Value Loss, IReadOnlyDictionary<int, Value> Gradients);
