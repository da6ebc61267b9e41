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
