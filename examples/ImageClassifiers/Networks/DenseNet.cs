using ModelGen;
using static ModelGen.Ops;

/// <summary>Huang et al., "Densely connected convolutional networks" (2017): DenseNet-BC with growth 12 and four bottlenecks a block, 28 layers.</summary>
internal static partial class DenseNet
{
    private const int Growth = 12;

    private static Symbol Classify(Symbol image)
    {
        var x = Block(Conv2D(image, 2 * Growth, 3, padding: 1, bias: false));
        for (var i = 0; i < 2; i++)
            x = Block(AvgPool2D(Convolve(x, x.Channels / 2, 1), 2));
        return Dense(GlobalAvgPool2D(Relu(BatchNorm(x))), 10);
    }

    private static Symbol Block(Symbol x)
    {
        for (var i = 0; i < 4; i++)
            x = Concat(x, Convolve(Convolve(x, 4 * Growth, 1), Growth, 3));
        return x;
    }

    private static Symbol Convolve(Symbol x, int filters, int kernel) => Conv2D(Relu(BatchNorm(x)), filters, kernel, padding: kernel / 2, bias: false);

    [Model]
    internal sealed partial class Grey : IImageClassifier
    {
        [Network]
        private static Symbol Predict([Shape(1, 28, 28)] Symbol image) => Classify(image);

        [Objective, AdamW(2e-3f, WeightDecay = 0.05f)]
        private static Symbol Loss([Shape(1, 28, 28)] Symbol image, Label label) => CrossEntropy(Predict(image), label);
    }

    [Model]
    internal sealed partial class Color : IImageClassifier
    {
        [Network]
        private static Symbol Predict([Shape(3, 32, 32)] Symbol image) => Classify(image);

        [Objective, AdamW(2e-3f, WeightDecay = 0.05f)]
        private static Symbol Loss([Shape(3, 32, 32)] Symbol image, Label label) => CrossEntropy(Predict(image), label);
    }
}
