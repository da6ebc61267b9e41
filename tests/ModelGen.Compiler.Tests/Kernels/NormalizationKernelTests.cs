using ModelGen.Compiler.Operations;
using Xunit;

namespace ModelGen.Compiler.Tests.Kernels;

/// <summary>Emitted normalization, and the sums over channels, against their reference.</summary>
public class NormalizationKernelTests
{
    private const float Epsilon = 1e-5f;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(5, 3, 1)]
    [InlineData(9, 2, 7)]
    public void Sums_AddToTheReference(params int[] shape)
    {
        KernelCheck.Compare(new BiasGradient(), Operand.Sample(shape));
        KernelCheck.Compare(new BatchMean(), Operand.Sample(shape), Operand.SampleWeight);
        KernelCheck.Compare(new BatchVariance(), Operand.Sample(shape), Operand.Batch(shape[0]), Operand.SampleWeight);
        KernelCheck.Compare(new NormalizeWeightGradient(Epsilon), Operand.Sample(shape), Operand.Sample(shape), Operand.Batch(shape[0]), Operand.Positive(shape[0]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(5, 3, 1)]
    public void Normalize_IsTheReference(params int[] shape)
    {
        var channels = shape[0];
        foreach (var activation in new Elementwise?[] { null, new Relu() })
        {
            KernelCheck.Compare(new Normalize(Epsilon, activation), Operand.Sample(shape), Operand.Batch(channels), Operand.Positive(channels), Operand.Batch(channels), Operand.Batch(channels));
            KernelCheck.Compare(new ScaleShift(activation), Operand.Sample(shape), Operand.Batch(channels), Operand.Batch(channels));
        }

        KernelCheck.Compare(
            new NormalizeInputGradient(Epsilon),
            Operand.Sample(shape), Operand.Sample(shape), Operand.Batch(channels), Operand.Positive(channels), Operand.Batch(channels), Operand.Batch(channels), Operand.Batch(channels), Operand.SampleWeight);
    }

    // Elements, groups, gains: one of each, primes, sums of several runs, a gain for each value and for each channel, groups of one channel and of several.
    [Theory]
    [InlineData(2, 1, 2)]
    [InlineData(7, 1, 7)]
    [InlineData(257, 1, 257)]
    [InlineData(1031, 1, 1031)]
    [InlineData(30, 3, 6)]
    [InlineData(66, 3, 3)]
    [InlineData(12, 6, 12)]
    [InlineData(35, 5, 0)]
    [InlineData(768, 2, 4)]
    public void NormalizeSample_IsTheReference(int elements, int groups, int weights)
    {
        foreach (var isCentered in new[] { true, false })
        {
            var layout = new SampleGroups(elements, groups, isCentered, weights, HasBias: weights > 0);
            var withoutBias = layout with { HasBias = false };
            var values = Operand.Sample(elements);
            var inverse = Operand.Sample(groups);
            Operand[] statistics = isCentered ? [inverse, inverse] : [inverse];
            Operand[] weight = weights > 0 ? [Operand.Batch(weights)] : [];
            KernelCheck.Compare(new SampleStatistics(layout with { Weights = 0, HasBias = false }, Epsilon), values);
            KernelCheck.Compare(new NormalizeSample(layout), [values, .. statistics, .. weight, .. weight]);
            KernelCheck.Compare(new NormalizeSample(withoutBias, new Gelu()), [values, .. statistics, .. weight]);
            KernelCheck.Compare(new NormalizeSampleInputGradient(withoutBias), [values, values, .. statistics, .. weight]);
            if (weights > 0)
            {
                KernelCheck.Compare(new NormalizeSampleWeightGradient(layout, Graphs.Shape.Of(weights)), [values, values, .. statistics]);
                KernelCheck.Compare(new BiasGradient(Graphs.Shape.Of(weights)), values);
            }
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    [InlineData(2, 7)]
    [InlineData(5, 9, 1, 3)]
    [InlineData(4, 3, 2, 2)]
    public void LocalResponse_IsTheReference(int size, params int[] shape)
    {
        // As a divisor is: 1 or more.
        var divisor = Operand.Sample(shape) with { Next = random => (float)(1 + (4 * random.NextDouble())) };
        KernelCheck.Compare(new ResponseDivisor(size, 0.3f, 1.5f), Operand.Sample(shape));
        KernelCheck.Compare(new DivideByResponse(size, 0.3f, 0.75f), Operand.Sample(shape), divisor);
        KernelCheck.Compare(new DivideByResponseGradient(size, 0.3f, 0.75f), Operand.Sample(shape), Operand.Sample(shape), divisor);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void OperationsOnBatchValues_AreTheReference(int channels)
    {
        KernelCheck.Compare(new BatchNormCoefficients(Epsilon), Operand.Batch(channels), Operand.Batch(channels), Operand.Batch(channels), Operand.Positive(channels));
        KernelCheck.Compare(new ScaledWeight(), Operand.Batch(channels, 3, 2, 2), Operand.Batch(channels));
        KernelCheck.Compare(new ScaledWeight(Axis: 1), Operand.Batch(3, channels, 2, 5), Operand.Batch(channels));
        KernelCheck.Compare(new FoldedBias(), Operand.Batch(channels), Operand.Batch(channels), Operand.Batch(channels));

        // One value a sample and channel would make n - 1 zero for a batch of one.
        KernelCheck.Compare(new RunningStatistics(0.1f, Positions: 4), Operand.Batch(channels), Operand.Positive(channels), Operand.Batch(channels), Operand.Positive(channels), Operand.Batch());
    }
}
