using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelGen.Golden;

/// <summary>The networks that are recorded. Batches are no multiple of 16, so that a last, partly filled block is among what is compared.</summary>
internal static class Networks
{
    public static IEnumerable<Network> All =>
    [
        new("LeNet5", LeNet5, (scores, labels) => functional.cross_entropy(scores, labels, label_smoothing: 0.1), Normal(1, [10, 1, 28, 28]), Labels(2, 10, 10)) { Optimizers = ["sgd", "nesterov", "adam", "adamW"] },
        new("BatchNormalized", BatchNormalized, (scores, labels) => functional.cross_entropy(scores, labels), Normal(3, [21, 3, 8, 8]), Labels(4, 5, 21)) { Optimizers = ["sgd", "nesterov", "adam", "adamW"] },
        new("NormalizedVectors", NormalizedVectors, (scores, labels) => functional.cross_entropy(scores, labels), Vectors, Labels(14, 5, Samples)) { HasMovedNorms = true, Optimizers = ["sgd", "adam", "adamDecay", "amsGrad", "adamW"] },
        new("NormalizedImages", NormalizedImages, (outputs, targets) => functional.mse_loss(outputs, targets), Normal(15, [Samples, 3, 7, 6]), Normal(16, [Samples, 4])) { HasMovedNorms = true },
        new("Convolutions", Convolutions, (outputs, targets) => functional.huber_loss(outputs, targets, 0.5), Normal(5, [19, 4, 13, 17]), Normal(6, [19, 6])),
        new("EnlargedImages", EnlargedImages, (outputs, targets) => functional.mse_loss(outputs, targets), Normal(17, [Samples, 3, 4, 5]), Normal(18, [Samples, 4])),
        new("Sequences", Sequences, (scores, labels) => functional.cross_entropy(scores, labels), Normal(19, [Samples, 3, 40]), Labels(20, 4, Samples)) { HasMovedNorms = true },
        new("Volumes", Volumes, (scores, labels) => functional.cross_entropy(scores, labels), Normal(21, [Samples, 2, 5, 6, 7]), Labels(22, 4, Samples)) { HasMovedNorms = true },
        new("ResidualNetwork", Blocks.ResidualNetwork, (scores, labels) => functional.cross_entropy(scores, labels), Images, Labels(24, 5, Samples)) { HasMovedNorms = true, Optimizers = ["sgd"] },
        new("InceptionNetwork", Blocks.InceptionNetwork, (scores, labels) => functional.cross_entropy(scores, labels), Images, Labels(24, 5, Samples)),
        new("DenselyConnected", Blocks.DenselyConnected, (scores, labels) => functional.cross_entropy(scores, labels), Images, Labels(24, 5, Samples)) { HasMovedNorms = true, Optimizers = ["sgd"] },
        new("UNet", Blocks.UNet, (outputs, targets) => functional.mse_loss(outputs, targets), Normal(25, [Samples, 2, 8, 6]), Normal(26, [Samples, 2, 8, 6])),
        Alignments.Network,
        new("Gathered", () => Sequential(("dense1", Linear(6, 20))), Gathered, Vectors, Labels(11, 5, Samples)) { Columns = new Dictionary<string, Tensor> { ["rows"] = Rows, ["row"] = Row } },
        new("Optimizers", () => TwoLayers(Tanh(), 5), (scores, labels) => functional.cross_entropy(scores, labels), Vectors, Labels(11, 5, Samples)) { Optimizers = ["nadam", "rmsProp", "rmsPropCentered", "adagrad", "adadelta"], Steps = 20 },
        new("FirstOptimizers", () => TwoLayers(Tanh(), 5), (scores, labels) => functional.cross_entropy(scores, labels), Vectors, Labels(11, 5, Samples)) { Optimizers = ["sgd", "nesterov", "adam", "amsGrad", "adamW"], Steps = 20 },
        new("SquaredError", () => TwoLayers(LeakyReLU(0.1), 5), (outputs, targets) => functional.mse_loss(outputs, targets), Vectors, Normal(8, [Samples, 5])),
        new("AbsoluteError", () => TwoLayers(Softsign(), 4), (outputs, targets) => functional.l1_loss(outputs, targets), Vectors, Normal(9, [Samples, 4])),
        new("BinaryCrossEntropy", () => TwoLayers(Hardsigmoid(), 3), (scores, targets) => functional.binary_cross_entropy_with_logits(scores, targets), Vectors, Signs(10, 3).clamp_min(0)),
        // In place, because TorchSharp's Hardtanh otherwise returns a tensor that it has disposed of.
        new("NegativeLogLikelihood", () => TwoLayers(Hardtanh(inplace: true), 5, ("logSoftmax1", LogSoftmax(1))), (scores, labels) => functional.nll_loss(scores, labels), Vectors, Labels(11, 5, Samples)),
        new("Hinge", () => TwoLayers(Softmax(1), 3), (scores, targets) => (1 - scores * targets).clamp_min(0).mean(), Vectors, Signs(12, 3)),
        new("Perceptron", () => TwoLayers(Softplus(), 3), (scores, targets) => (-scores * targets).clamp_min(0).mean(), Vectors, Signs(13, 3)),
    ];

