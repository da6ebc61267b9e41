using ModelGen.Runtime;
using static System.FormattableString;

namespace ModelGen;

/// <summary>What is done to an image.</summary>
internal abstract record AugmentationStep
{
    /// <summary>The call that adds it, alike in every culture.</summary>
    public abstract override string ToString();
}

/// <summary>A change of places: several in a row move the image once.</summary>
internal abstract record Movement : AugmentationStep
{
    /// <summary>One movement.</summary>
    /// <param name="u">Numbers in [0, 1) that decide.</param>
    public abstract Affine Draw((float U0, float U1, float U2, float U3) u);

    /// <summary>A number in [from, to).</summary>
    protected static float Between(float from, float to, float u) => from + (to - from) * u;
}

/// <summary>By whole pixels, up to <paramref name="Padding"/> in each direction.</summary>
internal sealed record RandomCrop(int Padding) : Movement
{
    public override string ToString() => Invariant($"Crop({Padding})");

    public override Affine Draw((float U0, float U1, float U2, float U3) u) => Affine.Shift(Pixels(u.U0), Pixels(u.U1));

    private int Pixels(float u) => AugmentationRandom.Below(2 * Padding + 1, u) - Padding;
}

/// <summary>Left and right, or top and bottom, change places.</summary>
internal sealed record Flip(bool IsHorizontal, float Probability) : Movement
{
    public override string ToString() => Invariant($"Flip{(IsHorizontal ? "Horizontally" : "Vertically")}({Probability})");

    public override Affine Draw((float U0, float U1, float U2, float U3) u) =>
        u.U0 >= Probability ? Affine.Identity
        : IsHorizontal ? Affine.Identity with { XX = -1 }
        : Affine.Identity with { YY = -1 };
}

/// <summary>Around the centre, by up to so many degrees in either direction.</summary>
internal sealed record Rotation(float Degrees) : Movement
{
    public override string ToString() => Invariant($"Rotate({Degrees})");

    public override Affine Draw((float U0, float U1, float U2, float U3) u)
    {
        var radians = Between(-Degrees, Degrees, u.U0) * (MathF.PI / 180);
        var (sine, cosine) = (VectorMath.Sin(radians), VectorMath.Cos(radians));
        // y points down: by a positive angle the image turns counterclockwise.
        return new Affine(cosine, -sine, 0, sine, cosine, 0);
    }
}

/// <summary>Larger or smaller, around the centre.</summary>
internal sealed record Scaling(float From, float To) : Movement
{
    public override string ToString() => Invariant($"Scale({From}, {To})");

    public override Affine Draw((float U0, float U1, float U2, float U3) u)
    {
        var inverse = 1.0 / Between(From, To, u.U0);
        return Affine.Identity with { XX = inverse, YY = inverse };
    }
}

/// <summary>By up to so many pixels, fractions included.</summary>
internal sealed record Translation(float Horizontal, float Vertical) : Movement
{
    public override string ToString() => Invariant($"Translate({Horizontal}, {Vertical})");

    public override Affine Draw((float U0, float U1, float U2, float U3) u) =>
        Affine.Shift(Between(-Horizontal, Horizontal, u.U0), Between(-Vertical, Vertical, u.U1));
}

/// <summary>
/// A rectangle of the image, of a share of its area and of sides between 3 : 10 and 10 : 3, is filled (Zhong et al. 2020, "Random erasing data
/// augmentation").
/// </summary>
internal sealed record Erasing(float Probability, float Smallest, float Largest) : AugmentationStep
{
    private const int Attempts = 10;
    private const float MostNarrow = 0.3f;

    public override string ToString() => Invariant($"Erase({Probability}, {Smallest}, {Largest})");

    /// <summary>A rectangle; of no area where nothing is erased.</summary>
    public (int Top, int Left, int Height, int Width) Draw(in AugmentationRandom random, int operation, int height, int width)
    {
        if (random.Draw(operation).U0 >= Probability)
            return default;
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var (u0, u1, u2, u3) = random.Draw(operation, attempt);
            var area = height * width * (Smallest + (Largest - Smallest) * u0);
            // As often wide as high: the logarithm of the ratio is uniform.
            var ratio = VectorMath.Exp(VectorMath.Log(MostNarrow) * (2 * u1 - 1));
            var (high, wide) = ((int)MathF.Round(MathF.Sqrt(area * ratio)), (int)MathF.Round(MathF.Sqrt(area / ratio)));
            if (high < height && wide < width)
                return (AugmentationRandom.Below(height - high + 1, u2), AugmentationRandom.Below(width - wide + 1, u3), high, wide);
        }

        return default;
    }
}
