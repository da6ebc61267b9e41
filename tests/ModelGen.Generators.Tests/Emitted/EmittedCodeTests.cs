using ModelGen.Testing;

namespace ModelGen.Generators.Tests.Emitted;

/// <summary>Generated code against the reference interpreter: outputs, loss and gradients of whole small networks.</summary>
public sealed class EmittedCodeTests
{
    private const string LeNet5 = "Input(1, 28, 28), Conv2D(6, 5, Padding = 2), Tanh, AvgPool2D(2), Conv2D(16, 5), Tanh, AvgPool2D(2), Flatten, Dense(120), Tanh, Dense(84), Tanh, Dense(10), CrossEntropy(LabelSmoothing = 0.1f), Adam(1e-3f)";

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(16)]
    [InlineData(33)]
    public void LeNet5_MatchesReference(int batch) => EmittedCode.MatchesReference(LeNet5, batch);

    [Theory]
    [InlineData("Model(Unroll = Unroll.Auto)")]
    [InlineData("Model(Unroll = Unroll.Tiles)")]
    public void SmallNetwork_MatchesReferenceInEachForm(string model)
    {
        foreach (var batch in new[] { 1, 3, 16, 17 })
        {
            EmittedCode.MatchesReference("Input(4), Dense(16), Tanh, Dense(3), CrossEntropy, Sgd(0.1f)", batch, model: model);
        }
    }

    [Theory]
    [InlineData("Relu")]
    [InlineData("LeakyRelu(0.2f)")]
    [InlineData("Elu")]
    [InlineData("Selu")]
    [InlineData("Gelu")]
    [InlineData("Silu")]
    [InlineData("Mish")]
    [InlineData("Softplus")]
    [InlineData("Softsign")]
    [InlineData("Sigmoid")]
    [InlineData("HardSigmoid")]
    [InlineData("Tanh")]
    [InlineData("HardTanh")]
    [InlineData("Identity")]
    [InlineData("Softmax")]
    [InlineData("LogSoftmax")]
    public void Activation_MatchesReference(string activation)
    {
        EmittedCode.MatchesReference($"Input(7), Dense(17), {activation}, Dense(5), SquaredError, Sgd(0.1f)", batch: 19);
        EmittedCode.MatchesReference($"Input(7), Dense(17), {activation}, Dense(5), SquaredError, Sgd(0.1f)", batch: 3, model: "Model(Unroll = Unroll.Tiles)");
    }

    [Theory]
    [InlineData("Dense(5), CrossEntropy")]
    [InlineData("Dense(5), CrossEntropy(LabelSmoothing = 0.2f)")]
    [InlineData("Dense(5), LogSoftmax, NegativeLogLikelihood")]
    [InlineData("Dense(5), BinaryCrossEntropy")]
    [InlineData("Dense(5), SquaredError")]
    [InlineData("Dense(5), AbsoluteError")]
    [InlineData("Dense(5), Huber(0.5f)")]
    [InlineData("Dense(5), Hinge")]
    [InlineData("Dense(5), Perceptron")]
    [InlineData("Dense(1), BinaryCrossEntropy")]
    public void Loss_MatchesReference(string loss)
    {
        EmittedCode.MatchesReference($"Input(3), {loss}, Sgd(0.1f)", batch: 21);
        EmittedCode.MatchesReference($"Input(3), {loss}, Sgd(0.1f)", batch: 7, model: "Model(Unroll = Unroll.Tiles)");
    }

    [Theory]
    [InlineData("Conv2D(5, 3)")]
    [InlineData("Conv2D(5, 3, Stride = 2)")]
    [InlineData("Conv2D(5, 3, Stride = 3, Padding = 1)")]
    [InlineData("Conv2D(7, 1)")]
    [InlineData("Conv2D(7, 1, Stride = 2)")]
    [InlineData("Conv2D(4, 3, Dilation = 2)")]
    [InlineData("Conv2D(4, 3, Dilation = 2, Stride = 2, Padding = 2)")]
    [InlineData("Conv2D(9, 2, 3, Groups = 3)")]
    [InlineData("Conv2D(3, 3, Groups = 3, Padding = Padding.Same)")]
    [InlineData("Conv2D(2, 4, 2, Padding = Padding.Same, Bias = false)")]
    [InlineData("Conv2D(13, 1, 7)")]
    public void Conv2D_MatchesReference(string layer)
    {
        // A second convolution before it makes its input's gradient matter.
        foreach (var batch in new[] { 2, 18 })
        {
            EmittedCode.MatchesReference($"Input(2, 9, 11), Conv2D(3, 2), Relu, {layer}, Flatten, Dense(3), CrossEntropy, Sgd(0.1f)", batch);
        }
    }

    [Theory]
    [InlineData("Input(3, 4, 5), ConvTranspose2D(4, 3, Stride = 2, Padding = 1, OutputPadding = 1), BatchNorm, Relu, ConvTranspose2D(2, 2, 3, Bias = false), Conv2D(2, 3), Flatten, Dense(3)")]
    [InlineData("Input(3, 12), Conv1D(5, 3, Padding = 1, Bias = false), BatchNorm, Relu, MaxPool1D(3, Stride = 2, Padding = 1), Conv1D(4, 2), AvgPool1D(2, Ceiling = true), Flatten, Dense(3)")]
    [InlineData("Input(2, 5, 6, 4), Conv3D(4, 3, Padding = 1, Bias = false), BatchNorm, Relu, Conv3D(3, 2, 3, 1, Stride = 2), Tanh, Flatten, Dense(3)")]
    [InlineData("Input(12), Dense(24), Tanh, Reshape(4, -1, 2), Transpose(2, 0, 1), Conv2D(3, 2), Transpose, Reshape(-1), Dense(3)")]
    public void ChangeOfShape_MatchesReference(string network)
    {
        foreach (var batch in new[] { 1, 18 })
        {
            EmittedCode.MatchesReference($"{network}, CrossEntropy, Sgd(0.1f)", batch);
        }
    }

    [Theory]
    [InlineData("MaxPool2D(2)")]
    [InlineData("MaxPool2D(3, Stride = 2, Padding = 1)")]
    [InlineData("MaxPool2D(3, 2, Stride = 1)")]
    [InlineData("MaxPool2D(3, Stride = 2, Ceiling = true)")]
    [InlineData("AvgPool2D(2)")]
    [InlineData("AvgPool2D(3, Stride = 2, Padding = 1)")]
    [InlineData("AvgPool2D(3, 2, Stride = 1)")]
    [InlineData("AvgPool2D(3, Stride = 2, Ceiling = true)")]
    [InlineData("GlobalAvgPool2D, Dense(4)")]
    [InlineData("GlobalMaxPool2D, Dense(4)")]
    public void Pooling_MatchesReference(string layer) => EmittedCode.MatchesReference(
        $"Input(2, 8, 7), Conv2D(3, 2), Tanh, {layer}{(layer.StartsWith("Global", StringComparison.Ordinal) ? string.Empty : ", Flatten")}, Dense(3), CrossEntropy, Sgd(0.1f)", batch: 18);

    [Theory]
    [InlineData("Upsample2D(2)")]
    [InlineData("Upsample2D(3, Mode = UpsampleMode.Bilinear)")]
    [InlineData("Pad2D(1, 0, 2, 3)")]
    [InlineData("Pad2D(0, 0, 0, 0)")]
    public void LayerOfAnImage_MatchesReference(string layer) =>
        EmittedCode.MatchesReference($"Input(2, 4, 5), {layer}, Conv2D(3, 2), Tanh, {layer}, Conv2D(2, 3), Flatten, Dense(3), CrossEntropy, Sgd(0.1f)", batch: 18);

    [Theory]
    [InlineData("Input(3, 6, 5), Conv2D(4, 3, Bias = false), BatchNorm, Relu, Flatten, Dense(3), CrossEntropy")]
    [InlineData("Input(3, 6, 5), BatchNorm, Conv2D(4, 3), BatchNorm(Momentum = 0.3f), Gelu, MaxPool2D(2), Conv2D(2, 1), BatchNorm, Flatten, Dense(3), CrossEntropy")]
    [InlineData("Input(6), Dense(9), BatchNorm, Tanh, Dense(4), BatchNorm, SquaredError")]
    [InlineData("Input(6), Dense(9), Relu, Dropout(0.5f), Dense(4), Dropout(0.3f), Dense(2), SquaredError")]
    [InlineData("Input(6), Dense(9), LayerNorm, Relu, Dense(4), RmsNorm, Dense(2), SquaredError")]
    [InlineData("Input(3, 6, 5), Conv2D(4, 3), GroupNorm(2), Relu, Conv2D(3, 2), InstanceNorm, Gelu, LayerNorm, Flatten, Dense(3), CrossEntropy")]
    [InlineData("Input(3, 6, 5), LayerNorm, Conv2D(4, 3), RmsNorm, GroupNorm(4), Flatten, GroupNorm(8), Dense(3), CrossEntropy")]
    [InlineData("Input(6), Dense(9), PRelu, GaussianNoise(0.2f), Dense(4), PRelu, Dense(2), SquaredError")]
    [InlineData("Input(3, 6, 5), GaussianNoise(0.1f), Conv2D(5, 3), PRelu, SpatialDropout2D(0.4f), Conv2D(3, 2), SpatialDropout2D(0.2f), Flatten, Dense(3), CrossEntropy")]
    [InlineData("Input(3, 6, 5), Conv2D(7, 3), LocalResponseNorm(5, Alpha = 0.3f), Conv2D(3, 2), LocalResponseNorm(2, Beta = 0.5f, K = 2f), Flatten, Dense(3), CrossEntropy")]
    public void NormalizationAndDropout_MatchReference(string network)
    {
        foreach (var batch in new[] { 5, 40 })
        {
            EmittedCode.MatchesReference($"{network}, Sgd(0.1f)", batch);
        }
    }

    [Theory]
    [InlineData("Input(3, 6, 5), Conv2D(4, 3, Bias = false), BatchNorm, Relu, Conv2D(7, 2), BatchNorm, Flatten, Dense(9), BatchNorm, Dense(3)")]
    [InlineData("Input(3, 5, 7), ConvTranspose2D(5, 3, 2, Stride = 2, Padding = 1, OutputPadding = 1), BatchNorm, Relu, ConvTranspose2D(2, 4, Stride = 3, Bias = false), BatchNorm, Flatten, Dense(3)")]
    [InlineData("Input(19, 3, 3), ConvTranspose2D(17, 3, Padding = 1), BatchNorm, LeakyRelu(0.2f), ConvTranspose2D(1, 1, 3, Stride = 2, Padding = 1, Bias = false), BatchNorm, Flatten, Dense(3)")]
    public void NormalizationByRunningStatistics_MatchesReference(string network)
    {
        var attributes = $"{network}, CrossEntropy, Sgd(0.1f)";
        var model = DynamicModel.Of(attributes, seed: 1);
        var random = new Random(2);
        foreach (var (tensors, tensor) in model.Parameters.Select(tensor => (model.Parameters, tensor)).Concat(model.State.Select(tensor => (model.State, tensor))).ToArray())
        {
            if (tensor.Name.StartsWith("batchNorm", StringComparison.Ordinal) && !tensor.Name.EndsWith("num_batches_tracked", StringComparison.Ordinal))
            {
                tensors.Set(tensor.Name, Array.ConvertAll(new float[tensor.Values.Length], _ => 0.5f + (float)random.NextDouble()));
            }
        }

        EmittedCode.MatchesReference(model, attributes, batch: 21, seed: 1);
    }
}
