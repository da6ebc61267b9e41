using System.Globalization;
using ModelGen.Testing;

namespace ModelGen.Generators.Tests.Snapshots;

/// <summary>What holds for the text of every emitted file.</summary>
public sealed class EmittedTextTests
{
    // Every kind of number: fractions, negative ones, such with exponents, and sums past a thousand.
    private const string Source = """
        using ModelGen;

        [Model]
        [Input(3, 24, 22), Conv2D(12, 3, Padding = 1), BatchNorm(Momentum = 0.3f, Epsilon = 1e-6f), LeakyRelu(0.02f), MaxPool2D(3, Stride = 2, Padding = 1)]
        [Conv2D(7, 2), Elu(0.5f), AvgPool2D(3), Flatten, Dropout(0.25f), Dense(20), Gelu, Dense(11), Selu, Dense(9), Mish, Dense(5)]
        [CrossEntropy(LabelSmoothing = 0.1f), AdamW(1e-3f, Beta1 = 0.85f), L1(1e-5f), L2(1.5e-4f), ClipGradientNorm(0.5f), ClipGradientValue(0.25f)]
        public partial class Everything;

        [Model]
        [Input(4), Dense(5), HardTanh, Dense(3), HardSigmoid, Dense(2)]
        [Huber(0.75f), Sgd(0.05f, Momentum = 0.9f, Nesterov = true, WeightDecay = 1e-4f)]
        public partial class StraightLine;
        """;

    [Fact]
    public void Files_EndLinesWithLineFeeds()
    {
        var files = GeneratorRun.Of(Source).Files;
        Assert.Equal(10, files.Count);
        Assert.All(files.Values, text => Assert.DoesNotContain('\r', text));
        Assert.All(files.Values, text => Assert.EndsWith("}\n", text));
    }

    [Fact]
    public void Gradients_AreThereWhereSomethingIsTrained()
    {
        const string Gradients = "public global::ModelGen.NamedTensors Gradients";
        Assert.Contains(Gradients, GeneratorRun.Of(Source).Files["StraightLine.g.cs"]);
        Assert.DoesNotContain(Gradients, GeneratorRun.Of("[ModelGen.Model, ModelGen.Input(4), ModelGen.Dense(5)] public partial class Predictor;").Files["Predictor.g.cs"]);
    }

    [Fact]
    public void Files_AreTheSameInEveryCulture()
    {
        var expected = GeneratorRun.Of(Source).Files;
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NumberGroupSeparator, culture.NumberFormat.NegativeSign) = (",", ".", "−");
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = culture;
        try
        {
            var actual = GeneratorRun.Of(Source).Files;
            Assert.All(expected, file => Assert.Equal(file.Value, actual[file.Key]));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
