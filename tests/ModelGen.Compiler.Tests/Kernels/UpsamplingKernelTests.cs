using ModelGen.Compiler.Operations;
using Xunit;

namespace ModelGen.Compiler.Tests.Kernels;

/// <summary>Emitted upsampling against its reference.</summary>
public class UpsamplingKernelTests
{
    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(2, 1, 1, 1)]
    [InlineData(2, 3, 4, 5)]
    [InlineData(3, 2, 5, 1)]
    [InlineData(5, 1, 2, 3)]
    public void Upsample2D_IsTheReference(int scale, params int[] shape)
    {
        foreach (var mode in new[] { "Nearest", "Bilinear" })
        {
            KernelCheck.Compare(new Upsample2D(scale, mode), Operand.Sample(shape));
            KernelCheck.Compare(new Upsample2DGradient(scale, mode), Operand.Sample(shape[0], scale * shape[1], scale * shape[2]));
        }
    }
}
