using ModelGen;
using static ModelGen.Ops;

// Huang and others, "Densely connected convolutional networks", 2017: DenseNet-BC with growth 32.
[Model]
public partial class DenseNet121
{
    const int Growth = 32;

    static Symbol Convolve(Symbol x, int filters, int kernel) => Conv2D(Relu(BatchNorm(x)), filters, kernel, padding: kernel / 2, bias: false);

    static Symbol Block(Symbol x, int layers)
    {
        for (var i = 0; i < layers; i++)
            x = Concat(x, Convolve(Convolve(x, 4 * Growth, 1), Growth, 3));
        return x;
    }

    [Network]
    static Symbol Predict([Shape(3, 224, 224)] Symbol image)
    {
        var x = Relu(BatchNorm(Conv2D(image, 2 * Growth, 7, stride: 2, padding: 3, bias: false)));
        x = MaxPool2D(x, 3, stride: 2, padding: 1);
        foreach (var layers in new[] { 6, 12, 24 })
        {
            x = Block(x, layers);
            x = AvgPool2D(Convolve(x, x.Channels / 2, 1), 2);
        }

        return Dense(GlobalAvgPool2D(Relu(BatchNorm(Block(x, 16)))), 1000);
    }

    [Objective, Sgd(0.1f, Momentum = 0.9f, WeightDecay = 1e-4f)]
    static Symbol Loss([Shape(3, 224, 224)] Symbol image, Label label) => CrossEntropy(Predict(image), label);
}
