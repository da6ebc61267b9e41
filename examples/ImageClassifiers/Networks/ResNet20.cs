using ModelGen;
using static ModelGen.Ops;

/// <summary>He et al., "Deep residual learning for image recognition" (2016), section 4.2: 20 layers, with projections where the shape changes.</summary>
internal static partial class ResNet20
{
    private static Symbol Classify(Symbol image)
    {
        var x = Relu(BatchNorm(Conv2D(image, 16, 3, padding: 1, bias: false)));
        foreach (var (channels, stride) in new[] { (16, 1), (32, 2), (64, 2) })
            for (var i = 0; i < 3; i++)
                x = Residual(x, channels, i == 0 ? stride : 1);
        return Dense(GlobalAvgPool2D(x), 10);
    }

    private static Symbol Residual(Symbol x, int channels, int stride)
    {
        var y = Relu(BatchNorm(Conv2D(x, channels, 3, stride, padding: 1, bias: false)));
        y = BatchNorm(Conv2D(y, channels, 3, padding: 1, bias: false));
        var skip = stride == 1 && x.Channels == channels ? x : BatchNorm(Conv2D(x, channels, 1, stride, bias: false));
        return Relu(y + skip);
    }

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
