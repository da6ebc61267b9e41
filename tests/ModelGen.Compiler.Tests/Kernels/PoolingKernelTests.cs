using ModelGen.Compiler.Operations;
using Xunit;

namespace ModelGen.Compiler.Tests.Kernels;

/// <summary>Emitted pooling against its reference.</summary>
public class PoolingKernelTests
{
    public static TheoryData<PoolWindow> Windows =>
    [
        new PoolWindow(1, 1, 1, 1, PaddingHeight: 0, PaddingWidth: 0, Ceiling: false),
        new PoolWindow(2, 2, 2, 2, PaddingHeight: 0, PaddingWidth: 0, Ceiling: false),
        new PoolWindow(2, 2, 2, 2, PaddingHeight: 0, PaddingWidth: 0, Ceiling: true),
        new PoolWindow(3, 3, 2, 2, PaddingHeight: 0, PaddingWidth: 0, Ceiling: false),
        new PoolWindow(3, 3, 2, 2, PaddingHeight: 1, PaddingWidth: 1, Ceiling: true),
        new PoolWindow(2, 3, 1, 2, PaddingHeight: 1, PaddingWidth: 1, Ceiling: false),
        new PoolWindow(2, 3, 3, 4, PaddingHeight: 0, PaddingWidth: 0, Ceiling: false),
        new PoolWindow(6, 7, 6, 7, PaddingHeight: 0, PaddingWidth: 0, Ceiling: false),
    ];

    [Theory, MemberData(nameof(Windows))]
    public void Pooling_IsTheReference(PoolWindow window) => Compare(window, 3, 6, 7);

    // One test for the loops over a window that is too large to be spelled out.
    [Fact]
    public void Pooling_OfLargeWindows_IsTheReference() => Compare(new PoolWindow(5, 7, 5, 7, PaddingHeight: 0, PaddingWidth: 0, Ceiling: false), 1, 11, 15);

    /// <summary>Both kinds of pooling and their gradients.</summary>
    internal static void Compare(PoolWindow window, params int[] input)
    {
        int[] output = [.. new MaxPool2D(window).Infer([Graphs.Shape.Of(input)]).Shapes[0].Sizes];
        KernelCheck.Compare(new MaxPool2D(window), Operand.Sample(input));
        KernelCheck.Compare(new AvgPool2D(window), Operand.Sample(input));
        KernelCheck.Compare(new AvgPool2DGradient(window, Graphs.Shape.Of(input)), Operand.Sample(output));

        // Digits, so that a window often holds the value that is said to be its maximum, and holds it more than once.
        KernelCheck.Compare(new MaxPool2DGradient(window), Operand.Sample(output), Operand.Digits(input), Operand.Digits(output));
    }
}
