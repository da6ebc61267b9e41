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

    /// <summary>The outputs of inference for a batch.</summary>
    public double[] Predict(NamedTensors parameters, NamedTensors state, float[] inputs, int batch)
    {
        var lowered = Lowering.Lower(graphs.Networks[0].Graph, ProgramMode.Inference);
        return Run(lowered.Graph, batch, [inputs], parameters, state, step: 0, seed: 0)[lowered.Map(graphs.Networks[0].Results[0])];
    }

    /// <summary>The mean loss (without penalties) and the gradient of each parameter, as training computes them.</summary>
    public (double Loss, IReadOnlyDictionary<string, double[]> Gradients) Differentiate(
        NamedTensors parameters, NamedTensors state, float[] inputs, float[] targets, int batch, uint step = 0, uint seed = 0)
    {
        var training = ModelCompiler.BuildTraining(graphs, declaration.Objectives[0], graphs.Objectives[0], withGradients: true);
        var values = Run(training.Graph, batch, [inputs, targets], parameters, state, step, seed);
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
