namespace ModelGen.Parity;

[Model]
[Input(3, 8, 8)]
[Conv2D(8, 3, Padding = 1, Bias = false), BatchNorm, Relu, MaxPool2D(2)]
[Conv2D(12, 3, Bias = false), BatchNorm, Relu]
[GlobalAvgPool2D, Dense(5)]
[CrossEntropy, Sgd(0.05f, Momentum = 0.9f, WeightDecay = 1e-4f)]
internal sealed partial class BatchNormalizedSgd : IClassifier;

[Model]
[Input(3, 8, 8)]
[Conv2D(8, 3, Padding = 1, Bias = false), BatchNorm, Relu, MaxPool2D(2)]
[Conv2D(12, 3, Bias = false), BatchNorm, Relu]
[GlobalAvgPool2D, Dense(5)]
[CrossEntropy, Sgd(0.05f, Momentum = 0.9f, Nesterov = true, WeightDecay = 1e-4f)]
internal sealed partial class BatchNormalizedNesterov : IClassifier;

[Model]
[Input(3, 8, 8)]
[Conv2D(8, 3, Padding = 1, Bias = false), BatchNorm, Relu, MaxPool2D(2)]
[Conv2D(12, 3, Bias = false), BatchNorm, Relu]
[GlobalAvgPool2D, Dense(5)]
[CrossEntropy, Adam(1e-3f)]
internal sealed partial class BatchNormalizedAdam : IClassifier;

[Model]
[Input(3, 8, 8)]
[Conv2D(8, 3, Padding = 1, Bias = false), BatchNorm, Relu, MaxPool2D(2)]
[Conv2D(12, 3, Bias = false), BatchNorm, Relu]
[GlobalAvgPool2D, Dense(5)]
[CrossEntropy, AdamW(1e-3f)]
internal sealed partial class BatchNormalizedAdamW : IClassifier;
