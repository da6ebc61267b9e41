using ModelGen.Compiler.Declarations;
using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler;

/// <summary>The way from a declaration to what is emitted: Shapes → Lowering → Autodiff → Optimize → Plan.</summary>
public static class ModelCompiler
{
    /// <summary>Compiles a model; null when it has an error, which the analyzer reports.</summary>
    public static CompiledModel? Compile(ModelDeclaration declaration)
    {
        try
        {
            return CompileAll(declaration);
        }
        catch (OverflowException)
        {
            // The one error that only planning finds: offsets in memory past an int.
            return null;
        }
    }

    private static CompiledModel? CompileAll(ModelDeclaration declaration)
    {
        if (declaration.IsBroken || declaration.Networks.Count + declaration.Objectives.Count == 0 || ModelGraphs.Build(declaration).Graphs is not { } graphs)
        {
            return null;
        }

        var prepared = new PreparedValues();
        var programs = new List<ProgramUnit>();
        var forOne = new List<(int Program, ProgramUnit Unit)>();
        var networks = new List<CompiledNetwork>();
        foreach (var (network, graph) in declaration.Networks.Zip(graphs.Networks, (network, graph) => (network, graph)))
        {
            var scores = ScoresOf(networks.Count, declaration, graphs);
            var program = programs.Count;
            Add(CompilePrediction(network, graph, graphs, declaration.Unroll, prepared));
            CompiledSteps? compiled = null;
            if (network.StepByStep is not null)
            {
                if (StepPrograms.Of(network, graph).Programs is not { } steps)
                {
                    return null;
                }

                int? start = steps.Start is null ? null : programs.Count;
                if (steps.Start is not null)
                {
                    programs.Add(Compile(Unique(network.Name + "Start"), Optimize(steps.Start, declaration.Unroll), graphs, UnrollMode.Tiles, prepared));
                }

                compiled = new CompiledSteps(start, programs.Count, steps.Kept, network.SteppedTime!);
                Add(CompileBoth(Unique(network.Name + "Step"), Optimize(steps.Step, declaration.Unroll), graphs, UnrollMode.Tiles, prepared, isOfStep: true));
            }

            networks.Add(Describe(network, graph, scores, program) with { Steps = compiled });
        }

        var objectives = new List<CompiledObjective>();
        foreach (var (objective, graph) in declaration.Objectives.Zip(graphs.Objectives, (objective, graph) => (objective, graph)))
        {
            var step = BuildTraining(graphs, objective, graph, withGradients: true);
            objectives.Add(Describe(objective, graph, graphs, step, programs.Count));
            var isOnly = declaration.Objectives.Count == 1;
            programs.Add(CompileEvaluation(Unique(ObjectiveMembers.EvaluationName(objective.Name, isOnly)), graph, graphs, declaration.Unroll, prepared));
            Add(CompileBoth(Unique(objective.Name), Optimize(BuildTraining(graphs, objective, graph, withGradients: false), declaration.Unroll), graphs, declaration.Unroll, prepared: null, isWatched: true));
            Add(CompileBoth(Unique(ObjectiveMembers.StepName(objective.Name, isOnly)), Optimize(step, declaration.Unroll), graphs, declaration.Unroll, prepared: null));
        }

        for (var i = 0; i < forOne.Count; i++)
        {
            programs[forOne[i].Program] = programs[forOne[i].Program] with { ForOne = programs.Count };
            programs.Add(forOne[i].Unit);
        }

        return new CompiledModel(
            declaration, graphs.Tensors.Parameters, graphs.Tensors.State, graphs.Tensors.Hyperparameters, programs, prepared, networks, objectives, SummaryTable.Write(declaration, graphs, programs))
        {
            Noises = graphs.Tensors.Noises,
        };

        void Add((ProgramUnit ForBatches, ProgramUnit? ForOne) units)
        {
            if (units.ForOne is { } unit)
            {
                forOne.Add((programs.Count, unit with { Name = Unique(unit.Name) }));
            }

            programs.Add(units.ForBatches);
        }

        // A network may have the name of another program, as a member of the class may have that of an overload.
        string Unique(string name) => programs.Concat(forOne.Select(program => program.Unit)).Any(program => program.Name == name) ? Unique(name + "_2") : name;
    }

