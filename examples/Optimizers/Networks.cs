using ModelGen;
using static ModelGen.Ops;

/// <summary>LeNet-5 (LeCun et al. 1998): the layers that all networks here share. An optimizer is declared, so that each has a network of its own.</summary>
internal static class LeNet5
{
    /// <summary>Scores of the ten digits.</summary>
    public static Symbol Classify(Symbol image)
    {
        var x = AvgPool2D(Tanh(Conv2D(image, 6, 5, padding: 2)), 2);
        x = AvgPool2D(Tanh(Conv2D(x, 16, 5)), 2);
        x = Tanh(Dense(Flatten(x), 120));
        return Dense(Tanh(Dense(x, 84)), 10);
    }
}

[Model]
internal sealed partial class SgdNetwork : INetwork
{
    [Network]
    private static Symbol Predict([Shape(1, 28, 28)] Symbol image) => LeNet5.Classify(image);

    [Objective, Sgd(0.1f)]
    internal static Symbol Loss([Shape(1, 28, 28)] Symbol image, Label label) => CrossEntropy(Predict(image), label);
}

[Model]
internal sealed partial class MomentumNetwork : INetwork
{
    [Network]
    private static Symbol Predict([Shape(1, 28, 28)] Symbol image) => LeNet5.Classify(image);

    [Objective, Sgd(0.03f, Momentum = 0.9f)]
    internal static Symbol Loss([Shape(1, 28, 28)] Symbol image, Label label) => CrossEntropy(Predict(image), label);
}

[Model]
internal sealed partial class NesterovNetwork : INetwork
{
    [Network]
    private static Symbol Predict([Shape(1, 28, 28)] Symbol image) => LeNet5.Classify(image);

    [Objective, Sgd(0.03f, Momentum = 0.9f, Nesterov = true)]
    internal static Symbol Loss([Shape(1, 28, 28)] Symbol image, Label label) => CrossEntropy(Predict(image), label);
}

[Model]
internal sealed partial class AdamNetwork : INetwork
{
    [Network]
    private static Symbol Predict([Shape(1, 28, 28)] Symbol image) => LeNet5.Classify(image);

    [Objective, Adam(2e-3f)]
    internal static Symbol Loss([Shape(1, 28, 28)] Symbol image, Label label) => CrossEntropy(Predict(image), label);
}

[Model]
internal sealed partial class AdamWNetwork : INetwork
{
    [Network]
    private static Symbol Predict([Shape(1, 28, 28)] Symbol image) => LeNet5.Classify(image);

    [Objective, AdamW(2e-3f)]
    internal static Symbol Loss([Shape(1, 28, 28)] Symbol image, Label label) => CrossEntropy(Predict(image), label);
}

[Model]
internal sealed partial class NadamNetwork : INetwork
{
    [Network]
    private static Symbol Predict([Shape(1, 28, 28)] Symbol image) => LeNet5.Classify(image);

    [Objective, Nadam(2e-3f)]
    internal static Symbol Loss([Shape(1, 28, 28)] Symbol image, Label label) => CrossEntropy(Predict(image), label);
}

[Model]
internal sealed partial class RmsPropNetwork : INetwork
{
    [Network]
    private static Symbol Predict([Shape(1, 28, 28)] Symbol image) => LeNet5.Classify(image);

    [Objective, RmsProp(1e-3f)]
    internal static Symbol Loss([Shape(1, 28, 28)] Symbol image, Label label) => CrossEntropy(Predict(image), label);
}

[Model]
internal sealed partial class AdagradNetwork : INetwork
{
    [Network]
    private static Symbol Predict([Shape(1, 28, 28)] Symbol image) => LeNet5.Classify(image);

    [Objective, Adagrad(0.03f)]
    internal static Symbol Loss([Shape(1, 28, 28)] Symbol image, Label label) => CrossEntropy(Predict(image), label);
}

[Model]
internal sealed partial class AdadeltaNetwork : INetwork
{
    [Network]
    private static Symbol Predict([Shape(1, 28, 28)] Symbol image) => LeNet5.Classify(image);

    [Objective, Adadelta(1)]
    internal static Symbol Loss([Shape(1, 28, 28)] Symbol image, Label label) => CrossEntropy(Predict(image), label);
}

[Model]
internal sealed partial class LionNetwork : INetwork
{
    [Network]
    private static Symbol Predict([Shape(1, 28, 28)] Symbol image) => LeNet5.Classify(image);

    [Objective, Lion(3e-4f)]
    internal static Symbol Loss([Shape(1, 28, 28)] Symbol image, Label label) => CrossEntropy(Predict(image), label);
}
