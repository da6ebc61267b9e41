using System.Numerics.Tensors;

namespace ModelGen.Benchmarks.Networks;

/// <summary>The generated members that are timed in every model.</summary>
internal interface IPredictor
{
    void Predict(ReadOnlySpan<float> input, Span<float> output);

    void Predict(in ReadOnlyTensorSpan<float> inputs, in TensorSpan<float> outputs);
}

/// <summary>A model that learns labels.</summary>
internal interface IClassifier : IPredictor
{
    float TrainStep(ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels);
}

/// <summary>A model that learns values.</summary>
internal interface IRegressor : IPredictor
{
    float TrainStep(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets);
}
