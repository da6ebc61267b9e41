using ModelGen;

/// <summary>Images of a data set, each shifted anew by up to a pixel in each direction: a digit stays a digit, and the network sees no image twice.</summary>
internal sealed class ShiftedImages(DataSet originals)
{
    private const int Side = 28, Greatest = 1;

    private readonly float[] pixels = new float[originals.Count * Side * Side];
    private readonly int[] labels = [.. Enumerable.Range(0, originals.Count).Select(originals.Label)];

    /// <summary>Shifts all images, in the order of the originals. The next call overwrites what this one returns.</summary>
    public DataSet Draw(Random random)
    {
        Array.Clear(pixels);
        for (var index = 0; index < originals.Count; index++)
        {
            var shifted = pixels.AsSpan(index * Side * Side, Side * Side);
            Shift(originals.Floats(0, index), shifted, random.Next(-Greatest, Greatest + 1), random.Next(-Greatest, Greatest + 1));
        }

        return DataSet.Of(pixels, labels);
    }

    // What leaves the image is lost, what enters it is background.
    private static void Shift(ReadOnlySpan<float> from, Span<float> to, int down, int right)
    {
        var width = Side - Math.Abs(right);
        for (var y = Math.Max(0, down); y < Side + Math.Min(0, down); y++)
            from.Slice((y - down) * Side + Math.Max(0, -right), width).CopyTo(to.Slice(y * Side + Math.Max(0, right), width));
    }
}
