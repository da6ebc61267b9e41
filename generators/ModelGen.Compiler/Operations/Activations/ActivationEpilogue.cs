using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// How a kernel applies the activation that was fused into it: a short one to each sum on its way to memory, a long one in a loop over what was stored. Inlined once for each accumulator of a
/// tile, a long function would pass the JIT's limit on locals, after which nothing in the method is inlined: measured, a convolution followed by tanh is then 50 times slower.
/// </summary>
internal static class ActivationEpilogue
{
    private const int ShortCost = 4;

    /// <summary>Stores a sum, after the activation if that is short.</summary>
    public static void Store(KernelWriter kernel, Elementwise? activation, string sum, string reference, Offset offset)
    {
        if (activation is not null && !NeedsLoop(activation))
        {
            kernel.Write($"{sum} = {activation.Vector(kernel.Vector, sum)};");
        }

        kernel.Write($"{kernel.Vector.Store(sum, reference, offset)};");
    }

    /// <summary>Whether the activation is long.</summary>
    public static bool NeedsLoop(Elementwise? activation) => activation?.Cost > ShortCost;

    /// <summary>Applies an activation that <see cref="Store"/> left out to <paramref name="count"/> vectors.</summary>
    /// <param name="kernel">Where to write.</param>
    /// <param name="activation">The fused activation, if any.</param>
    /// <param name="reference">Where the first vector is.</param>
    /// <param name="count">Vectors.</param>
    /// <param name="distance">Floats from one vector to the next.</param>
    public static void Write(KernelWriter kernel, Elementwise? activation, string reference, Size count, int distance)
    {
        if (activation is null || !NeedsLoop(activation))
        {
            return;
        }

        using (kernel.For("i", 0, count * distance, distance, out var i))
        {
            kernel.Write($"""
                var sum = {kernel.Vector.Load(reference, i)};
                {kernel.Vector.Store(activation.Vector(kernel.Vector, "sum"), reference, i)};
                """);
        }
    }
}
