using ModelGen.Compiler.Operations;
using Xunit;

namespace ModelGen.Compiler.Tests.Kernels;

/// <summary>Emitted Winograd convolutions against their reference.</summary>
public class WinogradKernelTests
{
    // Channels, filters, height, width: whole tiles, last tiles among those before, one tile, groups of tiles that do not divide them.
    public static TheoryData<int, int, int, int, int> Sizes => new()
    {
        { 2, 1, 1, 4, 4 },
        { 2, 3, 7, 5, 9 },
        { 2, 5, 13, 8, 7 },
        { 2, 17, 16, 4, 29 },
        { 4, 1, 1, 6, 6 },
        { 4, 3, 7, 9, 11 },
        { 4, 13, 5, 10, 8 },
        { 4, 16, 17, 6, 23 },
        { 4, 67, 64, 6, 6 },
    };

    [Theory, MemberData(nameof(Sizes))]
    public void Convolution_IsTheReference(int tile, int channels, int filters, int height, int width)
    {
        var geometry = Direct(channels, filters, height, width);
        var positions = (tile + 2) * (tile + 2);
        var input = Operand.Sample(channels, height, width);
        var (weight, transposed) = (Operand.Batch(positions, filters, channels), Operand.Batch(positions, channels, filters));
        KernelCheck.Compare(new WinogradConvolution(tile, geometry, default, IsTransposed: false, HasBias: true), input, weight, Operand.Batch(filters));
        KernelCheck.Compare(new WinogradConvolution(tile, geometry, Border.Of(1), IsTransposed: false, HasBias: false, new Relu()), input, weight);
        KernelCheck.Compare(new WinogradConvolution(tile, geometry, new Border(0, 2, 1, 0), IsTransposed: false, HasBias: true, new Tanh()), input, weight with { Next = Small }, Operand.Batch(filters));
        KernelCheck.Compare(new WinogradConvolution(tile, geometry, Border.Of(2), IsTransposed: true, HasBias: false), input, transposed);
    }

    [Theory, MemberData(nameof(Sizes))]
    public void WeightGradient_IsTheReference(int tile, int channels, int filters, int height, int width)
    {
        var input = Operand.Sample(channels, height, width);
        KernelCheck.Compare(new WinogradWeightGradient(tile, Direct(channels, filters, height, width), default), Operand.Sample(filters, height - 2, width - 2), input);
        KernelCheck.Compare(new WinogradWeightGradient(tile, Direct(channels, filters, height + 2, width + 2), Border.Of(1)), Operand.Sample(filters, height, width), input);
    }

    private static Geometry Direct(int channels, int filters, int height, int width) => new(1, filters, channels, height, width, 3, 3, 1, 1);

    // The outputs' errors grow with the sums that cancel in them, and tanh hides how large those were.
    private static double Small(Random random) => 0.001 * random.NextDouble();

    [Theory]
    [InlineData(4, 4)]
    [InlineData(1, 17)]
    [InlineData(5, 7)]
    [InlineData(16, 3)]
    public void Weight_IsTheReference(int filters, int channels)
    {
        foreach (var tile in new[] { 2, 4 })
        {
            KernelCheck.Compare(new WinogradWeight(tile, IsFlipped: false), Operand.Batch(filters, channels, 3, 3));
            KernelCheck.Compare(new WinogradWeight(tile, IsFlipped: true), Operand.Batch(filters, channels, 3, 3));
        }
    }
}
