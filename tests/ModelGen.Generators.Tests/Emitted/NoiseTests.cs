using ModelGen.Testing;

namespace ModelGen.Generators.Tests.Emitted;

/// <summary>Parameters that the generated code draws itself.</summary>
public sealed class NoiseTests
{
    private const string Usings = "using ModelGen; using static ModelGen.Ops; ";

    // Calls of networks count from here; steps of training stay below.
    private const uint FirstCall = 0x8000_0000;

    private const string VariationalAutoencoder = Usings + """
        [Model]
        public partial class Sample
        {
            [Network] static (Symbol Mean, Symbol LogVariance) Encode([Shape(6)] Symbol x) { var y = Split(Dense(Tanh(Dense(x, 8)), 6), 2); return (y[0], y[1]); }

            [Network] static Symbol Decode([Shape(3)] Symbol code) => Dense(Tanh(Dense(code, 8)), 6);

            [Objective, Adam(1e-2f)]
            static Symbol Loss([Normal(3)] Symbol noise, [Shape(6)] Symbol x)
            {
                var (mean, logVariance) = Encode(x);
                return 6 * SquaredError(Decode(mean + noise * Exp(0.5f * logVariance)), x) + 0.1f * KullbackLeibler(mean, logVariance);
            }
        }
        """;

    private const string Adversarial = Usings + """
        [Model]
        public partial class Sample
        {
            [Network] static Symbol Generate([Normal(5)] Symbol noise, [Uniform(3)] Symbol where) => Dense(Concat(noise, where), 4);

            [Network] static Symbol Discriminate([Shape(4)] Symbol x) => Dense(Relu(Dense(x, 7)), 1);

            [Objective(nameof(Discriminate)), Adam(1e-2f)]
            static Symbol DiscriminatorLoss([Shape(4)] Symbol real, [Normal(5)] Symbol noise, [Uniform(3)] Symbol where) =>
                BinaryCrossEntropy(Discriminate(real), 1) + BinaryCrossEntropy(Discriminate(Generate(noise, where)), 0);

            [Objective(nameof(Generate)), Adam(1e-2f)]
            static Symbol GeneratorLoss([Normal(5)] Symbol noise, [Uniform(3)] Symbol where) => BinaryCrossEntropy(Discriminate(Generate(noise, where)), 1);
        }
        """;

    private const string Pure = Usings + "[Model] public partial class Sample { [Network] static (Symbol Normal, Symbol Uniform) Draw([Normal(3, 333)] Symbol a, [Uniform(1001)] Symbol b) => (a, b); }";

    private const string Regression = Usings + """
        [Model]
        public partial class Sample
        {
            [Network] static Symbol Predict([Shape(2)] Symbol x) => Dense(x, 1);

            [Objective, Adam(0.05f)]
            static Symbol Loss([Normal(2)] Symbol noise) => SquaredError(Predict(noise), noise[..1] - 2 * noise[1..]);
        }
        """;

    private delegate float StepOfBatch(int batchSize);

    private delegate TrainingHistory TrainOnData(DataSet data, DataSet? validation, TrainingOptions? options, CancellationToken cancellation);

    private delegate Evaluation EvaluateOnData(DataSet data);

    [Theory]
    [InlineData(1)]
    [InlineData(35)]
    public void Objective_WithNoise_MatchesReference(int batch) => EmittedFunctions.MatchReference(VariationalAutoencoder, batch);

