using ModelGen.Testing;

namespace ModelGen.Generators.Tests.Emitted;

/// <summary>Networks and objectives that are methods over symbols.</summary>
public sealed class FunctionFormTests
{
    private const string Usings = "using ModelGen; using static ModelGen.Ops; ";

    private const string Residual = Usings + """
        [Model]
        public partial class Sample
        {
            static Symbol Residual(Symbol x, int channels, int stride)
            {
                var y = Relu(BatchNorm(Conv2D(x, channels, 3, stride, padding: 1, bias: false)));
                y = BatchNorm(Conv2D(y, channels, 3, padding: 1, bias: false));
                var skip = stride == 1 && x.Channels == channels ? x : BatchNorm(Conv2D(x, channels, 1, stride, bias: false));
                return Relu(y + skip);
            }

            [Network]
            static Symbol Predict([Shape(2, 7, 6)] Symbol image)
            {
                var x = Tanh(Conv2D(image, 3, (3, 2), padding: 1));
                foreach (var (channels, stride) in new[] { (3, 1), (5, 2) })
                    x = Residual(x, channels, stride);
                return Dense(GlobalAvgPool2D(x), 4);
            }

            [Objective, Sgd(0.1f)]
            static Symbol Loss([Shape(2, 7, 6)] Symbol image, Label label) => CrossEntropy(Predict(image), label);
        }
        """;

    private const string Shared = Usings + """
        [Model]
        public partial class Sample
        {
            [Dense(5)] private static partial Symbol Twin(Symbol x);

            [Network]
            static Symbol Predict([Shape(3)] Symbol x) => Dense(Tanh(Twin(Sigmoid(Dense(x, 5)))) * Twin(Dense(x, 5)), 2);

            [Objective, Sgd(0.1f)]
            static Symbol Loss([Shape(3)] Symbol x, [Shape(2)] Symbol y) => SquaredError(Predict(x), y);
        }
        """;

    private const string Layers = Usings + """
        [Model]
        public partial class Sample
        {
            [Network]
            static Symbol Predict([Shape(4, 6, 5)] Symbol image)
            {
                var x = GroupNorm(Conv2D(image, 6, 3), groups: 3, epsilon: 1e-3f);
                x = PRelu(LocalResponseNorm(x, 5, alpha: 0.3f, beta: 0.5f, k: 2));
                x = SpatialDropout2D(GaussianNoise(x, deviation: 0.1f), rate: 0.3f);
                x = Upsample2D(Upsample2D(x, 2), scale: 2, mode: UpsampleMode.Bilinear);
                x = InstanceNorm(Conv2D(Pad2D(x, top: 1, bottom: 0, left: 2, right: 1), 3, 4, stride: 3));
                return Dense(LayerNorm(Dense(RmsNorm(Flatten(x), epsilon: 1e-4f), 7)), 3);
            }

            [Objective, Sgd(0.1f)]
            static Symbol Loss([Shape(4, 6, 5)] Symbol image, Label label) => CrossEntropy(Predict(image), label);
        }
        """;

    private const string Shapes = Usings + """
        [Model]
        public partial class Sample
        {
            [Network]
            static Symbol Predict([Shape(3, 2, 12)] Symbol x)
            {
                var volume = Conv3D(Reshape(x, 3, 2, -1, 4), 2, (2, 3, 2), padding: 1);
                var image = ConvTranspose2D(Reshape(volume, 6, 3, -1), 2, (3, 2), stride: 2, outputPadding: 1);
                var sequence = MaxPool1D(Conv1D(Reshape(image, 2, -1), 3, kernel: 5, stride: 4, dilation: 2), 3, padding: 1);
                return Dense(Flatten(Transpose(AvgPool1D(sequence, 2), 1, 0)), 3);
            }

            [Objective, Sgd(0.1f)]
            static Symbol Loss([Shape(3, 2, 12)] Symbol x, Label label) => CrossEntropy(Predict(x), label);
        }
        """;

