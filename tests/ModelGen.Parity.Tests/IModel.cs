using System.Numerics.Tensors;

namespace ModelGen.Parity;

/// <summary>What a comparison reads of a generated class: its members implement the interface without a line of ours.</summary>
internal interface IModel
{
    NamedTensors Parameters { get; }

    NamedTensors State { get; }

    NamedTensors Gradients { get; }

    void Load(string path);

    void Predict(in ReadOnlyTensorSpan<float> inputs, in TensorSpan<float> outputs);
}

/// <summary>A model whose targets are class indices.</summary>
internal interface IClassifier : IModel
{
    float Loss(ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels);

    float ComputeGradients(ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels);

    float TrainStep(ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels);
}

/// <summary>A model whose targets are values.</summary>
internal interface IRegressor : IModel
{
    float Loss(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets);

    float ComputeGradients(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets);
}
