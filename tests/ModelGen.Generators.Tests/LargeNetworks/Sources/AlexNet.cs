using ModelGen;
using static ModelGen.Ops;

// Krizhevsky, "One weird trick for parallelizing convolutional neural networks", 2014: the form with one column.
[Model]
public partial class AlexNet
{
    [Network]
    static Symbol Predict([Shape(3, 224, 224)] Symbol image)
    {
        var x = MaxPool2D(Relu(Conv2D(image, 64, 11, stride: 4, padding: 2)), 3, stride: 2);
        x = MaxPool2D(Relu(Conv2D(x, 192, 5, padding: 2)), 3, stride: 2);
        foreach (var filters in new[] { 384, 256, 256 })
            x = Relu(Conv2D(x, filters, 3, padding: 1));
        x = Flatten(MaxPool2D(x, 3, stride: 2));
        for (var i = 0; i < 2; i++)
            x = Relu(Dense(Dropout(x, 0.5f), 4096));
        return Dense(x, 1000);
    }

    [Objective, Sgd(0.01f, Momentum = 0.9f, WeightDecay = 5e-4f)]
    static Symbol Loss([Shape(3, 224, 224)] Symbol image, Label label) => CrossEntropy(Predict(image), label);
}
