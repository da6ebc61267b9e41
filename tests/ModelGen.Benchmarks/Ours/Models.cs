using System.Numerics.Tensors;

namespace ModelGen.Benchmarks.Ours;

/// <summary>The generated members that are timed.</summary>
internal interface IClassifier
{
    float TrainStep(ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels);

    void Predict(ReadOnlySpan<float> input, Span<float> output);

    void Predict(in ReadOnlyTensorSpan<float> inputs, in TensorSpan<float> outputs);
}

[Model]
[Input(4)]
[Dense(16), Tanh, Dense(3)]
[CrossEntropy, Sgd(0.01f)]
internal sealed partial class Dense4To16To3 : IClassifier;

[Model]
[Input(784)]
[Dense(128), Relu, Dense(10)]
[CrossEntropy, Adam(1e-3f)]
internal sealed partial class Dense784To128To10 : IClassifier;

[Model]
[Input(1, 28, 28)]
[Conv2D(6, 5, Padding = 2), Tanh, AvgPool2D(2)]
[Conv2D(16, 5), Tanh, AvgPool2D(2)]
[Flatten, Dense(120), Tanh, Dense(84), Tanh, Dense(10)]
[CrossEntropy, Adam(1e-3f)]
internal sealed partial class LeNet5 : IClassifier;