    private const long Samples = 17;

    private static Tensor Images => Normal(23, [Samples, 3, 8, 8]);

    private static Tensor Vectors => Normal(7, [Samples, 6]);

    private static Tensor Rows => Labels(27, 4, 3 * Samples);

    private static Tensor Row => Labels(28, 4, Samples);

    /// <summary>Scores are the sum of three rows of each sample's [4, 5], times another row.</summary>
    private static Tensor Gathered(Tensor outputs, Tensor labels)
    {
        var table = outputs.view(Samples, 4, 5);
        var scores = Of(Rows.view(Samples, 3)).sum(1) * Of(Row.view(Samples, 1)).squeeze(1);
        return functional.cross_entropy(scores, labels);

        Tensor Of(Tensor rows) => table.gather(1, rows.unsqueeze(-1).expand(-1, -1, 5));
    }

    private static Sequential LeNet5() => Sequential(
        ("conv2D1", Conv2d(1, 6, 5, padding: 2)), ("tanh1", Tanh()), ("avgPool2D1", AvgPool2d(2)),
        ("conv2D2", Conv2d(6, 16, 5)), ("tanh2", Tanh()), ("avgPool2D2", AvgPool2d(2)),
        ("flatten1", Flatten()),
        ("dense1", Linear(400, 120)), ("tanh3", Tanh()),
        ("dense2", Linear(120, 84)), ("tanh4", Tanh()),
        ("dense3", Linear(84, 10)));

    private static Sequential BatchNormalized() => Sequential(
        ("conv2D1", Conv2d(3, 8, 3, padding: 1, bias: false)), ("batchNorm1", BatchNorm2d(8)), ("relu1", ReLU()), ("maxPool2D1", MaxPool2d(2)),
        ("conv2D2", Conv2d(8, 12, 3, bias: false)), ("batchNorm2", BatchNorm2d(12)), ("relu2", ReLU()),
        ("globalAvgPool2D1", AdaptiveAvgPool2d(1)), ("flatten1", Flatten()),
        ("dense1", Linear(12, 5)));

    private static Sequential NormalizedVectors() => Sequential(
        ("dense1", Linear(6, 12, hasBias: false)), ("batchNorm1", BatchNorm1d(12)), ("pRelu1", PReLU(1)),
        ("dense2", Linear(12, 10)), ("layerNorm1", LayerNorm(10)), ("tanh1", Tanh()),
        ("dense3", Linear(10, 5)));

