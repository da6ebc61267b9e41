using ModelGen.Compiler.Operations;
using Xunit;

namespace ModelGen.Compiler.Tests.Kernels;

/// <summary>Kernels that apply the element-wise operations that follow, against the reference: every operation that offers it, with short chains and with one that needs a loop.</summary>
public class EpilogueKernelTests
{
    private static readonly FusedStep[][] Chains =
    [
        [new(new Add(), Made: 0)],
        [new(new Add(), Made: 1), new(new Relu(), Made: 0)],
        [new(new Add(), Made: 0), new(new ElementwiseGradient(new Relu()), Made: 0)],
        [new(new Subtract(), Made: 1), new(new Multiply(), Made: 0), new(new BinaryGradient(new Multiply(), IsLeft: true), Made: 1)],
        [new(new Tanh(), Made: 0), new(new Add(), Made: 0)],
    ];

    [Theory]
    [InlineData(3, 5, 7, 6)]
    [InlineData(1, 1, 3, 3)]
    [InlineData(7, 13, 9, 11)]
    public void Convolutions_ApplyWhatFollows(int channels, int filters, int height, int width)
    {
        var input = Operand.Sample(channels, height, width);
        var weight = Operand.Batch(filters, channels, 3, 3);
        Compare(new Conv2D(filters, 3, 3), [filters, height - 2, width - 2], input, weight, Operand.Batch(filters));
        Compare(new Conv2D(filters, 3, 3, HasBias: false, Activation: new Relu()), [filters, height - 2, width - 2], input, weight);
        Compare(new Conv2D(filters, 3, 3, HasBias: false, Activation: new Tanh()), [filters, height - 2, width - 2], input, weight);
        foreach (var stride in new[] { 1, 2 })
        {
            var geometry = new Geometry(1, filters, channels, height, width, 3, 3, stride, 1);
            Compare(new ConvolutionInputGradient(geometry), [channels, height, width], Operand.Sample(filters, geometry.OutputHeight, geometry.OutputWidth), weight);
        }

        Compare(new Crop2D(1, 0, 1, 1), [channels, height - 1, width - 2], input);
    }

    [Theory]
    [InlineData(2, 3, 7, 5, 9)]
    [InlineData(2, 1, 1, 4, 4)]
    [InlineData(4, 5, 6, 9, 11)]
    [InlineData(4, 16, 17, 6, 23)]
    public void Winograd_AppliesWhatFollows(int tile, int channels, int filters, int height, int width)
    {
        var geometry = new Geometry(1, filters, channels, height, width, 3, 3, 1, 1);
        var positions = (tile + 2) * (tile + 2);

        Operand Weight(params int[] shape) => Operand.Batch(shape) with { Next = Small };
        Compare(
            new WinogradConvolution(tile, geometry, Border.Of(1), IsTransposed: false, HasBias: true, new Relu()),
            [filters, height, width], Operand.Sample(channels, height, width), Weight(positions, filters, channels), Operand.Batch(filters));
        Compare(
            new WinogradConvolution(tile, geometry, Border.Of(1), IsTransposed: true, HasBias: false),
            [filters, height, width], Operand.Sample(channels, height, width), Weight(positions, channels, filters));
    }

    // One tile, groups of tiles of which the last begins among those before, several channels in a tile of registers, and a plane of one column.
    [Theory]
    [InlineData(1, 1, 4, 4)]
    [InlineData(3, 7, 8, 20)]
    [InlineData(5, 17, 12, 28)]
    public void Convolutions_AddUpChannels(int channels, int filters, int height, int width)
    {
        var geometry = new Geometry(1, filters, channels, height, width, 3, 3, 1, 1);
        foreach (var tile in new[] { 2, 4 })
        {
            CompareSums(
                new WinogradConvolution(tile, geometry, Border.Of(1), IsTransposed: false, HasBias: filters > 1),
                [filters, height, width], [Operand.Sample(channels, height, width), Operand.Batch((tile + 2) * (tile + 2), filters, channels) with { Next = Small }, .. filters > 1 ? new[] { Operand.Batch(filters) } : []]);
        }

        CompareSums(new Conv2D(filters, 3, 3, HasBias: false), [filters, height - 2, width - 2], Operand.Sample(channels, height, width), Operand.Batch(filters, channels, 3, 3));
        CompareSums(new Conv2D(filters, 3, 3, Stride: 2), [filters, (height - 1) / 2, (width - 1) / 2], Operand.Sample(channels, height, width), Operand.Batch(filters, channels, 3, 3), Operand.Batch(filters));
    }

