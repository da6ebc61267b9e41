using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;
using ModelGen.Compiler.Passes;
using Xunit;

namespace ModelGen.Compiler.Tests.Operations;

/// <summary>Winograd's way to convolve gives what the direct one gives, and is chosen where it costs less.</summary>
public class WinogradTests
{
    private const int Batch = 2;

    // Channels, filters, height, width.
    public static TheoryData<int, int, int, int> Sizes => new()
    {
        { 16, 16, 8, 8 },
        { 32, 17, 9, 7 },
        { 31, 32, 7, 13 },
        { 40, 20, 12, 6 },
    };

    [Theory, MemberData(nameof(Sizes))]
    public void ConvolutionAndGradients_AreTheDirectOnes(int channels, int filters, int height, int width)
    {
        var graph = new Graph();
        var x = graph.Add(new NetworkInput(Shape.Of(channels, height, width), 0), "x", origin: -1);
        var weight = graph.Tensor(ValueSource.Parameter, 0, "weight", Shape.Of(filters, channels, 3, 3));
        var bias = graph.Tensor(ValueSource.Parameter, 1, "bias", Shape.Of(filters));
        var padded = graph.Add(new Pad2D(1, 1, 1, 1), "pad", origin: -1, x);
        var y = graph.Add(new Conv2D(filters, 3, 3, Activation: new Tanh()), "y", origin: -1, padded, weight, bias);
        var geometry = Geometry.Of(padded.Shape, weight.Shape, stride: 1, dilation: 1, groups: 1);
        var gradient = graph.Add(new ConvolutionInputGradient(geometry), "gradient", origin: -1, y, weight);
        var cropped = graph.Add(new Crop2D(1, 1, 1, 1), "cropped", origin: -1, graph.Add(new ConvolutionInputGradient(geometry), "gradient2", origin: -1, graph.Add(new Relu(), "relu", origin: -1, y), weight));
        var valid = graph.Add(new Conv2D(filters, 3, 3, HasBias: false), "valid", origin: -1, x, weight);
        var weightGradient = graph.Add(new ConvolutionWeightGradient(geometry), "weightGradient", origin: -1, y, padded);
        Value[] results = [y, gradient, cropped, valid, weightGradient];
        var (chosen, images) = WinogradConvolutions.Choose(graph, results);
        Assert.Equal(4, chosen.Nodes.Count(node => node.Operation is WinogradConvolution));
        Assert.DoesNotContain(chosen.Nodes, node => node.Operation is Pad2D or Crop2D or Conv2D or ConvolutionInputGradient or ConvolutionWeightGradient);
        var (expected, actual) = (Run(graph, channels * height * width), Run(chosen, channels * height * width));
        for (var i = 0; i < results.Length; i++)
        {
            AssertEqual(expected[results[i]], actual[images[i]], $"result {i}");
        }
    }

    [Theory]
    [InlineData(64, 64, 3, 32, 4)]
    [InlineData(64, 64, 3, 3, 2)]
    [InlineData(64, 64, 3, 1, 0)]
    [InlineData(1, 6, 3, 28, 0)]
    [InlineData(64, 64, 5, 32, 0)]
    [InlineData(512, 512, 3, 14, 2)]
    public void Tile_IsTheCheapest(int channels, int filters, int kernel, int size, int expected)
    {
        var graph = new Graph();
        var x = graph.Add(new NetworkInput(Shape.Of(channels, size + kernel - 1, size + kernel - 1), 0), "x", origin: -1);
        var weight = graph.Tensor(ValueSource.Parameter, 0, "weight", Shape.Of(filters, channels, kernel, kernel));
        var y = graph.Add(new Conv2D(filters, kernel, kernel, HasBias: false), "y", origin: -1, x, weight);
        var (chosen, _) = WinogradConvolutions.Choose(graph, [y]);
        Assert.Equal(expected, chosen.Nodes.Select(node => node.Operation).OfType<WinogradConvolution>().SingleOrDefault()?.Tile ?? 0);
    }

    private static IReadOnlyDictionary<Value, double[]> Run(Graph graph, int width)
    {
        return ReferenceInterpreter.Run(graph, Batch, new ReferenceBatch([Fill(7, Batch * width)]), value => Fill(value.Tensor, value.Shape.Count));

        static double[] Fill(int seed, int count)
        {
            var random = new Random(seed);
            return [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() - 0.5)];
        }
    }

    private static void AssertEqual(double[] expected, double[] actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= 1e-11 * Math.Max(1, Math.Abs(expected[i])), $"{what}, element {i} is {actual[i]}, not {expected[i]}.");
        }
    }
}
