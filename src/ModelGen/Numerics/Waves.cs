using System.Collections.Concurrent;
using System.ComponentModel;
using System.Runtime.InteropServices;

namespace ModelGen.Runtime;

/// <summary>What a positional encoding adds, made once for each size.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Waves
{
    private static readonly ConcurrentDictionary<(int Steps, int Size), float[]> Tables = new();

    /// <summary>[steps][size]: sin(t / 10000^(i / size)) for even i, cos(t / 10000^((i − 1) / size)) for odd ones (Vaswani et al. 2017, section 3.5).</summary>
    /// <param name="steps">Steps, t from 0.</param>
    /// <param name="size">Elements of a step.</param>
    public static ref float Of(int steps, int size) => ref MemoryMarshal.GetArrayDataReference(Tables.TryGetValue((steps, size), out var table) ? table : Tables.GetOrAdd((steps, size), Make(steps, size)));

    private static float[] Make(int steps, int size)
    {
        var table = new float[checked(steps * size)];
        for (var i = 0; i < table.Length; i++)
        {
            var element = i % size;
            var turns = i / size / (RealMath.Pow(10_000, (element - element % 2) / (double)size) * Math.PI);
            table[i] = (float)RealMath.CosPi(element % 2 == 0 ? turns - 0.5 : turns);
        }

        return table;
    }
}
