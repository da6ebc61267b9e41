using static ModelGen.Ops;
using static TorchSharp.torch;

namespace ModelGen.Benchmarks.Networks;

/// <summary>What is bound by memory: a function of 1,024 values, on 1,024 samples.</summary>
internal static class Functions
{
    private const int Samples = 1024;

    /// <summary>The functions' rows.</summary>
    public static IEnumerable<BenchmarkRow> Rows =>
    [
        Row("Relu", () => new ReluModel(), x => x.relu()),
        Row("LeakyRelu", () => new LeakyReluModel(), x => nn.functional.leaky_relu(x, 0.01)),
        Row("Elu", () => new EluModel(), x => nn.functional.elu(x, 1)),
        Row("Selu", () => new SeluModel(), x => nn.functional.selu(x, false)),
        Row("Gelu", () => new GeluModel(), x => nn.functional.gelu(x)),
        Row("Silu", () => new SiluModel(), x => nn.functional.silu(x)),
        Row("Mish", () => new MishModel(), x => nn.functional.mish(x)),
        Row("Softplus", () => new SoftplusModel(), x => nn.functional.softplus(x)),
        Row("Softsign", () => new SoftsignModel(), x => nn.functional.softsign(x, false)),
        Row("Sigmoid", () => new SigmoidModel(), x => x.sigmoid()),
        Row("HardSigmoid", () => new HardSigmoidModel(), x => nn.functional.hardsigmoid(x, false)),
        Row("Tanh", () => new TanhModel(), x => x.tanh()),
        Row("HardTanh", () => new HardTanhModel(), x => nn.functional.hardtanh(x)),
        Row("Exp", () => new ExpModel(), x => x.exp()),
        Row("Log", () => new LogModel(), x => x.log()),
        Row("Sqrt", () => new SqrtModel(), x => x.sqrt()),
        Row("Softmax", () => new SoftmaxModel(), x => nn.functional.softmax(x, 1)),
        Row("LogSoftmax", () => new LogSoftmaxModel(), x => nn.functional.log_softmax(x, 1)),
        Row("MaxPool2D", () => new MaxPoolModel(), x => nn.functional.max_pool2d(x, 2), [4, 16, 16], [4, 8, 8]),
        Row("AvgPool2D", () => new AvgPoolModel(), x => nn.functional.avg_pool2d(x, 2), [4, 16, 16], [4, 8, 8]),
        .. Normalization("BatchNorm", () => new BatchNormModel(), () => nn.BatchNorm1d(1024)),
        .. Normalization("LayerNorm", () => new LayerNormModel(), () => nn.LayerNorm(1024)),
    ];

    /// <summary>A row of a function of one sample, 1,024 of them.</summary>
    public static BenchmarkRow Row(string name, Func<IPredictor> ours, Func<Tensor, Tensor> peer, long[]? input = null, long[]? output = null) =>
        Read(new BenchmarkNetwork(name, input ?? [1024], output ?? [1024], string.Empty, ours, () => TorchNetwork.Of(peer)));

    private static IEnumerable<BenchmarkRow> Normalization(string name, Func<IPredictor> ours, Func<nn.Module<Tensor, Tensor>> peer)
    {
        var network = new BenchmarkNetwork(name, [1024], [1024], string.Empty, ours, () => TorchNetwork.Of(peer()));
        return [network.Row(Samples, isTraining: true), Read(network)];
    }

    // Inputs are read once, outputs are written once.
    private static BenchmarkRow Read(BenchmarkNetwork network) =>
        network.Row(Samples, isTraining: false) with { Bytes = sizeof(float) * Samples * (1024L + network.Outputs) };
}

[Model, Input(1024), Relu]
internal sealed partial class ReluModel : IPredictor;

[Model, Input(1024), LeakyRelu]
internal sealed partial class LeakyReluModel : IPredictor;

[Model, Input(1024), Elu]
internal sealed partial class EluModel : IPredictor;

[Model, Input(1024), Selu]
internal sealed partial class SeluModel : IPredictor;

[Model, Input(1024), Gelu]
internal sealed partial class GeluModel : IPredictor;

[Model, Input(1024), Silu]
internal sealed partial class SiluModel : IPredictor;

[Model, Input(1024), Mish]
internal sealed partial class MishModel : IPredictor;

[Model, Input(1024), Softplus]
internal sealed partial class SoftplusModel : IPredictor;

[Model, Input(1024), Softsign]
internal sealed partial class SoftsignModel : IPredictor;

[Model, Input(1024), Sigmoid]
internal sealed partial class SigmoidModel : IPredictor;

[Model, Input(1024), HardSigmoid]
internal sealed partial class HardSigmoidModel : IPredictor;

[Model, Input(1024), Tanh]
internal sealed partial class TanhModel : IPredictor;

[Model, Input(1024), HardTanh]
internal sealed partial class HardTanhModel : IPredictor;

[Model]
internal sealed partial class ExpModel : IPredictor
{
    [Network]
    private static Symbol Predict([Shape(1024)] Symbol x) => Exp(x);
}

[Model]
internal sealed partial class LogModel : IPredictor
{
    [Network]
    private static Symbol Predict([Shape(1024)] Symbol x) => Log(x);
}

[Model]
internal sealed partial class SqrtModel : IPredictor
{
    [Network]
    private static Symbol Predict([Shape(1024)] Symbol x) => Sqrt(x);
}

[Model, Input(1024), Softmax]
internal sealed partial class SoftmaxModel : IPredictor;

[Model, Input(1024), LogSoftmax]
internal sealed partial class LogSoftmaxModel : IPredictor;

[Model, Input(4, 16, 16), MaxPool2D(2)]
internal sealed partial class MaxPoolModel : IPredictor;

[Model, Input(4, 16, 16), AvgPool2D(2)]
internal sealed partial class AvgPoolModel : IPredictor;

[Model, Input(1024), BatchNorm, SquaredError, Sgd(0.01f)]
internal sealed partial class BatchNormModel : IRegressor;

[Model, Input(1024), LayerNorm, SquaredError, Sgd(0.01f)]
internal sealed partial class LayerNormModel : IRegressor;
