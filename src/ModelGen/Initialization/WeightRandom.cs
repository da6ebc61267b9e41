using ModelGen.Runtime;

namespace ModelGen;

/// <summary>Random numbers for one tensor: value i takes word i % 4 of <see cref="Philox"/>'s counter (i / 4, 0, tensor, 0).</summary>
internal readonly struct WeightRandom(uint seed, uint tensor)
{
    private const int Words = 4;

    /// <summary>Uniform on [-bound, bound).</summary>
    internal void FillUniform(Span<float> values, float bound)
    {
        Span<uint> words = stackalloc uint[Words];
        for (var i = 0; i < values.Length; i++)
        {
            if (i % Words == 0)
                Draw((uint)(i / Words), 0, words);
            values[i] = (2 * Philox.ToUnit(words[i % Words]) - 1) * bound;
        }
    }

    /// <summary>Normal with mean 0.</summary>
    internal void FillNormal(Span<float> values, float deviation)
    {
        Span<float> normals = stackalloc float[Words];
        for (var i = 0; i < values.Length; i++)
        {
            if (i % Words == 0)
                DrawNormal((uint)(i / Words), 0, normals);
            values[i] = normals[i % Words] * deviation;
        }
    }

    /// <summary>Normal with mean 0; value i is the first number within two deviations from the counters (i, attempt, tensor, 0).</summary>
    internal void FillTruncatedNormal(Span<float> values, float deviation)
    {
        Span<float> normals = stackalloc float[Words];
        for (var i = 0; i < values.Length; i++)
        {
            var accepted = -1;
            for (var attempt = 0u; accepted < 0; attempt++)
            {
                DrawNormal((uint)i, attempt, normals);
                accepted = normals.IndexOfAnyInRange(-2, 2);
            }
            values[i] = normals[accepted] * deviation;
        }
    }

    /// <summary>Four standard normal numbers: √(-2 ln u) cos 2πv and √(-2 ln u) sin 2πv of two pairs of uniform ones (Box and Muller 1958).</summary>
    private void DrawNormal(uint index, uint attempt, Span<float> normals)
    {
        Span<uint> words = stackalloc uint[Words];
        Draw(index, attempt, words);
        for (var pair = 0; pair < Words; pair += 2)
        {
            // 1 - u is in (0, 1], where the logarithm is finite.
            var radius = MathF.Sqrt(-2 * VectorMath.Log(1 - Philox.ToUnit(words[pair])));
            var angle = 2 * MathF.PI * Philox.ToUnit(words[pair + 1]);
            normals[pair] = radius * VectorMath.Cos(angle);
            normals[pair + 1] = radius * VectorMath.Sin(angle);
        }
    }

    private void Draw(uint index, uint attempt, Span<uint> words) =>
        (words[0], words[1], words[2], words[3]) = Philox.Generate(index, attempt, tensor, 0, seed, Philox.InitializationKey);
}