    private static CompiledNetwork Describe(NetworkDeclaration network, FunctionGraph graph, ScoreKind scores, int program) => new(
        network.Name,
        ColumnsOf(network.Function, graph),
        [.. network.Outputs.Zip(graph.Results, (name, result) => new Column(name, result.Shape) { Time = result.Time })],
        scores,
        program,
        graph.Graph.Nodes.Any(node => node.Operation is NormalNumbers or UniformNumbers or NoiseIndices));

    private static CompiledObjective Describe(ObjectiveDeclaration objective, FunctionGraph graph, ModelGraphs graphs, TrainingGraph step, int programs) => new(
        objective.Name,
        ColumnsOf(objective.Function, graph),
        ModelGraphs.Judged(graph),
        [.. step.Gradients.Keys.Select(tensor => graphs.Tensors.Parameters[tensor]).OrderBy(tensor => tensor.Offset)],
        objective.Training,
        graph.Graph.Nodes.Max(node => node.Operation.MinimumBatch(node.Inputs)),
        programs)
    {
        Time = graph.Results[0].Time,
    };

    private static IReadOnlyList<Column> ColumnsOf(FunctionDeclaration function, FunctionGraph graph) =>
        [.. function.Inputs.Select((input, column) => new Column(
            input.Name, input.Shape, input.IsInteger ? ModelGraphs.Classes(input, column, graph) : 0, ModelGraphs.Targets(column, graph)) { Time = input.Time, IsLengths = input.IsLengths, Alignment = ModelGraphs.Alignment(column, graph) })];

    /// <summary>What the first objective that judges a network's result takes it as.</summary>
    private static ScoreKind ScoresOf(int network, ModelDeclaration declaration, ModelGraphs graphs) => declaration.Objectives
        .Zip(graphs.Objectives, (objective, graph) => (objective, graph))
        .SelectMany(pair => pair.objective.NetworkResults.Where(result => result.Network == network).SelectMany(result => pair.graph.Graph.Nodes
            .Where(node => node.Operation is Loss && node.Inputs[0] == pair.graph.Values[result.Value])
            .Select(node => ((Loss)node.Operation).ScoreKind)))
        .FirstOrDefault(scores => scores != ScoreKind.None);

    private static (ProgramUnit ForBatches, ProgramUnit? ForOne) CompilePrediction(NetworkDeclaration network, FunctionGraph graph, ModelGraphs graphs, UnrollMode unroll, PreparedValues prepared)
    {
        var lowered = Lowering.Lower(graph.Graph, ProgramMode.Inference);
        for (var output = 0; output < graph.Results.Count; output++)
        {
            var result = lowered.MapResult(graph.Results[output]);
            _ = lowered.Graph.Add(new StoreOutput(output, result.Time), graph.Results.Count == 1 ? "output" : network.Outputs[output], origin: -1, result);
        }

        return CompileBoth(network.Name, Optimize(lowered.Graph, unroll), graphs, unroll, prepared);
    }

    private static ProgramUnit CompileEvaluation(string name, FunctionGraph graph, ModelGraphs graphs, UnrollMode unroll, PreparedValues prepared)
    {
        var lowered = Lowering.Lower(graph.Graph, ProgramMode.Inference);
        if (ModelGraphs.Judged(graph) is { } judged)
        {
            var prediction = lowered.MapResult(judged.Prediction);
            _ = lowered.Graph.Add(new StoreOutput(0, prediction.Time), "output", origin: -1, prediction);
        }

        _ = lowered.Graph.Add(new StoreLoss(), "loss", origin: -1, lowered.MapLoss(graph.Results[0]));
        return Compile(name, Optimize(lowered.Graph, unroll), graphs, unroll, prepared);
    }

    /// <summary>The objective's graph as training computes it, before any optimization, with the gradient graph if asked for.</summary>
    public static TrainingGraph BuildTraining(ModelGraphs graphs, ObjectiveDeclaration objective, FunctionGraph function, bool withGradients)
    {
        var lowered = Lowering.Lower(function.Graph, ProgramMode.Training);
        var graph = lowered.Graph;
        var loss = lowered.MapLoss(function.Results[0]);
        _ = graph.Add(new StoreLoss(), "loss", origin: -1, loss);
        var gradients = new Dictionary<int, Value>();
        if (withGradients)
        {
            var tensors = graphs.TrainedTensors(objective, function);
            var parameters = tensors.Select(tensor => graph.Tensor(ValueSource.Parameter, tensor, graphs.Tensors.Parameters[tensor].Name, graphs.Tensors.Parameters[tensor].Shape)).ToArray();
            foreach (var pair in Autodiff.Differentiate(graph, loss, lowered.SampleWeight, parameters))
            {
                gradients.Add(pair.Key.Tensor, pair.Value);
            }
        }

        return new TrainingGraph(graph, loss, gradients);
    }

