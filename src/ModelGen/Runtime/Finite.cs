using System.Numerics.Tensors;

namespace ModelGen.Runtime;

/// <summary>Looks for values that are NaN or infinite.</summary>
internal static class Finite
{
    /// <summary>Whether all values are finite; true of none.</summary>
    public static bool All(ReadOnlySpan<float> values) => values.IsEmpty || TensorPrimitives.IsFiniteAll(values);

    /// <summary>Index of the first value that is not finite; −1 for none.</summary>
    public static int FirstException(ReadOnlySpan<float> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
                return i;
        }

        return -1;
    }
}
