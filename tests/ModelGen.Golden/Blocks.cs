using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelGen.Golden;

/// <summary>Networks of the building blocks that the convolutional classics are made of.</summary>
internal static class Blocks
{
    public static Sequential ResidualNetwork() => Sequential(
        ("residual1", Residual(3, 4, stride: 1)), ("residual2", Residual(4, 4, stride: 1)), ("residual3", Residual(4, 6, stride: 2)), ("bottleneck1", Bottleneck(6, 3, 8)),
        ("globalAvgPool2D1", AdaptiveAvgPool2d(1)), ("flatten1", Flatten()), ("dense1", Linear(8, 5)));

    public static Sequential InceptionNetwork() => Sequential(
        ("inception1", Inception(3, (2, 2, 3, 1, 2, 2))), ("inception2", Inception(9, (3, 2, 4, 2, 3, 2))),
        ("globalAvgPool2D1", AdaptiveAvgPool2d(1)), ("flatten1", Flatten()), ("dense1", Linear(12, 5)));

    public static Sequential DenselyConnected() => Sequential(
        ("conv2D1", Conv2d(3, 4, 3, padding: 1, bias: false)),
        ("denseLayer1", DenseLayer(4, 3)), ("denseLayer2", DenseLayer(7, 3)), ("transition1", Transition(10, 5)), ("denseLayer3", DenseLayer(5, 3)),
        ("globalAvgPool2D1", AdaptiveAvgPool2d(1)), ("flatten1", Flatten()), ("dense1", Linear(8, 5)));

    public static Sequential UNet() => Sequential(
        ("level1", Level(2, 4, 4, inner: Level(4, 6, 5, inner: null))), ("conv2D1", Conv2d(4, 2, 1)));

    // He et al. (2016), figure 2; a projection where the shape changes.
    private static Block Residual(long input, long channels, long stride)
    {
        var projects = stride != 1 || input != channels;
        return new Block(
            (apply, x) => functional.relu(
                apply("batchNorm2", apply("conv2D2", functional.relu(apply("batchNorm1", apply("conv2D1", x)))))
                + (projects ? apply("batchNorm3", apply("conv2D3", x)) : x)),
            [
                ("conv2D1", Conv2d(input, channels, 3, stride, padding: 1, bias: false)), ("batchNorm1", BatchNorm2d(channels)),
                ("conv2D2", Conv2d(channels, channels, 3, padding: 1, bias: false)), ("batchNorm2", BatchNorm2d(channels)),
                .. projects ? new (string, Module<Tensor, Tensor>)[] { ("conv2D3", Conv2d(input, channels, 1, stride, bias: false)), ("batchNorm3", BatchNorm2d(channels)) } : [],
            ]);
    }

    // He et al. (2016), figure 5, with a projection.
    private static Block Bottleneck(long input, long width, long channels) => new(
        (apply, x) =>
        {
            var y = functional.relu(apply("batchNorm1", apply("conv2D1", x)));
            y = functional.relu(apply("batchNorm2", apply("conv2D2", y)));
            return functional.relu(apply("batchNorm3", apply("conv2D3", y)) + apply("batchNorm4", apply("conv2D4", x)));
        },
        ("conv2D1", Conv2d(input, width, 1, bias: false)), ("batchNorm1", BatchNorm2d(width)),
        ("conv2D2", Conv2d(width, width, 3, padding: 1, bias: false)), ("batchNorm2", BatchNorm2d(width)),
        ("conv2D3", Conv2d(width, channels, 1, bias: false)), ("batchNorm3", BatchNorm2d(channels)),
        ("conv2D4", Conv2d(input, channels, 1, bias: false)), ("batchNorm4", BatchNorm2d(channels)));

    // Szegedy et al. (2015), figure 2 (b): filters of 1×1, before and of 3×3, before and of 5×5, and after pooling.
    private static Block Inception(long input, (long One, long Before3, long Three, long Before5, long Five, long Pooled) filters) => new(
        (apply, x) => cat(
            [
                functional.relu(apply("conv2D1", x)),
                functional.relu(apply("conv2D3", functional.relu(apply("conv2D2", x)))),
                functional.relu(apply("conv2D5", functional.relu(apply("conv2D4", x)))),
                functional.relu(apply("conv2D6", functional.max_pool2d(x, 3, stride: 1, padding: 1))),
            ],
            dim: 1),
        ("conv2D1", Conv2d(input, filters.One, 1)),
        ("conv2D2", Conv2d(input, filters.Before3, 1)), ("conv2D3", Conv2d(filters.Before3, filters.Three, 3, padding: 1)),
        ("conv2D4", Conv2d(input, filters.Before5, 1)), ("conv2D5", Conv2d(filters.Before5, filters.Five, 5, padding: 2)),
        ("conv2D6", Conv2d(input, filters.Pooled, 1)));

    // Huang et al. (2017), DenseNet-B: every layer adds its channels to those before.
    private static Block DenseLayer(long input, long growth) => new(
        (apply, x) => cat([x, apply("conv2D2", functional.relu(apply("batchNorm2", apply("conv2D1", functional.relu(apply("batchNorm1", x))))))], dim: 1),
        ("batchNorm1", BatchNorm2d(input)), ("conv2D1", Conv2d(input, 4 * growth, 1, bias: false)),
        ("batchNorm2", BatchNorm2d(4 * growth)), ("conv2D2", Conv2d(4 * growth, growth, 3, padding: 1, bias: false)));

    private static Block Transition(long input, long channels) => new(
        (apply, x) => functional.avg_pool2d(apply("conv2D1", functional.relu(apply("batchNorm1", x))), 2),
        ("batchNorm1", BatchNorm2d(input)), ("conv2D1", Conv2d(input, channels, 1, bias: false)));

    // Ronneberger et al. (2015), padded: convolution, what is below at half the size, and the two side by side.
    private static Block Level(long input, long channels, long output, Block? inner) => new(
        (apply, x) =>
        {
            var left = functional.relu(apply("conv2D1", x));
            if (inner is null)
                return functional.relu(apply("conv2D2", left));

            var up = apply("convTranspose2D1", apply("level1", functional.max_pool2d(left, 2)));
            return functional.relu(apply("conv2D2", cat([left, up], dim: 1)));
        },
        [
            ("conv2D1", Conv2d(input, channels, 3, padding: 1)),
            .. inner is null ? [] : new (string, Module<Tensor, Tensor>)[] { ("level1", inner), ("convTranspose2D1", ConvTranspose2d(5, 3, 2, stride: 2)) },
            ("conv2D2", Conv2d(inner is null ? channels : channels + 3, output, 3, padding: 1)),
        ]);
}
