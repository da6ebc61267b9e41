using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Tests.Kernels;

/// <summary>An operand of a kernel under test: its shape, how often it exists, and what numbers it holds.</summary>
internal sealed record Operand(Shape Shape, Extent Extent, Func<Random, double> Next, bool IsInteger = false)
{
    /// <summary>Activations in ±3.</summary>
    public static Operand Sample(params int[] shape) => new(Shape.Of(shape), Extent.Sample, random => (float)((6 * random.NextDouble()) - 3));

    /// <summary>Activations 0, 1 or 2, many of them equal.</summary>
    public static Operand Digits(params int[] shape) => new(Shape.Of(shape), Extent.Sample, random => random.Next(3));

    /// <summary>Targets ±1.</summary>
    public static Operand Signs(params int[] shape) => new(Shape.Of(shape), Extent.Sample, random => (2 * random.Next(2)) - 1);

    /// <summary>A weight of each sample.</summary>
    public static Operand SampleWeight { get; } = new(Shape.Of(1), Extent.Sample, _ => 0.0625);

    /// <summary>Class indices.</summary>
    public static Operand Labels(int classes) => new(Shape.Of(1), Extent.Sample, random => random.Next(classes), IsInteger: true);

    /// <summary>Parameters or sums in ±1.</summary>
    public static Operand Batch(params int[] shape) => new(Shape.Of(shape), Extent.Batch, random => (float)((2 * random.NextDouble()) - 1));

    /// <summary>Variances.</summary>
    public static Operand Positive(params int[] shape) => new(Shape.Of(shape), Extent.Batch, random => (float)(random.NextDouble() + 0.1));

    /// <summary>Activations from 0.1 to 3.1.</summary>
    public static Operand PositiveSample(params int[] shape) => new(Shape.Of(shape), Extent.Sample, random => (float)((3 * random.NextDouble()) + 0.1));

    /// <summary>Numbers 0, 1 or 2 that exist once.</summary>
    public static Operand BatchDigits(params int[] shape) => new(Shape.Of(shape), Extent.Batch, random => random.Next(3));
}
