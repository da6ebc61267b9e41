using ModelGen.Testing;

namespace ModelGen.Generators.Tests.Emitted;

/// <summary>A sample alone has programs of its own: its loss and gradient are, but for rounding, those of a batch with the sample twice, where each of the two has half the weight.</summary>
public sealed class OneSampleTests
{
    private const string Labels = "CrossEntropy, Sgd(0.1f)";

    [Theory]
    [InlineData("Input(1, 28, 28), Conv2D(6, 5, Padding = 2), Tanh, AvgPool2D(2), Conv2D(16, 5), Tanh, AvgPool2D(2), Flatten, Dense(30), Tanh, Dense(10)")]
    [InlineData("Input(3, 11, 13), Conv2D(18, 3, Padding = 1, Bias = false), BatchNorm, Relu, Conv2D(20, 3, Stride = 2, Padding = 1), BatchNorm, Relu, GlobalAvgPool2D, Dense(10)")]
    [InlineData("Input(4, 9, 9), Conv2D(12, 1), Elu, Conv2D(10, 1, Stride = 2), Conv2D(12, 3, Groups = 2, Dilation = 2, Padding = 2), Silu, Conv2D(12, 3, Groups = 12), Flatten, Dense(5)")]
    [InlineData("Input(6, 5, 4), ConvTranspose2D(7, 4, Stride = 2, Padding = 1), BatchNorm, LeakyRelu(0.2f), ConvTranspose2D(5, 3, Bias = false), MaxPool2D(2), Flatten, Dense(5)")]
    [InlineData("Input(3, 9, 10), Conv2D(6, 4, 2, Padding = Padding.Same), Conv2D(7, 5, Stride = 3, Padding = 2), Tanh, Pad2D(1, 0, 2, 1), Conv2D(5, 2), Pad2D(1, 1, 1, 1), Relu, Conv2D(4, 1, Stride = 2), Flatten, Dense(5)")]
    [InlineData("Input(5, 37), Conv1D(17, 5, Padding = 2), Relu, Conv1D(8, 3, Stride = 3), Tanh, Flatten, Dense(5)")]
    [InlineData("Input(37), Dense(41), Tanh, Dense(67, Bias = false), Relu, Dense(5)")]
    [InlineData("Input(5), Dense(6), Tanh, Dense(3), Sigmoid, Dense(20), Dense(17)")]
    [InlineData("Input(2, 7, 6, 8), Conv3D(6, 3, Padding = 1), Relu, Conv3D(17, 2, Stride = 2), Flatten, Dense(5)")]
    public void Gradient_IsThatOfTheSampleTwice(string layers) => IsThatOfTheSampleTwice(DynamicModel.Of($"{layers}, {Labels}", seed: 3));

    [Theory]
    [InlineData("Input(37), Dense(41), Tanh, Dense(23)")]
    [InlineData("Input(5, 7), Flatten, Dense(41), Relu, Dense(23)")]
    [InlineData("Input(37), Dense(41, Bias = false)")]
    [InlineData("Input(5), Dense(41)")]
    [InlineData("Input(1, 28, 28), Conv2D(6, 5, Padding = 2), Tanh, AvgPool2D(2), Conv2D(16, 5), Tanh, MaxPool2D(2), Flatten, Dense(41), Silu, Dense(23)")]
    [InlineData("Input(3, 19, 21), Conv2D(7, 3), Relu, MaxPool2D(3, Stride = 2, Padding = 1), Conv2D(5, 4, Stride = 2, Padding = 1), AvgPool2D(2, Padding = 1), Gelu, Conv2D(9, 1), Flatten, Dense(23)")]
    [InlineData("Input(2, 16, 17), MaxPool2D(2), Conv2D(8, 5, Padding = 1), AvgPool2D(3), Conv2D(8, 1, Groups = 2), Relu, Flatten, Dense(41)")]
    [InlineData("Input(5, 60), Conv1D(17, 5, Padding = 2), Relu, AvgPool1D(2), Conv1D(9, 3, Stride = 3), MaxPool1D(2), Flatten, Dense(23)")]
    public void Prediction_IsThatOfTheSampleInABatch(string layers)
    {
        var model = DynamicModel.Of($"{layers}, {Labels}", seed: 3);
        var (inputs, outputs) = (model.Declaration.Networks[0].Function.Inputs[0].Shape.Count, layers.EndsWith("Dense(23)", StringComparison.Ordinal) ? 23 : 41);
        var random = new Random(7);
        float[] samples = [.. Enumerable.Range(0, 18 * inputs).Select(_ => random.NextSingle() - 0.5f)];

        var batch = model.PredictBatch(samples, batch: 18, outputs);
        Assert.All(Enumerable.Range(0, 18), sample => Assert.Equal(
            batch.Skip(sample * outputs).Take(outputs), model.Predict([.. samples.Skip(sample * inputs).Take(inputs)], outputs)));
    }

    // The other lanes are computed with too: were they zero after the statistics of the batch, the logarithm would be infinite there, and the gradient no number.
    [Fact]
    public void Gradient_OfALogarithm_IsThatOfTheSampleTwice() => IsThatOfTheSampleTwice(DynamicModel.Create(
        """
        using ModelGen;
        using static ModelGen.Ops;

        [Model]
        public partial class Logarithms
        {
            [Network]
            private static Symbol Predict([Shape(2, 6, 7)] Symbol image) =>
                Dense(Flatten(Log(Square(Conv2D(BatchNorm(Conv2D(image, 5, 3, bias: false)), 4, 3, bias: false)))), 5);

            [Objective, Sgd(0.1f)]
            private static Symbol Loss([Shape(2, 6, 7)] Symbol image, Label label) => CrossEntropy(Predict(image), label);
        }
        """,
        seed: 3));

    private static void IsThatOfTheSampleTwice(DynamicModel model)
    {
        var random = new Random(7);
        float[] sample = [.. Enumerable.Range(0, model.Declaration.Networks[0].Function.Inputs[0].Shape.Count).Select(_ => (random.NextSingle() * 4) - 2)];

        var loss = model.ComputeGradients(sample, [3]);
        var alone = model.Gradients.ToDictionary(gradient => gradient.Name, gradient => gradient.Values.ToArray());
        Assert.Equal(loss, model.Loss(sample, [3]));
        EmittedCode.AssertClose("loss", [model.ComputeGradients([.. sample, .. sample], [3, 3])], [loss], model.Declaration.Name);
        var largest = alone.Values.Max(values => values.Max(Math.Abs));
        Assert.All(model.Gradients, gradient => EmittedCode.AssertClose(
            gradient.Name, Array.ConvertAll(gradient.Values.ToArray(), value => (double)value), alone[gradient.Name], model.Declaration.Name, 0.05 * largest));
        Assert.All(alone.Values, values => Assert.All(values, value => Assert.True(float.IsFinite(value))));
        Assert.Contains(alone.Values, values => values.Any(value => value != 0));
    }
}
