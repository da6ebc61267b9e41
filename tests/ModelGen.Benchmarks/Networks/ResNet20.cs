using TorchSharp.Modules;
using static ModelGen.Ops;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelGen.Benchmarks.Networks;

/// <summary>He et al., "Deep residual learning for image recognition" (2016), section 4.2, with projections where the shape changes.</summary>
[Model]
internal sealed partial class ResNet20 : IClassifier
{
    private static Symbol Residual(Symbol x, int channels, int stride)
    {
        var y = Relu(BatchNorm(Conv2D(x, channels, 3, stride, padding: 1, bias: false)));
        y = BatchNorm(Conv2D(y, channels, 3, padding: 1, bias: false));
        var skip = stride == 1 && x.Channels == channels ? x : BatchNorm(Conv2D(x, channels, 1, stride, bias: false));
        return Relu(y + skip);
    }

    [Network]
    private static Symbol Predict([Shape(3, 32, 32)] Symbol image)
    {
        var x = Relu(BatchNorm(Conv2D(image, 16, 3, padding: 1, bias: false)));
        foreach (var (channels, stride) in new[] { (16, 1), (16, 1), (16, 1), (32, 2), (32, 1), (32, 1), (64, 2), (64, 1), (64, 1) })
            x = Residual(x, channels, stride);
        return Ops.Dense(GlobalAvgPool2D(x), 10);
    }

    [Objective, Sgd(0.01f, Momentum = 0.9f)]
    private static Symbol Loss([Shape(3, 32, 32)] Symbol image, Label label) => CrossEntropy(Predict(image), label);
}

internal sealed class ResNet20Peer : Module<Tensor, Tensor>
{
    private readonly Sequential layers = Sequential(
        Conv2d(3, 16, 3, padding: 1, bias: false), BatchNorm2d(16), ReLU(inplace: true),
        new ResidualPeer(16, 16, 1), new ResidualPeer(16, 16, 1), new ResidualPeer(16, 16, 1),
        new ResidualPeer(16, 32, 2), new ResidualPeer(32, 32, 1), new ResidualPeer(32, 32, 1),
        new ResidualPeer(32, 64, 2), new ResidualPeer(64, 64, 1), new ResidualPeer(64, 64, 1),
        AdaptiveAvgPool2d(1), Flatten(), Linear(64, 10));

    private ResNet20Peer()
        : base(nameof(ResNet20)) => RegisterComponents();

    public static TorchNetwork Create()
    {
        var network = new ResNet20Peer();
        return new(network, optim.SGD(network.parameters(), 0.01, momentum: 0.9));
    }

    public override Tensor forward(Tensor input) => layers.forward(input);

    private sealed class ResidualPeer : Module<Tensor, Tensor>
    {
        private readonly Sequential layers;
        private readonly Sequential? projection;

        public ResidualPeer(long input, long channels, long stride)
            : base("residual")
        {
            layers = Sequential(
                Conv2d(input, channels, 3, stride, padding: 1, bias: false), BatchNorm2d(channels), ReLU(inplace: true),
                Conv2d(channels, channels, 3, padding: 1, bias: false), BatchNorm2d(channels));
            projection = stride == 1 && input == channels ? null : Sequential(Conv2d(input, channels, 1, stride, bias: false), BatchNorm2d(channels));
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => functional.relu(layers.forward(input) + (projection?.forward(input) ?? input));
    }
}
