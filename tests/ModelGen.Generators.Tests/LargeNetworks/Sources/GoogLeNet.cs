using ModelGen;
using static ModelGen.Ops;

// Szegedy and others, "Going deeper with convolutions", 2015, as torchvision trains it: with batch normalization, 3×3 kernels in place of 5×5, and no auxiliary classifiers.
[Model]
public partial class GoogLeNet
{
    static Symbol Unit(Symbol x, int filters, int kernel = 1, int stride = 1) =>
        Relu(BatchNorm(Conv2D(x, filters, kernel, stride, padding: kernel / 2, bias: false), epsilon: 1e-3f));

    static Symbol Inception(Symbol x, int direct, int reduce3, int filters3, int reduce5, int filters5, int pooled) => Concat(
        Unit(x, direct),
        Unit(Unit(x, reduce3), filters3, 3),
        Unit(Unit(x, reduce5), filters5, 3),
        Unit(MaxPool2D(x, 3, stride: 1, padding: 1), pooled));

    [Network]
    static Symbol Predict([Shape(3, 224, 224)] Symbol image)
    {
        var x = MaxPool2D(Unit(image, 64, 7, 2), 3, stride: 2, ceiling: true);
        x = MaxPool2D(Unit(Unit(x, 64), 192, 3), 3, stride: 2, ceiling: true);
        x = Inception(x, 64, 96, 128, 16, 32, 32);
        x = Inception(x, 128, 128, 192, 32, 96, 64);
        x = MaxPool2D(x, 3, stride: 2, ceiling: true);
        x = Inception(x, 192, 96, 208, 16, 48, 64);
        x = Inception(x, 160, 112, 224, 24, 64, 64);
        x = Inception(x, 128, 128, 256, 24, 64, 64);
        x = Inception(x, 112, 144, 288, 32, 64, 64);
        x = Inception(x, 256, 160, 320, 32, 128, 128);
        x = MaxPool2D(x, 2, ceiling: true);
        x = Inception(x, 256, 160, 320, 32, 128, 128);
        x = Inception(x, 384, 192, 384, 48, 128, 128);
        return Dense(Dropout(GlobalAvgPool2D(x), 0.2f), 1000);
    }

    [Objective, Sgd(0.01f, Momentum = 0.9f)]
    static Symbol Loss([Shape(3, 224, 224)] Symbol image, Label label) => CrossEntropy(Predict(image), label);
}
