using ModelGen;
using static ModelGen.Ops;

// Simonyan and Zisserman, "Very deep convolutional networks for large-scale image recognition", 2015: configuration D.
[Model]
public partial class Vgg16
{
    [Network]
    static Symbol Predict([Shape(3, 224, 224)] Symbol image)
    {
        var x = image;
        foreach (var (filters, layers) in new[] { (64, 2), (128, 2), (256, 3), (512, 3), (512, 3) })
        {
            for (var i = 0; i < layers; i++)
                x = Relu(Conv2D(x, filters, 3, padding: 1));
            x = MaxPool2D(x, 2);
        }

        x = Flatten(x);
        for (var i = 0; i < 2; i++)
            x = Dropout(Relu(Dense(x, 4096)), 0.5f);
        return Dense(x, 1000);
    }

    [Objective, Sgd(0.01f, Momentum = 0.9f, WeightDecay = 5e-4f)]
    static Symbol Loss([Shape(3, 224, 224)] Symbol image, Label label) => CrossEntropy(Predict(image), label);
}
