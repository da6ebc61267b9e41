using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;
using Xunit;

namespace ModelGen.Compiler.Tests.Kernels;

/// <summary>Emitted functions of numbers against their reference.</summary>
public class FunctionKernelTests
{
    public static TheoryData<Binary> Binaries => [new Add(), new Subtract(), new Multiply(), new Divide(), new Min(), new Max()];

    // Left and right.
    private static readonly (int[] Left, int[] Right)[] Shapes =
    [
        ([], []), ([1], [1]), ([7], [7]), ([3, 5], [5]), ([5], [3, 5]), ([3, 1], [1, 5]), ([2, 3, 5], [3, 1]), ([2, 1, 5], [1, 3, 1]), ([4, 3], []), ([1], [4, 3]),
    ];

    [Theory, MemberData(nameof(Binaries))]
    public void Binary_IsTheReference(Binary function)
    {
        foreach (var (left, right) in Shapes)
        {
            // Away from zero, as quotients near it are too large to compare.
            KernelCheck.Compare(function, Operand.PositiveSample(left), Operand.PositiveSample(right));
            KernelCheck.Compare(function, Operand.PositiveSample(left), Operand.Positive(right));
            KernelCheck.Compare(function, Operand.Positive(left), Operand.PositiveSample(right));
            KernelCheck.Compare(function, Operand.Positive(left), Operand.Positive(right));
        }
    }

    [Theory, MemberData(nameof(Binaries))]
    public void BinaryGradient_IsTheReference(Binary function)
    {
        foreach (var isLeft in new[] { true, false })
        {
            KernelCheck.Compare(new BinaryGradient(function, isLeft), Operand.Sample(3, 5), Operand.PositiveSample(3, 1), Operand.Positive(5));
            KernelCheck.Compare(new BinaryGradient(function, isLeft), Operand.Batch(5), Operand.Positive(5), Operand.Positive(5));
            KernelCheck.Compare(new WithConstant(function, 1.5f, isLeft), Operand.PositiveSample(7));
            KernelCheck.Compare(new WithConstant(function, 1.5f, isLeft), Operand.Positive(7));
            KernelCheck.Compare(new ElementwiseGradient(new WithConstant(function, 1.5f, isLeft)), Operand.Sample(7), Operand.PositiveSample(7));
        }
    }

    [Fact]
    public void MinAndMaxGradient_OfEqualOperands_IsTheReference()
    {
        foreach (var function in new Binary[] { new Min(), new Max() })
        {
            KernelCheck.Compare(new BinaryGradient(function, IsLeft: true), Operand.Sample(9), Operand.Digits(9), Operand.BatchDigits(9));
            KernelCheck.Compare(new BinaryGradient(function, IsLeft: false), Operand.Sample(9), Operand.Digits(9), Operand.BatchDigits(9));
        }
    }

    public static TheoryData<Elementwise> Elementwise =>
    [
        new Negate(), new Exp(), new Log(), new Sqrt(), new Square(), new Abs(), new Clip(0.5f, 1.5f),
        new Pow(0), new Pow(1), new Pow(2), new Pow(3), new Pow(-1), new Pow(-2), new Pow(0.5f), new Pow(1.7f), new Pow(-0.3f),
    ];

    [Theory, MemberData(nameof(Elementwise))]
    public void Elementwise_IsTheReference(Elementwise function)
    {
        KernelCheck.Compare(function, Operand.PositiveSample(3, 5));
        KernelCheck.Compare(function, Operand.Positive(5));
        KernelCheck.Compare(new ElementwiseGradient(function), Operand.Sample(3, 5), Operand.PositiveSample(3, 5));
        KernelCheck.Compare(new ElementwiseGradient(function), Operand.Batch(5), Operand.Positive(5));
    }

    [Fact]
    public void Elementwise_OfNegativeNumbers_IsTheReference()
    {
        foreach (var function in new Elementwise[] { new Negate(), new Exp(), new Square(), new Abs(), new Clip(-1, 1), new Pow(3), new Pow(4) })
        {
            KernelCheck.Compare(function, Operand.Sample(7));
            KernelCheck.Compare(new ElementwiseGradient(function), Operand.Sample(7), Operand.Sample(7));
        }
    }

    [Fact]
    public void Where_IsTheReference()
    {
        KernelCheck.Compare(new Where(), Operand.Digits(7), Operand.Sample(7), Operand.Sample(7));
        KernelCheck.Compare(new Where(), Operand.Digits(3, 1), Operand.Batch(5), Operand.Sample(3, 5));
        KernelCheck.Compare(new Where(), Operand.BatchDigits(5), Operand.Batch(3, 1), Operand.Batch());
    }

    [Fact]
    public void Constant_IsTheReference()
    {
        KernelCheck.Compare(new Constant(2.5f));
        KernelCheck.Compare(new Constant(Shape.Of(3, 7), [-0.25f]));
        KernelCheck.Compare(new Constant(Shape.Of(5, 7), [.. Enumerable.Range(0, 35).Select(i => i / 8f)]));
    }
}
