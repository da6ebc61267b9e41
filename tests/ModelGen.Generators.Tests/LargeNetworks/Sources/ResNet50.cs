using ModelGen;
using static ModelGen.Ops;

// He and others, "Deep residual learning for image recognition", 2016: 50 layers of bottlenecks, the stride in the 3×3 convolution as torchvision has it.
[Model]
public partial class ResNet50
{
    static Symbol Bottleneck(Symbol x, int channels, int stride)
    {
        var y = Relu(BatchNorm(Conv2D(x, channels, 1, bias: false)));
        y = Relu(BatchNorm(Conv2D(y, channels, 3, stride, padding: 1, bias: false)));
        y = BatchNorm(Conv2D(y, 4 * channels, 1, bias: false));
        var skip = stride == 1 && x.Channels == 4 * channels ? x : BatchNorm(Conv2D(x, 4 * channels, 1, stride, bias: false));
        return Relu(y + skip);
    }

    [Network]
    static Symbol Predict([Shape(3, 224, 224)] Symbol image)
    {
        var x = Relu(BatchNorm(Conv2D(image, 64, 7, stride: 2, padding: 3, bias: false)));
        x = MaxPool2D(x, 3, stride: 2, padding: 1);
        foreach (var (channels, blocks, stride) in new[] { (64, 3, 1), (128, 4, 2), (256, 6, 2), (512, 3, 2) })
            for (var i = 0; i < blocks; i++)
                x = Bottleneck(x, channels, i == 0 ? stride : 1);
        return Dense(GlobalAvgPool2D(x), 1000);
    }

    [Objective, Sgd(0.1f, Momentum = 0.9f, WeightDecay = 1e-4f)]
    static Symbol Loss([Shape(3, 224, 224)] Symbol image, Label label) => CrossEntropy(Predict(image), label);
}
