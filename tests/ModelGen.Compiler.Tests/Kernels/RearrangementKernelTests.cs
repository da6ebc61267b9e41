using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;
using Xunit;

namespace ModelGen.Compiler.Tests.Kernels;

/// <summary>Emitted rearrangements and sums over axes against their reference.</summary>
public class RearrangementKernelTests
{
    [Theory]
    [InlineData(0, new[] { 1 }, new[] { 3 }, new[] { 2 })]
    [InlineData(0, new[] { 2, 3, 5 }, new[] { 1, 3, 5 }, new[] { 4, 3, 5 })]
    [InlineData(1, new[] { 2, 3, 5 }, new[] { 2, 1, 5 }, new[] { 2, 4, 5 })]
    [InlineData(-1, new[] { 2, 3, 5 }, new[] { 2, 3, 1 }, new[] { 2, 3, 2 })]
    public void Concat_IsTheReference(int axis, int[] first, int[] second, int[] third)
    {
        KernelCheck.Compare(new Concat(3, axis), Operand.Sample(first), Operand.Sample(second), Operand.Sample(third));
        KernelCheck.Compare(new Concat(3, axis), Operand.Sample(first), Operand.Batch(second), Operand.Sample(third));
        KernelCheck.Compare(new Concat(3, axis), Operand.Batch(first), Operand.Batch(second), Operand.Batch(third));
    }

    [Theory]
    [InlineData(0, 1, 3)]
    [InlineData(1, 0, 1)]
    [InlineData(2, 3, 2)]
    [InlineData(-1, 0, 5)]
    public void SliceAndPad_AreTheReference(int axis, int start, int length)
    {
        KernelCheck.Compare(new Slice(axis, start, length), Operand.Sample(4, 3, 5));
        KernelCheck.Compare(new Slice(axis, start, length), Operand.Batch(4, 3, 5));
        KernelCheck.Compare(new PadAxis(Math.Max(axis, 0), 2, length), Operand.Sample(4, 3, 5));
        KernelCheck.Compare(new PadAxis(Math.Max(axis, 0), 0, length), Operand.Batch(4, 3, 5));
    }

    [Theory]
    [InlineData(0, 1, 2)]
    [InlineData(2, 0, 1)]
    [InlineData(1, 0, 2)]
    [InlineData(2, 1, 0)]
    public void Transpose_IsTheReference(params int[] permutation)
    {
        KernelCheck.Compare(new Transpose([.. permutation]), Operand.Sample(2, 3, 5));
        KernelCheck.Compare(new Transpose([.. permutation]), Operand.Batch(2, 3, 5));
    }

    [Fact]
    public void Broadcast_IsTheReference()
    {
        KernelCheck.Compare(new Broadcast(Shape.Of(3, 5)), Operand.Sample(3, 1));
        KernelCheck.Compare(new Broadcast(Shape.Of(3, 5)), Operand.Batch());
        KernelCheck.Compare(new Broadcast(Shape.Of(3, 5), IsPerSample: true), Operand.Batch(5));
        KernelCheck.Compare(new Broadcast(Shape.Of(7), IsPerSample: true), Operand.Batch(7));
    }

    [Theory]
    [InlineData]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(0, 2)]
    [InlineData(1, 2, 3)]
    public void Sum_IsTheReference(params int[] axes)
    {
        KernelCheck.Compare(new Sum([.. axes]), Operand.Sample(2, 3, 1, 5));
        KernelCheck.Compare(new Sum([.. axes]), Operand.Batch(2, 3, 1, 5));
    }

    [Theory]
    [InlineData]
    [InlineData(5)]
    [InlineData(3, 1)]
    [InlineData(2, 1, 5)]
    [InlineData(2, 3, 5)]
    [InlineData(1, 1, 1)]
    public void BatchSum_AddsToTheReference(params int[] shape) => KernelCheck.Compare(new BatchSum(Shape.Of(shape)), Operand.Sample(2, 3, 5));

    [Fact]
    public void ParameterGradient_AddsToTheReference() => KernelCheck.Compare(new ParameterGradient(), Operand.Batch(3, 5), Operand.SampleWeight);
}
