using System.Numerics.Tensors;

namespace ModelGen;

/// <summary>Images as bytes.</summary>
internal static class Pixels
{
    /// <summary>Scales bytes to 0…1.</summary>
    public static void Scale(ReadOnlySpan<byte> bytes, Span<float> values)
    {
        values = values[..bytes.Length];
        TensorPrimitives.ConvertSaturating(bytes, values);
        TensorPrimitives.Divide(values, 255f, values);
    }
}
