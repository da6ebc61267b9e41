using ModelGen.Compiler.Operations;
using Xunit;

namespace ModelGen.Compiler.Tests.Kernels;

/// <summary>Emitted losses against their reference.</summary>
public class LossKernelTests
{
    [Theory]
    [InlineData(2, 0f)]
    [InlineData(2, 0.1f)]
    [InlineData(17, 0f)]
    [InlineData(17, 0.2f)]
    public void CrossEntropy_IsTheReference(int classes, float smoothing)
    {
        KernelCheck.Compare(new CrossEntropy(smoothing), Operand.Sample(classes), Operand.Labels(classes));
        KernelCheck.Compare(new CrossEntropyGradient(smoothing), Operand.Sample(classes), Operand.Labels(classes), Operand.SampleWeight);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(13)]
    public void NegativeLogLikelihood_IsTheReference(int classes)
    {
        KernelCheck.Compare(new NegativeLogLikelihood(), Operand.Sample(classes), Operand.Labels(classes));
        KernelCheck.Compare(new NegativeLogLikelihoodGradient(classes), Operand.Labels(classes), Operand.SampleWeight);
    }

    public static TheoryData<PointwiseLoss> PointwiseLosses =>
        [new SquaredError(), new AbsoluteError(), new Huber(0.4f), new Hinge(), new Perceptron(), new BinaryCrossEntropy()];

    [Theory, MemberData(nameof(PointwiseLosses))]
    public void PointwiseLoss_IsTheReference(PointwiseLoss loss)
    {
        foreach (var shape in new int[][] { [1], [7], [3, 1, 5] })
        {
            KernelCheck.Compare(loss, Operand.Sample(shape), Operand.Signs(shape));
            KernelCheck.Compare(new PointwiseLossGradient(loss), Operand.Sample(shape), Operand.Signs(shape), Operand.SampleWeight);
            KernelCheck.Compare(new PointwiseLossGradient(loss, IsOfTarget: true), Operand.Sample(shape), Operand.Sample(shape), Operand.SampleWeight);
        }
    }
}
