using static ModelGen.Ops;

namespace ModelGen.Parity;

/// <summary>The building blocks of the convolutional classics, as a user writes them.</summary>
internal static class Blocks
{
    /// <summary>He et al. (2016), figure 2; a projection where the shape changes.</summary>
    public static Symbol Residual(Symbol x, int channels, int stride = 1)
    {
        var y = Relu(BatchNorm(Conv2D(x, channels, 3, stride, padding: 1, bias: false)));
        y = BatchNorm(Conv2D(y, channels, 3, padding: 1, bias: false));
        var skip = stride == 1 && x.Channels == channels ? x : BatchNorm(Conv2D(x, channels, 1, stride, bias: false));
        return Relu(y + skip);
    }

    /// <summary>He et al. (2016), figure 5, with a projection.</summary>
    public static Symbol Bottleneck(Symbol x, int width, int channels)
    {
        var y = Relu(BatchNorm(Conv2D(x, width, 1, bias: false)));
        y = Relu(BatchNorm(Conv2D(y, width, 3, padding: 1, bias: false)));
        y = BatchNorm(Conv2D(y, channels, 1, bias: false));
        return Relu(y + BatchNorm(Conv2D(x, channels, 1, bias: false)));
    }

    /// <summary>Szegedy et al. (2015), figure 2 (b): filters of 1×1, before and of 3×3, before and of 5×5, and after pooling.</summary>
    public static Symbol Inception(Symbol x, (int One, int Before3, int Three, int Before5, int Five, int Pooled) filters) => Concat(
        Relu(Conv2D(x, filters.One, 1)),
        Relu(Conv2D(Relu(Conv2D(x, filters.Before3, 1)), filters.Three, 3, padding: 1)),
        Relu(Conv2D(Relu(Conv2D(x, filters.Before5, 1)), filters.Five, 5, padding: 2)),
        Relu(Conv2D(MaxPool2D(x, 3, stride: 1, padding: 1), filters.Pooled, 1)));

    /// <summary>Huang et al. (2017), DenseNet-B: every layer adds its channels to those before.</summary>
    public static Symbol DenseLayer(Symbol x, int growth)
    {
        var y = Conv2D(Relu(BatchNorm(x)), 4 * growth, 1, bias: false);
        return Concat(x, Conv2D(Relu(BatchNorm(y)), growth, 3, padding: 1, bias: false));
    }

    /// <summary>Huang et al. (2017): half the channels and half the size.</summary>
    public static Symbol Transition(Symbol x) => AvgPool2D(Conv2D(Relu(BatchNorm(x)), x.Channels / 2, 1, bias: false), 2);

    /// <summary>Ronneberger et al. (2015), padded: convolution, what is below at half the size, and the two side by side.</summary>
    public static Symbol Level(Symbol x, (int Down, int Up)[] filters)
    {
        var left = Relu(Conv2D(x, filters[0].Down, 3, padding: 1));
        if (filters.Length == 1)
            return Relu(Conv2D(left, filters[0].Up, 3, padding: 1));

        var up = ConvTranspose2D(Level(MaxPool2D(left, 2), filters[1..]), 3, 2, stride: 2);
        return Relu(Conv2D(Concat(left, up), filters[0].Up, 3, padding: 1));
    }
}

[Model]
internal sealed partial class ResidualNetwork : IClassifier
{
    [Network]
    internal static Symbol Predict([Shape(3, 8, 8)] Symbol image)
    {
        var x = Blocks.Residual(Blocks.Residual(image, 4), 4);
        return Dense(GlobalAvgPool2D(Blocks.Bottleneck(Blocks.Residual(x, 6, stride: 2), 3, 8)), 5);
    }

    [Objective, Sgd(0.05f, Momentum = 0.9f, WeightDecay = 1e-4f)]
    internal static Symbol Loss([Shape(3, 8, 8)] Symbol image, Label label) => CrossEntropy(Predict(image), label);
}

[Model]
internal sealed partial class InceptionNetwork : IClassifier
{
    [Network]
    internal static Symbol Predict([Shape(3, 8, 8)] Symbol image) =>
        Dense(GlobalAvgPool2D(Blocks.Inception(Blocks.Inception(image, (2, 2, 3, 1, 2, 2)), (3, 2, 4, 2, 3, 2))), 5);

    [Objective, Sgd(0.1f)]
    internal static Symbol Loss([Shape(3, 8, 8)] Symbol image, Label label) => CrossEntropy(Predict(image), label);
}

[Model]
internal sealed partial class DenselyConnected : IClassifier
{
    [Network]
    internal static Symbol Predict([Shape(3, 8, 8)] Symbol image)
    {
        var x = Conv2D(image, 4, 3, padding: 1, bias: false);
        x = Blocks.Transition(Blocks.DenseLayer(Blocks.DenseLayer(x, growth: 3), growth: 3));
        return Dense(GlobalAvgPool2D(Blocks.DenseLayer(x, growth: 3)), 5);
    }

    [Objective, Sgd(0.05f, Momentum = 0.9f, WeightDecay = 1e-4f)]
    internal static Symbol Loss([Shape(3, 8, 8)] Symbol image, Label label) => CrossEntropy(Predict(image), label);
}

[Model]
internal sealed partial class UNet : IRegressor
{
    [Network]
    internal static Symbol Predict([Shape(2, 8, 6)] Symbol image) => Conv2D(Blocks.Level(image, [(4, 4), (6, 5)]), 2, 1);

    [Objective, Sgd(0.1f)]
    internal static Symbol Loss([Shape(2, 8, 6)] Symbol image, [Shape(2, 8, 6)] Symbol target) => SquaredError(Predict(image), target);
}