    private static OptimizedGraph Optimize(TrainingGraph training, UnrollMode unroll) => Optimize(training.Graph, training.Gradients, unroll);

    private static OptimizedGraph Optimize(Graph graph, UnrollMode unroll) => Optimize(graph, new Dictionary<int, Value>(), unroll);

    private static OptimizedGraph Optimize(Graph graph, IReadOnlyDictionary<int, Value> gradients, UnrollMode unroll)
    {
        var tensors = gradients.Keys.ToArray();
        var (optimized, results) = GraphOptimizer.Optimize(graph, tensors.Select(tensor => gradients[tensor]).ToArray());
        (optimized, results) = DenseGradients.Specialize(optimized, results, unroll);
        return new OptimizedGraph(optimized, results, tensors);
    }

    private static (ProgramUnit ForBatches, ProgramUnit? ForOne) CompileBoth(
        string name, OptimizedGraph graph, ModelGraphs graphs, UnrollMode unroll, PreparedValues? prepared, bool isWatched = false, bool isOfStep = false)
    {
        if (HasTime(graph.Graph) && !isOfStep)
        {
            return (Compile(name, graph, graphs, unroll, prepared, isWatched), null);
        }

        var (forOne, results) = OneSampleProgram.Of(graph.Graph, graph.Results, packsWeights: prepared is not null);
        return (
            Compile(name, graph, graphs, unroll, prepared, isWatched),
            Plan(name + "ForOne", graph with { Graph = forOne, Results = results }, UnrollPolicy.Choose(forOne, unroll, isForOne: true), graphs, prepared) with { IsForOne = true });
    }

    private static ProgramUnit Compile(string name, OptimizedGraph graph, ModelGraphs graphs, UnrollMode unroll, PreparedValues? prepared, bool isWatched = false)
    {
        var (optimized, results) = WinogradConvolutions.Choose(graph.Graph, graph.Results);
        var straight = HasTime(optimized) ? new HashSet<Node>() : UnrollPolicy.Choose(optimized, unroll);
        if (straight.Count == 0)
        {
            (optimized, results) = Epilogues.Fuse(optimized, results);
        }

        (optimized, results) = ScanLoops.Arrange(optimized, results);
        return Plan(name, graph with { Graph = optimized, Results = results }, straight, graphs, prepared, isWatched);
    }

    private static ProgramUnit Plan(string name, OptimizedGraph graph, HashSet<Node> straight, ModelGraphs graphs, PreparedValues? prepared, bool isWatched = false)
    {
        var plan = Planner.Plan(
            graph.Graph,
            straight,
            isWatched,
            graph.Tensors.Zip(graph.Results, (tensor, gradient) => (tensor, gradient)).ToDictionary(pair => pair.tensor, pair => pair.gradient),
            graphs.Tensors.Offsets,
            prepared,
            node => straight.Contains(node) ? StraightEmitter.Workspace(node) : new WorkspaceNeed(KernelMethod.Workspace(node), IsReadAtEnd: false));
        return new ProgramUnit(name, graph.Graph, plan, straight) { IsWatched = isWatched };
    }

    private static bool HasTime(Graph graph) => graph.Nodes.Any(node => node.Inputs.Concat(node.Outputs).Any(value => value.Time is not null));

    /// <summary>A program's graph, and the gradients of some tensors that are its results.</summary>
    private sealed record OptimizedGraph(Graph Graph, IReadOnlyList<Value> Results, IReadOnlyList<int> Tensors);
}

/// <summary>An objective's graph for training.</summary>
/// <param name="Graph">The lowered operations, gradients included.</param>
/// <param name="Loss">Each sample's loss.</param>
/// <param name="Gradients">The gradient of each trained tensor that the loss depends on, by the tensor's index.</param>
public sealed record TrainingGraph(Graph Graph, Value Loss, IReadOnlyDictionary<int, Value> Gradients);
