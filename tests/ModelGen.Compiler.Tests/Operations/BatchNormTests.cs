using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;
using ModelGen.Compiler.Passes;
using Xunit;

namespace ModelGen.Compiler.Tests.Operations;

/// <summary>Batch normalization in the two modes.</summary>
public class BatchNormTests
{
    private const int Batch = 4, Channels = 2, Positions = 3;

    private readonly double[] input = [.. Enumerable.Range(0, Batch * Channels * Positions).Select(i => Math.Sin(i * i) + (i % 2))];
    private readonly Dictionary<string, double[]> tensors = new()
    {
        ["weight"] = [1.5, -0.5],
        ["bias"] = [0.25, 2],
        ["running_mean"] = [0.1, -0.3],
        ["running_var"] = [0.7, 1.9],
        ["num_batches_tracked"] = [6],
    };

    [Fact]
    public void Training_NormalizesByTheBatch()
    {
        var output = Run(ProgramMode.Training);
        for (var channel = 0; channel < Channels; channel++)
        {
            var values = ChannelOf(output, channel);
            Assert.Equal(tensors["bias"][channel], values.Average(), 1e-12);
            Assert.Equal(Math.Pow(tensors["weight"][channel], 2), Variance(values), 1e-4);
        }
    }

    [Fact]
    public void Training_MovesTheRunningStatistics()
    {
        var (means, variances) = (tensors["running_mean"].ToArray(), tensors["running_var"].ToArray());
        _ = Run(ProgramMode.Training);
        for (var channel = 0; channel < Channels; channel++)
        {
            var values = ChannelOf(input, channel);
            var unbiased = Variance(values) * values.Length / (values.Length - 1);
            Assert.Equal((0.9 * means[channel]) + (0.1 * values.Average()), tensors["running_mean"][channel], 1e-7);
            Assert.Equal((0.9 * variances[channel]) + (0.1 * unbiased), tensors["running_var"][channel], 1e-7);
        }

        Assert.Equal(7, tensors["num_batches_tracked"][0]);
    }

    [Fact]
    public void Inference_NormalizesByTheRunningStatistics()
    {
        var output = Run(ProgramMode.Inference);
        for (var i = 0; i < output.Length; i++)
        {
            var channel = i / Positions % Channels;
            var normalized = (input[i] - tensors["running_mean"][channel]) / Math.Sqrt(tensors["running_var"][channel] + 1e-5);
            Assert.Equal((normalized * tensors["weight"][channel]) + tensors["bias"][channel], output[i], 1e-9);
        }

        Assert.Equal(6, tensors["num_batches_tracked"][0]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Inference_FoldsIntoTheDenseLayerBefore(bool hasBias)
    {
        tensors["dense.weight"] = [0.5, -1, 2, 0.3, 0.7, -0.2, 1.1, 0.9, -0.8, 0.6, -0.4, 1.3];
        tensors["dense.bias"] = [0.4, -0.6];
        var graph = new Graph();
        var column = graph.Add(new NetworkInput(Shape.Of(Channels * Positions), 0), "input", origin: -1);
        var weight = graph.Tensor(ValueSource.Parameter, 5, "dense.weight", Shape.Of(2, Channels * Positions));
        Value[] operands = hasBias ? [column, weight, graph.Tensor(ValueSource.Parameter, 6, "dense.bias", Shape.Of(2))] : [column, weight];
        var output = Normalized(graph, graph.Add(new Dense(2, hasBias), "dense", origin: -1, operands));
        var lowered = Lowering.Lower(graph, ProgramMode.Inference);

        var (optimized, results) = GraphOptimizer.Optimize(lowered.Graph, [lowered.Map(output)]);

        Assert.DoesNotContain(optimized.Nodes, node => node.Operation is ScaleShift);
        Assert.Equal(Values(lowered.Graph)[lowered.Map(output)], Values(optimized)[results[0]], (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(false, 1)]
    [InlineData(true, 1)]
    public void Inference_FoldsIntoTheTransposedConvolutionBefore(bool hasBias, int padding)
    {
        tensors["conv.weight"] = [.. Enumerable.Range(0, 2 * Channels * 3 * 2).Select(i => Math.Cos(3 * i))];
        tensors["conv.bias"] = [0.4, -0.6];
        var graph = new Graph();
        var image = graph.Add(new NetworkInput(Shape.Of(2, 1, Positions), 0), "input", origin: -1);
        var weight = graph.Tensor(ValueSource.Parameter, 5, "conv.weight", Shape.Of(2, Channels, 3, 2));
        Value[] operands = hasBias ? [image, weight, graph.Tensor(ValueSource.Parameter, 6, "conv.bias", Shape.Of(Channels))] : [image, weight];
        var output = Normalized(graph, graph.Add(new ConvTranspose2D(Channels, 3, 2, Stride: 2, padding, OutputPadding: 1, hasBias), "conv", origin: -1, operands));
        var lowered = Lowering.Lower(graph, ProgramMode.Inference);

        var (optimized, results) = GraphOptimizer.Optimize(lowered.Graph, [lowered.Map(output)]);

        Assert.DoesNotContain(optimized.Nodes, node => node.Operation is ScaleShift);
        Assert.Equal(Values(lowered.Graph)[lowered.Map(output)], Values(optimized)[results[0]], (a, b) => Math.Abs(a - b) < 1e-12);
    }

    private double[] Run(ProgramMode mode)
    {
        var graph = new Graph();
        var output = Normalized(graph, graph.Add(new NetworkInput(Shape.Of(Channels, 1, Positions), 0), "input", origin: -1));
        var lowered = Lowering.Lower(graph, mode);
        return Values(lowered.Graph)[lowered.Map(output)];
    }

    private IReadOnlyDictionary<Value, double[]> Values(Graph graph) => ReferenceInterpreter.Run(graph, Batch, new ReferenceBatch([input]), value => tensors[value.Name]);

    private static Value Normalized(Graph graph, Value value)
    {
        var operation = new BatchNorm();
        var weights = operation.Weights([value.Shape]).Select((weight, i) => graph.Tensor(weight.IsState ? ValueSource.State : ValueSource.Parameter, i, weight.Suffix, weight.Shape));
        return graph.Add(operation, "batchNorm", origin: -1, [value, .. weights]);
    }

    private static double[] ChannelOf(double[] values, int channel) => [.. values.Where((_, i) => i / Positions % Channels == channel)];

    private static double Variance(double[] values) => values.Average(value => Math.Pow(value - values.Average(), 2));
}
