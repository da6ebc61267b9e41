using ModelGen;

/// <summary>Images of a data set, each shifted by up to a pixel in each direction: a digit stays a digit, and with new shifts for each epoch the network sees no image twice.</summary>
internal sealed class ShiftedImages
{
    private const int Side = 28, Greatest = 1;

    private readonly DataSet originals;
    private readonly Random random;
    private readonly float[] pixels;

    public ShiftedImages(DataSet originals, Random random)
    {
        this.originals = originals;
        this.random = random;
        pixels = new float[originals.Count * Side * Side];
        // The data set uses the array, it does not copy it.
        Images = DataSet.Of(pixels, [.. Enumerable.Range(0, originals.Count).Select(originals.Label)]);
        Shift();
    }

    /// <summary>The shifted images, in the order of the originals.</summary>
    public DataSet Images { get; }

    /// <summary>Shifts all images anew.</summary>
    public void Shift()
    {
        Array.Clear(pixels);
        for (var index = 0; index < originals.Count; index++)
        {
            var shifted = pixels.AsSpan(index * Side * Side, Side * Side);
            Shift(originals.Floats(0, index), shifted, random.Next(-Greatest, Greatest + 1), random.Next(-Greatest, Greatest + 1));
        }
    }

    // What leaves the image is lost, what enters it is background.
    private static void Shift(ReadOnlySpan<float> from, Span<float> to, int down, int right)
    {
        var width = Side - Math.Abs(right);
        for (var y = Math.Max(0, down); y < Side + Math.Min(0, down); y++)
            from.Slice((y - down) * Side + Math.Max(0, -right), width).CopyTo(to.Slice(y * Side + Math.Max(0, right), width));
    }
}
