namespace ModelGen.Parity;

[Model]
[Input(4, 13, 17)]
[Conv2D(8, 3, 5, Stride = 2, Padding = 2, Groups = 2), Gelu]
[Conv2D(12, 3, 2, Padding = 1, Dilation = 2, Groups = 4), Silu]
[MaxPool2D(3, Stride = 2, Padding = 1, Ceiling = true), Mish]
[AvgPool2D(3, Stride = 2, Padding = 1, Ceiling = true)]
[Conv2D(7, 2, Padding = Padding.Same), Selu]
[GlobalMaxPool2D, Dense(9), Elu, Dense(6)]
[Huber(0.5f), Sgd(0.1f)]
internal sealed partial class Convolutions : IRegressor;

[Model]
[Input(3, 7, 6)]
[Conv2D(8, 3), GroupNorm(4), Relu]
[Conv2D(6, 2, Bias = false), InstanceNorm, Sigmoid]
[LayerNorm, Flatten, Dense(4)]
[SquaredError, Sgd(0.1f)]
internal sealed partial class NormalizedImages : IRegressor;

[Model]
[Input(6)]
[Dense(9), LeakyRelu(0.1f), Dense(5)]
[SquaredError, Sgd(0.1f)]
internal sealed partial class SquaredErrorModel : IRegressor;

[Model]
[Input(6)]
[Dense(9), Softsign, Dense(4)]
[AbsoluteError, Sgd(0.1f)]
internal sealed partial class AbsoluteErrorModel : IRegressor;

[Model]
[Input(6)]
[Dense(9), HardSigmoid, Dense(3)]
[BinaryCrossEntropy, Sgd(0.1f)]
internal sealed partial class BinaryCrossEntropyModel : IRegressor;

[Model]
[Input(6)]
[Dense(9), HardTanh, Dense(5), LogSoftmax]
[NegativeLogLikelihood, Sgd(0.1f)]
internal sealed partial class NegativeLogLikelihoodModel : IClassifier;

[Model]
[Input(6)]
[Dense(9), Softmax, Dense(3)]
[Hinge, Sgd(0.1f)]
internal sealed partial class HingeModel : IRegressor;

[Model]
[Input(6)]
[Dense(9), Softplus, Dense(3)]
[Perceptron, Sgd(0.1f)]
internal sealed partial class PerceptronModel : IRegressor;
