namespace ModelGen.Parity;

[Model]
[Input(1, 28, 28)]
[Conv2D(6, 5, Padding = 2), Tanh, AvgPool2D(2)]
[Conv2D(16, 5), Tanh, AvgPool2D(2)]
[Flatten, Dense(120), Tanh, Dense(84), Tanh, Dense(10)]
[CrossEntropy(LabelSmoothing = 0.1f), Sgd(0.05f, Momentum = 0.9f, WeightDecay = 1e-4f)]
internal sealed partial class LeNet5Sgd : IClassifier;

[Model]
[Input(1, 28, 28)]
[Conv2D(6, 5, Padding = 2), Tanh, AvgPool2D(2)]
[Conv2D(16, 5), Tanh, AvgPool2D(2)]
[Flatten, Dense(120), Tanh, Dense(84), Tanh, Dense(10)]
[CrossEntropy(LabelSmoothing = 0.1f), Sgd(0.05f, Momentum = 0.9f, Nesterov = true, WeightDecay = 1e-4f)]
internal sealed partial class LeNet5Nesterov : IClassifier;

[Model]
[Input(1, 28, 28)]
[Conv2D(6, 5, Padding = 2), Tanh, AvgPool2D(2)]
[Conv2D(16, 5), Tanh, AvgPool2D(2)]
[Flatten, Dense(120), Tanh, Dense(84), Tanh, Dense(10)]
[CrossEntropy(LabelSmoothing = 0.1f), Adam(1e-3f)]
internal sealed partial class LeNet5Adam : IClassifier;

[Model]
[Input(1, 28, 28)]
[Conv2D(6, 5, Padding = 2), Tanh, AvgPool2D(2)]
[Conv2D(16, 5), Tanh, AvgPool2D(2)]
[Flatten, Dense(120), Tanh, Dense(84), Tanh, Dense(10)]
[CrossEntropy(LabelSmoothing = 0.1f), AdamW(1e-3f)]
internal sealed partial class LeNet5AdamW : IClassifier;
