using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelGen;

/// <summary>Moves the pixels of a channel; a pixel's value is interpolated between the four around its old place.</summary>
internal sealed class Resampler
{
    /// <summary>Places are counted in 2⁻³² pixels: integers, so that none is rounded in a way of its own.</summary>
    private const double One = 1L << 32;

    private readonly int height, width, stride;

    /// <summary>[height + 2, width + 2]: the image, framed by pixels of the fill.</summary>
    private readonly float[] framed;

    private readonly float fill;

    public Resampler(int height, int width, float fill)
    {
        this.height = height;
        this.width = width;
        this.fill = fill;
        stride = width + 2;
        framed = new float[checked((height + 2) * stride)];
        Array.Fill(framed, fill);
    }

    /// <param name="image">[height, width]; moved in place.</param>
    /// <param name="from">Where pixels come from.</param>
    public void Move(Span<float> image, in Affine from)
    {
        for (var row = 0; row < height; row++)
            image.Slice(row * width, width).CopyTo(framed.AsSpan((row + 1) * stride + 1));

        // The first pixel's old place in the frame: half the image before the centre, which in the frame is one pixel farther.
        var (left, top) = (-(width - 1) / 2.0, -(height - 1) / 2.0);
        var firstX = from.XX * left + from.XY * top + from.X0 - left + 1;
        var firstY = from.YX * left + from.YY * top + from.Y0 - top + 1;
        var (stepX, stepY) = ((long)Math.Round(from.XX * One), (long)Math.Round(from.YX * One));
        for (var row = 0; row < height; row++)
        {
            var x = (long)Math.Round((firstX + from.XY * row) * One);
            var y = (long)Math.Round((firstY + from.YY * row) * One);
            MoveRow(image.Slice(row * width, width), x, y, stepX, stepY);
        }
    }

    private void MoveRow(Span<float> row, long x, long y, long stepX, long stepY)
    {
        ref var frame = ref MemoryMarshal.GetArrayDataReference(framed);
        for (var i = 0; i < row.Length; i++, x += stepX, y += stepY)
        {
            var (column, line) = ((uint)(x >> 32), (uint)(y >> 32));
            if (column > (uint)width || line > (uint)height)
            {
                row[i] = fill;
                continue;
            }

            // Not past the frame: its last column is width + 1, its last line height + 1.
            ref var above = ref Unsafe.Add(ref frame, (int)line * stride + (int)column);
            ref var below = ref Unsafe.Add(ref above, stride);
            var (across, down) = (Fraction(x), Fraction(y));
            var upper = above + across * (Unsafe.Add(ref above, 1) - above);
            var lower = below + across * (Unsafe.Add(ref below, 1) - below);
            row[i] = upper + down * (lower - upper);
        }
    }

    /// <summary>The 24 bits below the point.</summary>
    private static float Fraction(long place) => ((uint)place >> 8) * (1f / (1 << 24));
}
