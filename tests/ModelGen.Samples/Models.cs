using static ModelGen.Ops;

namespace ModelGen.Samples;

/// <summary>What the program calls of a generated class: its members implement the interface without a line of ours.</summary>
internal interface IClassifier
{
    NamedTensors Parameters { get; }

    NamedTensors State { get; }

    float TrainStep(ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels);

    float Loss(ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels);

    void Predict(ReadOnlySpan<float> input, Span<float> output);

    void Predict(in System.Numerics.Tensors.ReadOnlyTensorSpan<float> inputs, in System.Numerics.Tensors.TensorSpan<float> outputs);

    Evaluation Evaluate(DataSet data);

    DataSet DataOf(float[] inputs, int[] labels) => DataSet.Of(inputs, labels);
}

/// <summary>Register tiles in loops.</summary>
[Model]
[Input(1, 28, 28)]
[Conv2D(6, 5, Padding = 2), Tanh, AvgPool2D(2)]
[Conv2D(16, 5), Tanh, AvgPool2D(2)]
[Flatten, Dense(120), Tanh, Dense(84), Tanh, Dense(10)]
[CrossEntropy, Adam(1e-3f)]
internal sealed partial class LeNet5 : IClassifier;

/// <summary>Small enough for straight-line code by the emitter's own choice.</summary>
[Model]
[Input(4), Dense(16), Tanh, Dense(3)]
[CrossEntropy, Sgd(0.1f)]
internal sealed partial class Small : IClassifier;

/// <summary>Straight-line code because its user asks for it.</summary>
[Model(Unroll = Unroll.Full)]
[Input(6), Dense(9), Relu, Dense(9), Sigmoid, Dense(4)]
[CrossEntropy, Sgd(0.1f, Momentum = 0.9f)]
internal sealed partial class Unrolled : IClassifier;

/// <summary>Statistics of the whole batch, a state, and random numbers.</summary>
[Model]
[Input(2, 10, 9)]
[Conv2D(7, 3, Bias = false), BatchNorm, Relu, MaxPool2D(2)]
[Conv2D(9, 2), BatchNorm, Gelu, Dropout(0.25f)]
[Flatten, Dense(20), Silu, Dropout(0.5f), Dense(5)]
[CrossEntropy(LabelSmoothing = 0.1f), AdamW(1e-3f), L2(1e-4f), ClipGradientNorm(1f)]
internal sealed partial class Normalized : IClassifier;

/// <summary>Functions of symbols, and noise that the step draws itself.</summary>
[Model]
internal sealed partial class Noisy : IClassifier
{
    [Network]
    static Symbol Predict([Shape(20)] Symbol input)
    {
        var x = Relu(Dense(input, 64));
        return Dense(Relu(Dense(Concat(x[..32], Softmax(MatMul(Reshape(x, 8, 8), x[56..]) / 8), Exp(-x[40..])), 64)), 4);
    }

    [Objective, Adam(1e-3f)]
    internal static Symbol Loss([Shape(20)] Symbol inputs, Label labels, [Normal(20)] Symbol noise, [Uniform(20)] Symbol gate) =>
        CrossEntropy(Predict(Where(Step(gate - 0.25f), inputs + 0.1f * noise, 0)), labels);
}

/// <summary>Rows of sparse embeddings, most of them drawn by the step itself.</summary>
[Model]
internal sealed partial class Sparse : IClassifier
{
    [Embedding(700, 13, Sparse = true)] private static partial Symbol Word(Indices word);

    [Network]
    static Symbol Predict([Shape(20)] Symbol input) => Dense(Hidden(input), 4);

    [Dense(64)] private static partial Symbol Hidden(Symbol x);

    [Objective, Adam(1e-2f), ClipGradientNorm(1f)]
    internal static Symbol Loss([Shape(20)] Symbol inputs, Label labels, [Negatives(7, 700)] Indices negatives) =>
        CrossEntropy(Predict(inputs), labels) + NegativeSampling(Dense(Tanh(Hidden(inputs)), 13), Embedding(labels, 4, 13, sparse: true), Word(negatives));
}

/// <summary>A block of a Transformer, and a memory in both directions, over sequences of unequal lengths.</summary>
[Model]
internal sealed partial class Attentive : IClassifier
{
    internal const int Steps = 28, Size = 32;

    [Network]
    static Symbol Predict([Sequence(Steps), Shape(Size)] Symbol input)
    {
        input += MultiHeadAttention(LayerNorm(input), 4) + Lstm(input, Size / 2, bidirectional: true);
        input += Dense(Relu(Dense(LayerNorm(input), 5 * Size)), Size);
        return Dense(MeanSteps(input), 5);
    }

    [Objective, Adam(1e-3f)]
    internal static Symbol Loss([Sequence(Steps), Shape(Size)] Symbol inputs, Label labels) => CrossEntropy(Predict(inputs), labels);

    private readonly int[] lengths = [.. Enumerable.Range(0, 64).Select(sample => Steps - (sample * 5 % 9))];

    float IClassifier.TrainStep(ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels) => TrainStep(Cut(inputs, labels.Length), LengthsOf(labels.Length), labels);

    float IClassifier.Loss(ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels) => Loss(Cut(inputs, labels.Length), LengthsOf(labels.Length), labels);

    void IClassifier.Predict(ReadOnlySpan<float> input, Span<float> output) => Predict(Cut(input, batch: 1), LengthsOf(batch: 1), output);

    void IClassifier.Predict(in System.Numerics.Tensors.ReadOnlyTensorSpan<float> inputs, in System.Numerics.Tensors.TensorSpan<float> outputs)
    {
        var batch = (int)inputs.Lengths[0];
        var flat = System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpan(in inputs.GetPinnableReference(), (int)inputs.FlattenedLength);
        var results = System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref outputs.GetPinnableReference(), (int)outputs.FlattenedLength);
        Predict(Cut(flat, batch), LengthsOf(batch), results);
    }

    DataSet IClassifier.DataOf(float[] inputs, int[] labels) =>
        DataSet.Of(DataColumn.Of(Ragged.Of(Cut(inputs, labels.Length).ToArray(), Array.ConvertAll(LengthsOf(labels.Length).ToArray(), length => length * Size)), Size), DataColumn.Of(labels));

    private ReadOnlySpan<int> LengthsOf(int batch) => lengths.AsSpan(0, batch);

    // As many values as all sequences have, one after the other.
    private ReadOnlySpan<float> Cut(ReadOnlySpan<float> inputs, int batch)
    {
        var steps = 0;
        foreach (var length in LengthsOf(batch))
        {
            steps += length;
        }

        return inputs[..(steps * Size)];
    }
}

/// <summary>All that a checkpoint must hold: moments and a number of the optimizer's, a schedule that follows the loss, running statistics, random numbers.</summary>
[Model]
[Input(2, 10, 9)]
[Conv2D(5, 3, Bias = false), BatchNorm, Relu, MaxPool2D(2), Dropout(0.25f)]
[Flatten, Dense(12), Tanh, Dropout(0.5f), Dense(5)]
[CrossEntropy(LabelSmoothing = 0.1f), Nadam(2e-3f), MaxNorm(2f), Warmup(40), ReduceOnPlateau(0.5f, 1)]
internal sealed partial class Resumable;