    private const string Two = Usings + """
        [Model]
        public partial class Sample
        {
            [Network] static Symbol Encode([Shape(4)] Symbol x) => Tanh(Dense(x, 3));

            [Network] static Symbol Decode([Shape(3)] Symbol code) => Dense(code, 4);

            [Objective(nameof(Decode)), Sgd(0.1f)]
            static Symbol Reconstruction([Shape(4)] Symbol x) => SquaredError(Decode(Encode(x)), x);

            [Objective(nameof(Encode)), Adam(0.01f)]
            static Symbol Order([Shape(4)] Symbol x, [Shape(3)] Symbol code) => SquaredError(Encode(x), code);
        }
        """;

    [Theory]
    [InlineData(Residual, 5)]
    [InlineData(Residual, 33)]
    [InlineData(Shared, 1)]
    [InlineData(Shared, 19)]
    [InlineData(Layers, 21)]
    [InlineData(Shapes, 21)]
    public void Graph_MatchesReference(string source, int batch) => EmittedCode.MatchesReference(DynamicModel.Create(source, seed: 3), source, batch, seed: 3);

    [Fact]
    public void EightResults_MatchReference() => EmittedFunctions.MatchReference(
        Usings + """
            [Model]
            public partial class Sample
            {
                [Network]
                static (Symbol A, Symbol B, Symbol C, Symbol D, Symbol E, Symbol F, Symbol G, Symbol H) Predict([Shape(3)] Symbol x)
                {
                    var y = Dense(x, 2);
                    return (y, Tanh(y), Sigmoid(y), Relu(y), Exp(y), Square(y), Dense(y, 1), x);
                }
            }
            """,
        batch: 3);

    [Theory]
    [InlineData("SquaredError")]
    [InlineData("BinaryCrossEntropy")]
    public void LossOfOneNumber_TakesATargetOfOneValue(string loss) => EmittedFunctions.MatchReference(
        Usings + $$"""
            [Model]
            public partial class Sample
            {
                [Network]
                static Symbol Predict([Shape(3)] Symbol x) => Sum(Dense(x, 2));

                [Objective, Sgd(0.1f)]
                static Symbol Loss([Shape(3)] Symbol x, [Shape(1)] Symbol y) => {{loss}}(Predict(x), Sigmoid(y));
            }
            """,
        batch: 19);

    [Fact]
    public void Names_FollowTheCallPath() => Assert.Equal(
        [
            "conv2D1.weight", "conv2D1.bias",
            "residual1.conv2D1.weight", "residual1.batchNorm1.weight", "residual1.batchNorm1.bias", "residual1.conv2D2.weight", "residual1.batchNorm2.weight", "residual1.batchNorm2.bias",
            "residual2.conv2D1.weight", "residual2.batchNorm1.weight", "residual2.batchNorm1.bias", "residual2.conv2D2.weight", "residual2.batchNorm2.weight", "residual2.batchNorm2.bias",
            "residual2.conv2D3.weight", "residual2.batchNorm3.weight", "residual2.batchNorm3.bias",
            "dense1.weight", "dense1.bias",
        ],
        DynamicModel.Create(Residual).Parameters.Select(tensor => tensor.Name));

    [Fact]
    public void LayersOfAnObjective_HaveItsName() => Assert.Equal(
        ["dense1.weight", "dense1.bias", "loss.dense1.weight", "loss.dense1.bias", "loss.head1.dense1.weight", "loss.head1.dense1.bias"],
        DynamicModel.Create(Usings + """
            [Model]
            public partial class Sample
            {
                static Symbol Head(Symbol x) => Dense(x, 2);

                [Network]
                static Symbol Predict([Shape(3)] Symbol x) => Dense(x, 2);

                [Objective, Sgd(0.1f)]
                static Symbol Loss([Shape(3)] Symbol x) => Mean(Square(Head(Dense(Predict(x), 2))));
            }
            """).Parameters.Select(tensor => tensor.Name));