    // A mean that is large beside the deviations: the sums keep what the separate pass keeps.
    [Fact]
    public void Mean_OfLargeValues_IsTheReference() => KernelCheck.Compare(
        new Fused(new Conv2D(3, 1, 1), [], new BatchMean()),
        Operand.Sample(2, 9, 31) with { Next = random => 1000 + (0.01 * random.NextDouble()) }, Operand.Batch(3, 2, 1, 1), Operand.Batch(3), Operand.SampleWeight);

    // As a gradient is, what a bias's gradient adds up is zero in lanes without a sample.
    private static void CompareSums(Operation maker, int[] result, params Operand[] operands)
    {
        Assert.True(maker.OffersSum(Graphs.Shape.Of(result)), maker.Name);
        KernelCheck.Compare(new Fused(maker, [], new BatchMean()), [.. operands, Operand.SampleWeight]);
        KernelCheck.Compare(new Fused(maker, [new(new Add(), Made: 0), new(new ElementwiseGradient(new Relu()), Made: 0)], new BiasGradient()), [.. operands, Operand.Sample(result), Operand.Sample(result)]);
        KernelCheck.Compare(new Fused(maker, [new(new Tanh(), Made: 0), new(new Multiply(), Made: 1)], new BiasGradient()), [.. operands, Operand.Sample(result)]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(5, 3, 1)]
    public void MapsOfChannels_ApplyWhatFollows(params int[] shape)
    {
        var (values, channel) = (Operand.Sample(shape), Operand.Batch(shape[0]));
        Compare(new ScaleShift(new Relu()), shape, values, channel, channel);
        Compare(new Normalize(1e-5f), shape, values, channel, Operand.Positive(shape[0]), channel, channel);
        Compare(new NormalizeInputGradient(1e-5f), shape, values, values, channel, Operand.Positive(shape[0]), channel, channel, channel, Operand.SampleWeight);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 13)]
    [InlineData(33, 20)]
    public void DenseLayers_ApplyWhatFollows(int features, int units)
    {
        Compare(new Dense(units), [units], Operand.Sample(features), Operand.Batch(units, features), Operand.Batch(units));
        Compare(new DenseInputGradient(), [features], Operand.Sample(units), Operand.Batch(units, features));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3, 5)]
    public void ElementwiseOperations_ApplyWhatFollows(params int[] shape)
    {
        var values = Operand.Sample(shape);
        Compare(new Sigmoid(), shape, values);
        Compare(new ElementwiseGradient(new Relu()), shape, values, values);
        Compare(new Add(), shape, values, values);
        Compare(new Multiply(), shape, values, Operand.Batch(shape[^1]));
        Compare(new BinaryGradient(new Multiply(), IsLeft: false), shape, values, values, values);
    }

    // Tanh would hide how large the sums were that cancel in its argument.
    private static double Small(Random random) => 0.01 * random.NextDouble();

    private static void Compare(Operation maker, int[] result, params Operand[] operands)
    {
        Assert.True(maker.OffersEpilogue, maker.Name);
        foreach (var chain in Chains)
        {
            var others = chain.SelectMany(step => step.Operation.InputNames.Skip(1)).Select(_ => Operand.Sample(result));
            KernelCheck.Compare(new Fused(maker, chain.ToEquatableArray()), [.. operands, .. others]);
        }
    }
}
