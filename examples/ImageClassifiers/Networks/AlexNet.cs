using ModelGen;
using static ModelGen.Ops;

/// <summary>Krizhevsky, "One weird trick for parallelizing convolutional neural networks" (2014): five convolutions and three dense layers, at a sixth of the filters, for small images.</summary>
internal static partial class AlexNet
{
    private static Symbol Classify(Symbol image)
    {
        var x = MaxPool2D(Relu(Conv2D(image, 16, 5, padding: 2)), 3, stride: 2, padding: 1);
        x = MaxPool2D(Relu(Conv2D(x, 32, 5, padding: 2)), 3, stride: 2, padding: 1);
        foreach (var filters in new[] { 64, 48, 48 })
            x = Relu(Conv2D(x, filters, 3, padding: 1));
        x = Flatten(MaxPool2D(x, 3, stride: 2, padding: 1));
        for (var i = 0; i < 2; i++)
            x = Relu(Dense(Dropout(x, 0.5f), 256));
        return Dense(x, 10);
    }

    [Model]
    internal sealed partial class Grey : IImageClassifier
    {
        [Network]
        private static Symbol Predict([Shape(1, 28, 28)] Symbol image) => Classify(image);

        [Objective, AdamW(1e-3f)]
        private static Symbol Loss([Shape(1, 28, 28)] Symbol image, Label label) => CrossEntropy(Predict(image), label);
    }

    [Model]
    internal sealed partial class Color : IImageClassifier
    {
        [Network]
        private static Symbol Predict([Shape(3, 32, 32)] Symbol image) => Classify(image);

        [Objective, AdamW(1e-3f)]
        private static Symbol Loss([Shape(3, 32, 32)] Symbol image, Label label) => CrossEntropy(Predict(image), label);
    }
}