    private static Sequential NormalizedImages() => Sequential(
        ("conv2D1", Conv2d(3, 8, 3)), ("groupNorm1", GroupNorm(4, 8)), ("relu1", ReLU()),
        ("conv2D2", Conv2d(8, 6, 2, bias: false)), ("instanceNorm1", InstanceNorm2d(6)), ("sigmoid1", Sigmoid()),
        ("layerNorm1", LayerNorm([6, 4, 3])), ("flatten1", Flatten()),
        ("dense1", Linear(72, 4)));

    private static Sequential Convolutions() => Sequential(
        ("conv2D1", Conv2d(4, 8, (3, 5), stride: (2, 2), padding: (2, 2), groups: 2)), ("gelu1", GELU()),
        ("conv2D2", Conv2d(8, 12, (3, 2), padding: (1, 1), dilation: (2, 2), groups: 4)), ("silu1", SiLU()),
        ("maxPool2D1", MaxPool2d(3, stride: 2, padding: 1, ceil_mode: true)), ("mish1", Mish()),
        ("avgPool2D1", AvgPool2d(3, stride: 2, padding: 1, ceil_mode: true)),
        ("conv2D3", Conv2d(12, 7, 2, padding: Padding.Same)), ("selu1", SELU()),
        ("globalMaxPool2D1", AdaptiveMaxPool2d([1, 1])), ("flatten1", Flatten()),
        ("dense1", Linear(7, 9)), ("elu1", ELU()),
        ("dense2", Linear(9, 6)));

    private static Sequential EnlargedImages() => Sequential(
        ("convTranspose2D1", ConvTranspose2d(3, 5, 3, stride: 2, padding: 1, output_padding: 1)), ("localResponseNorm1", LocalResponseNorm(3, alpha: 0.5, beta: 0.75, k: 2)), ("tanh1", Tanh()),
        ("upsample2D1", Upsample(scale_factor: [2, 2], mode: UpsampleMode.Bilinear, align_corners: false)), ("conv2D1", Conv2d(5, 4, (4, 5), stride: (3, 3))), ("softplus1", Softplus()),
        ("pad2D1", ZeroPad2d((2, 3, 1, 0))), ("convTranspose2D2", ConvTranspose2d(4, 2, (2, 3), bias: false)), ("upsample2D2", Upsample(scale_factor: [2, 2])),
        ("flatten1", Flatten()), ("dense1", Linear(728, 4)));

    private static Sequential Sequences() => Sequential(
        ("conv1D1", Conv1d(3, 6, 5, stride: 2, padding: 2, bias: false)), ("batchNorm1", BatchNorm1d(6)), ("gelu1", GELU()), ("maxPool1D1", MaxPool1d(3, stride: 2, padding: 1)),
        ("conv1D2", Conv1d(6, 4, 3, dilation: 2, groups: 2)), ("silu1", SiLU()), ("avgPool1D1", AvgPool1d(3)),
        ("flatten1", Flatten()), ("dense1", Linear(8, 4)));

    private static Sequential Volumes() => Sequential(
        ("conv3D1", Conv3d(2, 4, 3, padding: 1, bias: false)), ("batchNorm1", BatchNorm3d(4)), ("relu1", ReLU()),
        ("conv3D2", Conv3d(4, 6, (2, 2, 3), groups: 2)), ("silu1", SiLU()), ("conv3D3", Conv3d(6, 3, (2, 3, 1), stride: (2, 2, 2))),
        ("flatten1", Flatten()), ("dense1", Linear(36, 4)));

    private static Sequential TwoLayers(Module<Tensor, Tensor> activation, long outputs, params (string, Module<Tensor, Tensor>)[] last) => Sequential(
        [("dense1", Linear(6, 9)), ("activation1", activation), ("dense2", Linear(9, outputs)), .. last]);

    private static Tensor Normal(long seed, long[] shape)
    {
        random.manual_seed(seed);
        return randn(shape);
    }

    private static Tensor Labels(long seed, long classes, long count)
    {
        random.manual_seed(seed);
        return randint(classes, [count], dtype: ScalarType.Int64);
    }

    private static Tensor Signs(long seed, long width) => Normal(seed, [Samples, width]).sign();
}
