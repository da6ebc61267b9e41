using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace ModelGen.Runtime;

/// <summary>Reads a batch out of tensors, the first axis being the batch.</summary>
internal static class TensorCheck
{
    /// <summary>The number of samples in a tensor of shape [batch, …shape] or [batch, width].</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="column">What it holds.</param>
    /// <param name="suffix">What the parameter's name has after the column's.</param>
    /// <exception cref="ArgumentException">Another shape, or values that do not lie side by side in row-major order.</exception>
    public static int BatchOf(in ReadOnlyTensorSpan<float> tensor, ColumnLayout column, string suffix = "")
    {
        var lengths = tensor.Lengths;
        if (lengths.Length == 0 || !Matches(lengths[1..], column.Width, column.Shape))
            throw new ArgumentException($"Expected the shape [batch, {string.Join(", ", column.Shape ?? [column.Width])}], got [{Text(lengths)}].", column.Name + suffix);
        if (!tensor.IsDense)
            throw new ArgumentException($"The values must lie side by side, sample after sample; the strides of [{Text(lengths)}] are [{Text(tensor.Strides)}].", column.Name + suffix);
        if (tensor.FlattenedLength > Array.MaxLength)
            throw new ArgumentException($"Expected at most {Array.MaxLength} values in one call, got {tensor.FlattenedLength}: pass fewer samples at once.", column.Name + suffix);
        return (int)lengths[0];
    }

    /// <summary>All values of a dense tensor.</summary>
    public static ReadOnlySpan<float> Flat(in ReadOnlyTensorSpan<float> tensor) =>
        MemoryMarshal.CreateReadOnlySpan(in tensor.GetPinnableReference(), (int)tensor.FlattenedLength);

    /// <summary>All values of a dense tensor.</summary>
    public static Span<float> Flat(in TensorSpan<float> tensor) => MemoryMarshal.CreateSpan(ref tensor.GetPinnableReference(), (int)tensor.FlattenedLength);

    private static bool Matches(ReadOnlySpan<nint> sample, int width, int[]? shape)
    {
        nint product = 1;
        foreach (var length in sample)
            product *= length;
        if (product != width || shape is null || sample.Length <= 1)
            return product == width;
        if (sample.Length != shape.Length)
            return false;
        for (var i = 0; i < shape.Length; i++)
        {
            if (sample[i] != shape[i])
                return false;
        }

        return true;
    }

    private static string Text(ReadOnlySpan<nint> values) => string.Join(", ", values.ToArray());
}
