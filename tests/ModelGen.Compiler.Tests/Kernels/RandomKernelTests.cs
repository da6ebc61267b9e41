using CsCheck;
using ModelGen.Compiler.Operations;
using ModelGen.Testing;
using Xunit;

namespace ModelGen.Compiler.Tests.Kernels;

/// <summary>Convolutions and pooling of random sizes against their reference.</summary>
public class RandomKernelTests
{
    private const int Cases = 12;

    private static readonly Gen<Geometry> Geometries =
        from axes in Gen.Int[1, 3]
        from groups in Gen.Int[1, 3]
        from filters in Gen.Int[1, 9]
        from channels in Gen.Int[1, 5]
        from kernelDepth in Gen.Int[1, axes == 3 ? 3 : 1]
        from kernelHeight in Gen.Int[1, axes == 1 ? 1 : 5]
        from kernelWidth in Gen.Int[1, 5]
        from stride in Gen.Int[1, 3]
        from dilation in Gen.Int[1, 3]
        from depth in Gen.Int[(dilation * (kernelDepth - 1)) + 1, axes == 3 ? 7 : 1]
        from height in Gen.Int[(dilation * (kernelHeight - 1)) + 1, axes == 1 ? 1 : 14]
        from width in Gen.Int[(dilation * (kernelWidth - 1)) + 1, 18]
        select new Geometry(groups, filters, channels, height, width, kernelHeight, kernelWidth, stride, dilation, depth, kernelDepth, axes);

    private static readonly Gen<(PoolWindow Window, int[] Input)> Poolings =
        from channels in Gen.Int[1, 3]
        from windowHeight in Gen.Int[1, 5]
        from windowWidth in Gen.Int[1, 5]
        from strideHeight in Gen.Int[1, 4]
        from strideWidth in Gen.Int[1, 4]
        from padding in Gen.Int[0, Math.Min(windowHeight, windowWidth) / 2]
        from ceiling in Gen.Bool
        from height in Gen.Int[windowHeight, 11]
        from width in Gen.Int[windowWidth, 11]
        select (new PoolWindow(windowHeight, windowWidth, strideHeight, strideWidth, padding, padding, ceiling), new[] { channels, height, width });

    [Fact]
    public void Convolution_OfRandomSizes_IsTheReference() => RandomCheck.Run(Geometries, ConvolutionKernelTests.Compare, Cases);

    [Fact]
    public void Pooling_OfRandomSizes_IsTheReference() => RandomCheck.Run(Poolings, pooling => PoolingKernelTests.Compare(pooling.Window, pooling.Input), Cases);
}
