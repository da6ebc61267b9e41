namespace ModelGen.Parity;

[Model]
[Input(6)]
[Dense(9), Tanh, Dense(5)]
[CrossEntropy, Nadam(2e-3f, WeightDecay = 0.1f)]
internal sealed partial class TwoLayersNadam : IClassifier;

[Model]
[Input(6)]
[Dense(9), Tanh, Dense(5)]
[CrossEntropy, RmsProp(1e-2f)]
internal sealed partial class TwoLayersRmsProp : IClassifier;

[Model]
[Input(6)]
[Dense(9), Tanh, Dense(5)]
[CrossEntropy, RmsProp(1e-3f, Alpha = 0.9f, Momentum = 0.9f, Centered = true, WeightDecay = 0.1f)]
internal sealed partial class TwoLayersRmsPropCentered : IClassifier;

[Model]
[Input(6)]
[Dense(9), Tanh, Dense(5)]
[CrossEntropy, Adagrad(1e-2f, RateDecay = 0.1f, WeightDecay = 0.1f, InitialSum = 0.1f)]
internal sealed partial class TwoLayersAdagrad : IClassifier;

[Model]
[Input(6)]
[Dense(9), Tanh, Dense(5)]
[CrossEntropy, Adadelta(1f, WeightDecay = 0.1f)]
internal sealed partial class TwoLayersAdadelta : IClassifier;

[Model]
[Input(6)]
[Dense(9), Tanh, Dense(5)]
[CrossEntropy, Sgd(0.05f, Momentum = 0.9f, WeightDecay = 1e-4f)]
internal sealed partial class TwoLayersSgd : IClassifier;

[Model]
[Input(6)]
[Dense(9), Tanh, Dense(5)]
[CrossEntropy, Sgd(0.05f, Momentum = 0.9f, Nesterov = true, WeightDecay = 1e-4f)]
internal sealed partial class TwoLayersNesterov : IClassifier;

[Model]
[Input(6)]
[Dense(9), Tanh, Dense(5)]
[CrossEntropy, Adam]
internal sealed partial class TwoLayersAdam : IClassifier;

[Model]
[Input(6)]
[Dense(9), Tanh, Dense(5)]
[CrossEntropy, Adam(Beta2 = 0.5f, AmsGrad = true)]
internal sealed partial class TwoLayersAmsGrad : IClassifier;

[Model]
[Input(6)]
[Dense(9), Tanh, Dense(5)]
[CrossEntropy, AdamW]
internal sealed partial class TwoLayersAdamW : IClassifier;
