using ModelGen.Compiler.Operations;
using Xunit;

namespace ModelGen.Compiler.Tests.Operations;

/// <summary>Upsampling, as PyTorch computes it.</summary>
public class UpsamplingTests
{
    private static readonly (int[] Shape, double[] Elements) Image = ([1, 2, 2], [1, 2, 3, 4]);

    [Fact]
    public void Nearest_RepeatsValues() =>
        Assert.Equal([1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4], Samples.Evaluate(new Upsample2D(2), Image));

    // From the definition: positions -1/4 (clamped), 1/4, 3/4 and 5/4 (clamped) along both axes.
    [Fact]
    public void Bilinear_DoesNotAlignCorners() => Assert.Equal(
        [1, 1.25, 1.75, 2, 1.5, 1.75, 2.25, 2.5, 2.5, 2.75, 3.25, 3.5, 3, 3.25, 3.75, 4],
        Samples.Evaluate(new Upsample2D(2, "Bilinear"), Image));

    [Fact]
    public void Bilinear_ByThree_MeetsTheOldValues()
    {
        var row = Samples.Evaluate(new Upsample2D(3, "Bilinear"), ([1, 1, 3], [3, 0, 6])).Take(9);
        Assert.Equal([3, 3, 2, 1, 0, 2, 4, 6, 6], row, (a, b) => Math.Abs(a - b) < 1e-12);
    }
}
