using ModelGen;
using static ModelGen.Ops;

/// <summary>Simonyan and Zisserman, "Very deep convolutional networks for large-scale image recognition" (2015): pairs of 3×3 convolutions between poolings, six in all, batch-normalized.</summary>
internal static partial class Vgg
{
    private static Symbol Classify(Symbol image)
    {
        var x = image;
        foreach (var filters in new[] { 32, 64, 128 })
        {
            for (var i = 0; i < 2; i++)
                x = Relu(BatchNorm(Conv2D(x, filters, 3, padding: 1, bias: false)));
            x = Dropout(MaxPool2D(x, 2, ceiling: true), 0.25f);
        }

        x = Relu(BatchNorm(Dense(Flatten(x), 256, bias: false)));
        return Dense(Dropout(x, 0.5f), 10);
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
