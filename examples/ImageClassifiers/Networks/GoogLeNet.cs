using ModelGen;
using static ModelGen.Ops;

/// <summary>Szegedy et al., "Going deeper with convolutions" (2015), at a quarter of the filters, batch-normalized, for small images.</summary>
internal static partial class GoogLeNet
{
    private static Symbol Classify(Symbol image)
    {
        var x = Unit(image, 32, 3);
        x = Inception(x, 16, 24, 32, 4, 8, 8);
        x = MaxPool2D(x, 3, stride: 2, padding: 1);
        x = Inception(x, 48, 24, 52, 4, 12, 16);
        x = Inception(x, 40, 28, 56, 6, 16, 16);
        x = MaxPool2D(x, 3, stride: 2, padding: 1);
        x = Inception(x, 64, 40, 80, 8, 32, 32);
        return Dense(Dropout(GlobalAvgPool2D(x), 0.2f), 10);
    }

    private static Symbol Inception(Symbol x, int direct, int reduce3, int filters3, int reduce5, int filters5, int pooled) => Concat(
        Unit(x, direct, 1),
        Unit(Unit(x, reduce3, 1), filters3, 3),
        Unit(Unit(x, reduce5, 1), filters5, 5),
        Unit(MaxPool2D(x, 3, stride: 1, padding: 1), pooled, 1));

    private static Symbol Unit(Symbol x, int filters, int kernel) => Relu(BatchNorm(Conv2D(x, filters, kernel, padding: kernel / 2, bias: false)));

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
