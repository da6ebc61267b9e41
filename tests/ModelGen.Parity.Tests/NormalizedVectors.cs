namespace ModelGen.Parity;

[Model]
[Input(6)]
[Dense(12, Bias = false), BatchNorm, PRelu, Dense(10), LayerNorm, Tanh, Dense(5)]
[CrossEntropy, Sgd(0.05f, Momentum = 0.9f, WeightDecay = 1e-4f)]
internal sealed partial class NormalizedVectorsSgd : IClassifier;

[Model]
[Input(6)]
[Dense(12, Bias = false), BatchNorm, PRelu, Dense(10), LayerNorm, Tanh, Dense(5)]
[CrossEntropy, Adam(1e-3f)]
internal sealed partial class NormalizedVectorsAdam : IClassifier;

[Model]
[Input(6)]
[Dense(12, Bias = false), BatchNorm, PRelu, Dense(10), LayerNorm, Tanh, Dense(5)]
[CrossEntropy, Adam(1e-3f, WeightDecay = 0.1f)]
internal sealed partial class NormalizedVectorsAdamDecay : IClassifier;

[Model]
[Input(6)]
[Dense(12, Bias = false), BatchNorm, PRelu, Dense(10), LayerNorm, Tanh, Dense(5)]
[CrossEntropy, Adam(1e-3f, Beta2 = 0.5f, AmsGrad = true)]
internal sealed partial class NormalizedVectorsAmsGrad : IClassifier;

[Model]
[Input(6)]
[Dense(12, Bias = false), BatchNorm, PRelu, Dense(10), LayerNorm, Tanh, Dense(5)]
[CrossEntropy, AdamW(1e-3f)]
internal sealed partial class NormalizedVectorsAdamW : IClassifier;
