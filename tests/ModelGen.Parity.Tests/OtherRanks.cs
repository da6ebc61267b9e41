namespace ModelGen.Parity;

[Model]
[Input(3, 4, 5)]
[ConvTranspose2D(5, 3, Stride = 2, Padding = 1, OutputPadding = 1), LocalResponseNorm(3, Alpha = 0.5f, Beta = 0.75f, K = 2), Tanh]
[Upsample2D(2, Mode = UpsampleMode.Bilinear), Conv2D(4, 4, 5, Stride = 3), Softplus]
[Pad2D(1, 0, 2, 3), ConvTranspose2D(2, 2, 3, Bias = false), Upsample2D(2)]
[Flatten, Dense(4)]
[SquaredError, Sgd(0.1f)]
internal sealed partial class EnlargedImages : IRegressor;

[Model]
[Input(3, 40)]
[Conv1D(6, 5, Stride = 2, Padding = 2, Bias = false), BatchNorm, Gelu, MaxPool1D(3, Stride = 2, Padding = 1)]
[Conv1D(4, 3, Dilation = 2, Groups = 2), Silu, AvgPool1D(3)]
[Flatten, Dense(4)]
[CrossEntropy, Sgd(0.1f)]
internal sealed partial class Sequences : IClassifier;

[Model]
[Input(2, 5, 6, 7)]
[Conv3D(4, 3, Padding = 1, Bias = false), BatchNorm, Relu]
[Conv3D(6, 2, 2, 3, Groups = 2), Silu, Conv3D(3, 2, 3, 1, Stride = 2)]
[Flatten, Dense(4)]
[CrossEntropy, Sgd(0.1f)]
internal sealed partial class Volumes : IClassifier;
