using static TorchSharp.torch;

namespace ModelGen.Benchmarks.Networks;

/// <summary>What an optimizer's update takes: a training step on one sample of a layer with a million weights, 1,000 by 1,000.</summary>
internal static class Updates
{
    /// <summary>A row for each optimizer that TorchSharp has too: all but Lion.</summary>
    public static IEnumerable<BenchmarkRow> Rows =>
    [
        Row("Sgd", passes: 3, () => new SgdModel(), parameters => optim.SGD(parameters, 1e-3)),
        Row("Sgd with momentum", passes: 5, () => new MomentumModel(), parameters => optim.SGD(parameters, 1e-3, momentum: 0.9)),
        Row("Adam", passes: 7, () => new AdamModel(), parameters => optim.Adam(parameters, 1e-3)),
        Row("AdamW", passes: 7, () => new AdamWModel(), parameters => optim.AdamW(parameters, 1e-3)),
        Row("Nadam", passes: 7, () => new NadamModel(), parameters => optim.NAdam(parameters, 1e-3)),
        Row("RmsProp", passes: 5, () => new RmsPropModel(), parameters => optim.RMSProp(parameters, 1e-3)),
        Row("Adagrad", passes: 5, () => new AdagradModel(), parameters => optim.Adagrad(parameters, 1e-3)),
        Row("Adadelta", passes: 7, () => new AdadeltaModel(), parameters => optim.Adadelta(parameters, 1e-3)),
    ];

    // Passes over the weights: reads of weights, gradients and moments, writes of weights and moments.
    private static BenchmarkRow Row(string name, int passes, Func<IPredictor> ours, Func<IEnumerable<TorchSharp.Modules.Parameter>, optim.Optimizer> peer) =>
        new BenchmarkNetwork($"{name} 1,000,000", [1000], [1000], string.Empty, ours, () => Peer(peer)).Row(batch: 1, isTraining: true) with { Bytes = sizeof(float) * passes * 1_000_000L };

    private static TorchNetwork Peer(Func<IEnumerable<TorchSharp.Modules.Parameter>, optim.Optimizer> optimizer)
    {
        var layer = nn.Linear(1000, 1000, hasBias: false);
        return new(layer, optimizer(layer.parameters()), HasLabels: false);
    }
}

[Model, Input(1000), Dense(1000, Bias = false), SquaredError, Sgd(1e-3f)]
internal sealed partial class SgdModel : IRegressor;

[Model, Input(1000), Dense(1000, Bias = false), SquaredError, Sgd(1e-3f, Momentum = 0.9f)]
internal sealed partial class MomentumModel : IRegressor;

[Model, Input(1000), Dense(1000, Bias = false), SquaredError, Adam(1e-3f)]
internal sealed partial class AdamModel : IRegressor;

[Model, Input(1000), Dense(1000, Bias = false), SquaredError, AdamW(1e-3f)]
internal sealed partial class AdamWModel : IRegressor;

[Model, Input(1000), Dense(1000, Bias = false), SquaredError, Nadam(1e-3f)]
internal sealed partial class NadamModel : IRegressor;

[Model, Input(1000), Dense(1000, Bias = false), SquaredError, RmsProp(1e-3f)]
internal sealed partial class RmsPropModel : IRegressor;

[Model, Input(1000), Dense(1000, Bias = false), SquaredError, Adagrad(1e-3f)]
internal sealed partial class AdagradModel : IRegressor;

[Model, Input(1000), Dense(1000, Bias = false), SquaredError, Adadelta(1e-3f)]
internal sealed partial class AdadeltaModel : IRegressor;