    [Fact]
    public void SharedLayer_HasItsWeightsOnce() => Assert.Equal(
        ["dense1.weight", "dense1.bias", "twin.weight", "twin.bias", "dense2.weight", "dense2.bias", "dense3.weight", "dense3.bias"],
        DynamicModel.Create(Shared).Parameters.Select(tensor => tensor.Name));

    [Fact]
    public void Targets_AreCheckedForEachLossOfAnObjective()
    {
        var model = DynamicModel.Create(Usings + """
            [Model]
            public partial class Sample
            {
                [Network]
                static Symbol Predict([Shape(1)] Symbol x) => Dense(x, 2);

                [Objective, Sgd(0.1f)]
                static Symbol Loss([Shape(1)] Symbol x, [Shape(2)] Symbol shares, [Shape(2)] Symbol signs) => BinaryCrossEntropy(Predict(x), shares) + Hinge(Predict(x), signs);
            }
            """);
        float[] x = [5f], shares = [0f, 0.5f], signs = [-1f, 1f];
        Assert.True(model.Call("Loss", x, shares, signs) > 0);
        Assert.Contains("'shares' of sample 0 is -1; expected 0 to 1.", Assert.Throws<ArgumentOutOfRangeException>("shares", () => model.Call("Loss", x, signs, signs)).Message);
        Assert.Contains("'signs' of sample 0 is 0; expected -1 or 1.", Assert.Throws<ArgumentOutOfRangeException>("signs", () => model.Call("Loss", x, shares, shares)).Message);
    }

    [Fact]
    public void Objective_UpdatesWhatItNames()
    {
        var run = GeneratorRun.Of(Two);
        var type = run.Load().GetType("Sample")!;
        var model = Activator.CreateInstance(type, 1)!;
        var parameters = (NamedTensors)type.GetProperty("Parameters")!.GetValue(model)!;
        float[] Values(string network) => [.. parameters.Where(tensor => tensor.Name.StartsWith(network, StringComparison.Ordinal)).SelectMany(tensor => tensor.Values.ToArray())];
        var step = type.GetMethod("ReconstructionStep")!.CreateDelegate<Step>(model);
        var (encoder, decoder) = (Values("encode."), Values("decode."));
        float[] data = [0.5f, -1, 2, 0.25f, 1, 1, -0.5f, 0];

        var first = step(data);
        var second = step(data);

        Assert.True(second < first);
        Assert.Equal(15, encoder.Length);
        Assert.Equal(16, decoder.Length);
        Assert.Equal(encoder, Values("encode."));
        Assert.NotEqual(decoder, Values("decode."));
    }

    [Fact]
    public void Objective_LeavesWeightsWithoutAGradientAsTheyAre()
    {
        var model = DynamicModel.Create(Usings + """
            [Model]
            public partial class Sample
            {
                [Network]
                static Symbol Predict([Shape(3)] Symbol x) => Dense(StopGradient(Dense(x, 3)), 2);

                [Objective, AdamW(0.01f), L2(0.1f)]
                static Symbol Loss([Shape(3)] Symbol x, [Shape(2)] Symbol y) => SquaredError(Predict(x), y);
            }
            """);
        float[] Values(string layer) => [.. model.Parameters.Where(tensor => tensor.Name.StartsWith(layer, StringComparison.Ordinal)).SelectMany(tensor => tensor.Values.ToArray())];
        var (stopped, trained) = (Values("dense1."), Values("dense2."));
        _ = model.TrainStep([1f, 2f, 3f], [1f, 0f]);
        Assert.Equal(stopped, Values("dense1."));
        Assert.NotEqual(trained, Values("dense2."));
    }

    [Fact]
    public void Objective_WithoutAnyGradientHasALossAndLeavesAllAsItIs()
    {
        var model = DynamicModel.Of("Input(3), Dense(2), Step, SquaredError, AdamW(0.1f), L2(0.1f), ClipGradientNorm(1)");
        var before = model.Parameters.Values.ToArray();
        Assert.True(model.TrainStep([1f, 2f, 3f], [5f, 5f]) >= 16);
        Assert.Equal(before, model.Parameters.Values);
    }

    private delegate float Step(ReadOnlySpan<float> x);
}