    [Fact]
    public void Objective_WithoutData_MatchesReference()
    {
        var model = DynamicModel.Create(Adversarial, seed: 1);
        var loss = model.Method<StepOfBatch>("GeneratorLossGradients")(21);
        var (expected, gradients) = new ReferenceModel(model.Declaration).Differentiate(1, model.Parameters, model.State, [], batch: 21, seed: 1);
        EmittedCode.AssertClose("loss", [expected], [loss], Adversarial);
        Assert.Equal(["generate.dense1.bias", "generate.dense1.weight"], gradients.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, gradient) in gradients)
        {
            EmittedCode.AssertClose(name, gradient, model.Gradients[name].Values, Adversarial);
        }
    }

    [Fact]
    public void Steps_DrawNewNumbers_AndLossesDoNot()
    {
        var model = DynamicModel.Create(Adversarial, seed: 1);
        var (step, loss) = (model.Method<StepOfBatch>("GeneratorLossStep"), model.Method<StepOfBatch>("GeneratorLoss"));
        var before = loss(9);

        Assert.Equal(before, loss(9));
        Assert.Equal(before, step(9));
        Assert.NotEqual(loss(9), loss(10));
        Assert.NotEqual(before, model.Twin(seed: 2).Method<StepOfBatch>("GeneratorLoss")(9));
    }

    [Fact]
    public void Train_OfNoiseAlone_TakesTheStepsOfABatchSize()
    {
        var trained = DynamicModel.Create(Regression, seed: 1);
        var stepped = trained.Twin(seed: 1);
        var (train, evaluate) = (trained.Method<TrainOnData>("Train"), trained.Method<EvaluateOnData>("Evaluate"));
        var step = stepped.Method<StepOfBatch>("TrainStep");

        var before = evaluate(DataSet.WithoutColumns(64));
        var history = train(DataSet.WithoutColumns(70), null, new TrainingOptions { Epochs = 20, BatchSize = 16 }, TestContext.Current.CancellationToken);
        foreach (var batch in Enumerable.Repeat(new[] { 16, 16, 16, 16, 6 }, 20).SelectMany(epoch => epoch))
        {
            _ = step(batch);
        }

        Assert.Equal(stepped.Parameters.Values.ToArray(), trained.Parameters.Values.ToArray());
        Assert.Equal(20, history.Epochs.Count);
        Assert.Equal(64, before.Count);
        Assert.InRange(evaluate(DataSet.WithoutColumns(64)).Loss, 0, before.Loss / 10);
        var exception = Assert.Throws<ArgumentException>(() => train(DataSet.Of([0, 0], [0, 1]), null, null, TestContext.Current.CancellationToken));
        Assert.Contains("DataSet.WithoutColumns(count)", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Network_DrawsNewNumbersAtEachCall()
    {
        var model = DynamicModel.Create(Adversarial, seed: 1);
        var reference = new ReferenceModel(model.Declaration);
        for (var call = 0u; call < 3; call++)
        {
            var output = new float[4];
            _ = model.Call("Generate", output);
            EmittedCode.AssertClose("Generate", reference.Predict(0, model.Parameters, model.State, [], batch: 1, FirstCall + call, seed: 1)[0], output, Adversarial);
        }
    }

    [Fact]
    public void Train_StepsObjectivesWithoutData()
    {
        var type = GeneratorRun.Of(Adversarial).Load().GetType("Sample")!;
        var model = Activator.CreateInstance(type, 1)!;
        var parameters = (NamedTensors)type.GetProperty("Parameters")!.GetValue(model)!;
        var before = parameters.Select(tensor => tensor.Values.ToArray()).ToArray();
        var data = DataSet.Of(DataColumn.Of([.. Enumerable.Range(0, 40 * 4).Select(i => MathF.Sin(i))], 4));

        var history = (TrainingHistory)type.GetMethod("Train")!.Invoke(model, [data, null, new TrainingOptions { Epochs = 2, BatchSize = 16 }, CancellationToken.None])!;

        Assert.Equal(2, history.Epochs.Count);
        Assert.All(parameters.Zip(before), pair => Assert.NotEqual(pair.Second, pair.First.Values.ToArray()));
    }

    [Fact]
    public void Numbers_HaveTheirMoments()
    {
        float[] normal = new float[999], uniform = new float[1001];
        _ = DynamicModel.Create(Pure, seed: 1).Call("Draw", normal, uniform);

        // Five standard errors of the mean of a thousand numbers, and of that of their squares.
        Assert.InRange(normal.Average(), -0.16, 0.16);
        Assert.InRange(normal.Average(value => value * value), 1 - 0.23, 1 + 0.23);
        Assert.InRange(normal.Count(value => Math.Abs(value) < 1), 600, 765);
        Assert.All(uniform, value => Assert.InRange(value, 0, 0.99999994f));
        Assert.InRange(uniform.Average(), 0.5 - 0.046, 0.5 + 0.046);
        Assert.InRange(uniform.Average(value => value * value), (1.0 / 3) - 0.048, (1.0 / 3) + 0.048);
        Assert.InRange(Math.Abs(normal.Zip(uniform, (a, b) => a * (b - 0.5)).Average()), 0, 0.046);
    }

    [Fact]
    public void VariationalAutoencoder_Learns()
    {
        var model = DynamicModel.Create(VariationalAutoencoder, seed: 1);
        float[] data = [.. Enumerable.Range(0, 16 * 6).Select(i => MathF.Sin(i / 6 * 0.4f) * (1 + (i % 6)) * 0.3f)];
        var first = model.Call("TrainStep", data);
        for (var step = 0; step < 200; step++)
        {
            _ = model.Call("TrainStep", data);
        }

        Assert.InRange(model.Call("TrainStep", data), 0, 0.2f * first);
    }
}
