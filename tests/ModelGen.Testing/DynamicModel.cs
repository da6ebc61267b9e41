using System.Linq.Expressions;
using System.Numerics.Tensors;
using System.Reflection;
using ModelGen.Compiler.Declarations;

namespace ModelGen.Testing;

/// <summary>A generated model that was compiled while the test runs, behind delegates of its members' types.</summary>
public sealed class DynamicModel
{
    private readonly object model;

    private DynamicModel(object model, ModelDeclaration declaration, GeneratorRun run)
    {
        this.model = model;
        Declaration = declaration;
        Run = run;
    }

    /// <summary>What binding read.</summary>
    public ModelDeclaration Declaration { get; }

    /// <summary>The generator's run that made it.</summary>
    public GeneratorRun Run { get; }

    /// <summary>Takes one step; the members' signatures are the generated ones.</summary>
    public delegate float LabelStep(ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels);

    /// <summary>Takes one step towards float targets.</summary>
    public delegate float TargetStep(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets);

    private delegate void OneSample(ReadOnlySpan<float> input, Span<float> output);

    private delegate void ManySamples(in ReadOnlyTensorSpan<float> inputs, in TensorSpan<float> outputs);

    /// <summary>Generates, compiles and loads the only model of a source.</summary>
    public static DynamicModel Create(string source, int seed = 0) => CreateAll(source, seed).Single();

    /// <summary>Generates, compiles and loads all models of a source, in its order.</summary>
    public static IReadOnlyList<DynamicModel> CreateAll(string source, int seed = 0)
    {
        var run = GeneratorRun.Of(source);
        var assembly = run.Load();
        return [.. run.Declarations.Select(declaration =>
        {
            var type = assembly.GetType(declaration.FullName) ?? throw new InvalidOperationException($"{declaration.FullName} is not in the assembly.");
            return new DynamicModel(Activator.CreateInstance(type, seed)!, declaration, run);
        })];
    }

    /// <summary>A model of attributes in the language's order: <c>Of("Input(4), Dense(3), SquaredError, Sgd(0.1f)")</c>.</summary>
    public static DynamicModel Of(string attributes, int seed = 0, string model = "Model") =>
        Create($"using ModelGen; [{model}, {attributes}] public partial class Sample;", seed);

    /// <summary>Another instance with another seed.</summary>
    public DynamicModel Twin(int seed) => new(Activator.CreateInstance(model.GetType(), seed)!, Declaration, Run);

    /// <summary>The parameters.</summary>
    public NamedTensors Parameters => (NamedTensors)Get(nameof(Parameters));

    /// <summary>The gradients of the last <see cref="ComputeGradients(float[], int[])"/>.</summary>
    public NamedTensors Gradients => (NamedTensors)Get(nameof(Gradients));

    /// <summary>The state.</summary>
    public NamedTensors State => (NamedTensors)Get(nameof(State));

    /// <summary>The numbers of training.</summary>
    public Hyperparameters Hyperparameters => (Hyperparameters)Get(nameof(Hyperparameters));

    /// <summary>The schedules of the only objective.</summary>
    public IReadOnlyList<Schedule> Schedules
    {
        get => (IReadOnlyList<Schedule>)Get(nameof(Schedules));
        set => model.GetType().GetProperty(nameof(Schedules))!.SetValue(model, value);
    }

    /// <summary>The groups of parameters of the only objective.</summary>
    public IReadOnlyList<ParameterGroup> ParameterGroups
    {
        get => (IReadOnlyList<ParameterGroup>)Get(nameof(ParameterGroups));
        set => model.GetType().GetProperty(nameof(ParameterGroups))!.SetValue(model, value);
    }

    /// <summary>The model as code that takes any sees it.</summary>
    public ITrainable Trainable => (ITrainable)model;

    /// <summary>One step on labels.</summary>
    public float TrainStep(float[] inputs, int[] labels) => Method<LabelStep>(nameof(TrainStep))(inputs, labels);

    /// <summary>One step on float targets.</summary>
    public float TrainStep(float[] inputs, float[] targets) => Method<TargetStep>(nameof(TrainStep))(inputs, targets);

    /// <summary>The loss on labels.</summary>
    public float Loss(float[] inputs, int[] labels) => Method<LabelStep>(nameof(Loss))(inputs, labels);

    /// <summary>The loss on float targets.</summary>
    public float Loss(float[] inputs, float[] targets) => Method<TargetStep>(nameof(Loss))(inputs, targets);

    /// <summary>Loss and gradients on labels.</summary>
    public float ComputeGradients(float[] inputs, int[] labels) => Method<LabelStep>(nameof(ComputeGradients))(inputs, labels);

    /// <summary>Loss and gradients on float targets.</summary>
    public float ComputeGradients(float[] inputs, float[] targets) => Method<TargetStep>(nameof(ComputeGradients))(inputs, targets);

    /// <summary>The output for one sample.</summary>
    public float[] Predict(float[] input, int outputs)
    {
        var output = new float[outputs];
        Method<OneSample>(nameof(Predict))(input, output);
        return output;
    }

    /// <summary>The outputs for a batch.</summary>
    public float[] PredictBatch(float[] inputs, int batch, int outputs, string network = nameof(Predict))
    {
        var output = new float[batch * outputs];
        var from = new ReadOnlyTensorSpan<float>(inputs, [batch, inputs.Length / batch]);
        var to = new TensorSpan<float>(output, [batch, outputs]);
        Method<ManySamples>(network)(from, to);
        return output;
    }

    /// <summary>A generated method as a delegate.</summary>
    public T Method<T>(string name)
        where T : Delegate
    {
        var parameters = typeof(T).GetMethod("Invoke")!.GetParameters().Select(parameter => parameter.ParameterType).ToArray();
        return model.GetType().GetMethod(name, BindingFlags.Instance | BindingFlags.Public, parameters)!.CreateDelegate<T>(model);
    }

    /// <summary>Calls a generated method whose parameters are spans, whatever their number.</summary>
    /// <param name="name">The method.</param>
    /// <param name="columns">An array of floats or of integers for each span.</param>
    /// <returns>What it returns; 0 where that is nothing.</returns>
    public float Call(string name, params Array[] columns)
    {
        var method = model.GetType().GetMethods().Single(candidate => candidate.Name == name && candidate.GetParameters().Select(parameter => parameter.ParameterType.IsByRefLike ? parameter.ParameterType.GenericTypeArguments[0] : null)
            .SequenceEqual(columns.Select(column => column.GetType().GetElementType())));
        var arrays = Expression.Parameter(typeof(Array[]));
        var spans = method.GetParameters().Select((parameter, i) => Expression.New(
            parameter.ParameterType.GetConstructor([columns[i].GetType()])!, Expression.Convert(Expression.ArrayIndex(arrays, Expression.Constant(i)), columns[i].GetType())));
        Expression call = Expression.Call(Expression.Constant(model), method, spans);
        return Expression.Lambda<Func<Array[], float>>(method.ReturnType == typeof(void) ? Expression.Block(call, Expression.Constant(0f)) : call, arrays).Compile()(columns);
    }

    /// <summary>Sets a generated property.</summary>
    /// <param name="property">Its name.</param>
    /// <param name="value">Its value.</param>
    public void Set(string property, object? value) => model.GetType().GetProperty(property)!.SetValue(model, value, BindingFlags.DoNotWrapExceptions, binder: null, index: null, culture: null);

    private object Get(string property) => model.GetType().GetProperty(property)!.GetValue(model)!;
}
