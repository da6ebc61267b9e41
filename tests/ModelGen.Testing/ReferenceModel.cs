using ModelGen.Compiler;
using ModelGen.Compiler.Declarations;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;
using ModelGen.Compiler.Passes;

namespace ModelGen.Testing;

/// <summary>A declared model in the reference interpreter: what generated code is compared with.</summary>
public sealed class ReferenceModel
{
    private readonly ModelDeclaration declaration;
    private readonly ModelGraphs graphs;

    /// <summary>The reference of a declaration without mistakes.</summary>
    public ReferenceModel(ModelDeclaration declaration)
    {
        this.declaration = declaration;
        graphs = ModelGraphs.Build(declaration).Graphs ?? throw new InvalidOperationException("The declaration has an error.");
    }

    /// <summary>The shape of the network's output.</summary>
    public Shape OutputShape => graphs.Networks[0].Results[0].Shape;

    /// <summary>The number of classes of an objective's column of class indices.</summary>
    public int Classes(int objective, int column) => ModelGraphs.Classes(declaration.Objectives[objective].Function.Inputs[column], column, graphs.Objectives[objective]);

    /// <summary>The number of values of a network's column of integers.</summary>
    public int ClassesOfNetwork(int network, int column) => ModelGraphs.Classes(declaration.Networks[network].Function.Inputs[column], column, graphs.Networks[network]);

    /// <summary>The time axes of a network's results; null for one of which a sample has one.</summary>
    public IReadOnlyList<TimeAxis?> TimesOf(int network) => [.. graphs.Networks[network].Results.Select(result => result.Time)];

    /// <summary>The outputs of inference for a batch.</summary>
    public double[] Predict(NamedTensors parameters, NamedTensors state, float[] inputs, int batch) => Predict(0, parameters, state, [inputs], batch)[0];

    /// <summary>All results of one network for a batch.</summary>
    public IReadOnlyList<double[]> Predict(int network, NamedTensors parameters, NamedTensors state, float[][] columns, int batch, uint step = 0, uint seed = 0)
    {
        var lowered = Lowering.Lower(graphs.Networks[network].Graph, ProgramMode.Inference);
        var results = graphs.Networks[network].Results.Select(lowered.MapResult).ToArray();
        var values = Run(lowered.Graph, batch, columns, parameters, state, step, seed);
        return [.. results.Select(result => values[result])];
    }

    /// <summary>The mean loss (without penalties) and the gradient of each parameter, as training computes them.</summary>
    public (double Loss, IReadOnlyDictionary<string, double[]> Gradients) Differentiate(
        NamedTensors parameters, NamedTensors state, float[] inputs, float[] targets, int batch, uint step = 0, uint seed = 0) => Differentiate(0, parameters, state, [inputs, targets], batch, step, seed);

    /// <summary>The mean loss and the gradients of one objective.</summary>
    public (double Loss, IReadOnlyDictionary<string, double[]> Gradients) Differentiate(
        int objective, NamedTensors parameters, NamedTensors state, float[][] columns, int batch, uint step = 0, uint seed = 0)
    {
        var training = ModelCompiler.BuildTraining(graphs, declaration.Objectives[objective], graphs.Objectives[objective], withGradients: true);
        var values = Run(training.Graph, batch, columns, parameters, state, step, seed);
        return (values[training.Loss].Average(), training.Gradients.ToDictionary(pair => graphs.Tensors.Parameters[pair.Key].Name, pair => values[pair.Value]));
    }

    private IReadOnlyDictionary<Value, double[]> Run(Graph graph, int batch, float[][] columns, NamedTensors parameters, NamedTensors state, uint step, uint seed)
    {
        var data = new ReferenceBatch([.. columns.Select(column => Array.ConvertAll(column, value => (double)value))], seed, step);
        return ReferenceInterpreter.Run(graph, batch, data, value =>
        {
            var name = (value.Source == ValueSource.Parameter ? graphs.Tensors.Parameters : graphs.Tensors.State)[value.Tensor].Name;
            return Array.ConvertAll((value.Source == ValueSource.Parameter ? parameters : state)[name].Values.ToArray(), element => (double)element);
        });
    }
}
