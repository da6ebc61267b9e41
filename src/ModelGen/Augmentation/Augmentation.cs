namespace ModelGen;

/// <summary>
/// What training does to images, anew in each epoch, so that it never sees the same one twice: <c>new Augmentation(3, 32, 32).Crop(padding:
/// 4).FlipHorizontally()</c>. Steps are taken in the order written. Moves that follow each other are made at once: each pixel comes from between the four
/// that surround its old place (bilinear interpolation). What comes from outside the image is <see cref="Fill"/>.
/// </summary>
/// <remarks>
/// Seed, epoch, the sample's row and the step's place decide all random numbers: results are the same on every machine and for any number of threads. It is
/// done while steps run, on threads of its own; validation and evaluation see the images as they are.
/// </remarks>
public sealed record Augmentation
{
    /// <summary>Nothing yet, of images as a column of the data holds them.</summary>
    /// <param name="channels">Colours of a pixel.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size below 1.</exception>
    public Augmentation(int channels, int height, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        Channels = channels;
        Height = height;
        Width = width;
    }

    /// <summary>Colours of a pixel.</summary>
    public int Channels { get; }

    /// <summary>Rows of an image.</summary>
    public int Height { get; }

    /// <summary>Columns of an image.</summary>
    public int Width { get; }

    /// <summary>The data set's column that holds the images, from 0.</summary>
    public int Column { get; init; }

    /// <summary>What pixels are where there is no image.</summary>
    public float Fill { get; init; }

    internal AugmentationStep[] Steps { get; private init; } = [];

    /// <summary>The parameter of the Beta distribution that mixes; nothing where images are not mixed.</summary>
    internal float? Mixing { get; private init; }

    internal int Size => checked(Channels * Height * Width);

    /// <summary>
    /// Moves images by whole pixels, up to <paramref name="padding"/> in each direction: a random part of the image with so many pixels around it.
    /// </summary>
    /// <param name="padding">Pixels, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer.</exception>
    public Augmentation Crop(int padding)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(padding, 1);
        return With(new RandomCrop(padding));
    }

    /// <summary>Left becomes right.</summary>
    /// <param name="probability">How often, 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">No probability.</exception>
    public Augmentation FlipHorizontally(float probability = 0.5f) => With(new Flip(IsHorizontal: true, Checked(probability, 0, 1, nameof(probability))));

    /// <summary>Top becomes bottom.</summary>
    /// <param name="probability">How often, 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">No probability.</exception>
    public Augmentation FlipVertically(float probability = 0.5f) => With(new Flip(IsHorizontal: false, Checked(probability, 0, 1, nameof(probability))));

    /// <summary>Turns images around their centre, by an angle that is uniform on ±<paramref name="degrees"/>.</summary>
    /// <param name="degrees">Degrees, 0 to 180.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another angle.</exception>
    public Augmentation Rotate(float degrees) => With(new Rotation(Checked(degrees, 0, 180, nameof(degrees))));

    /// <summary>Makes images larger or smaller around their centre, by a factor that is uniform between two.</summary>
    /// <param name="from">The smallest factor, 0.1 to 10.</param>
    /// <param name="to">The largest factor, <paramref name="from"/> to 10.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another factor.</exception>
    public Augmentation Scale(float from, float to) => With(new Scaling(Checked(from, 0.1f, 10, nameof(from)), Checked(to, from, 10, nameof(to))));

    /// <summary>Moves images by distances that are uniform on ± so many pixels, fractions included.</summary>
    /// <param name="horizontal">Pixels to the left and right, 0 to the width.</param>
    /// <param name="vertical">Pixels up and down, 0 to the height.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another distance.</exception>
    public Augmentation Translate(float horizontal, float vertical) =>
        With(new Translation(Checked(horizontal, 0, Width, nameof(horizontal)), Checked(vertical, 0, Height, nameof(vertical))));

    /// <summary>
    /// Fills a rectangle with <see cref="Fill"/>, of a share of the area that is uniform between two, and sides between 3 : 10 and 10 : 3 (Zhong et al.
    /// 2020).
    /// </summary>
    /// <param name="probability">How often, 0 to 1.</param>
    /// <param name="smallest">The smallest share, 0 to 1.</param>
    /// <param name="largest">The largest share, <paramref name="smallest"/> to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">No probability, or another share.</exception>
    public Augmentation Erase(float probability = 0.5f, float smallest = 0.02f, float largest = 0.33f) =>
        With(new Erasing(
            Checked(probability, 0, 1, nameof(probability)), Checked(smallest, 0, 1, nameof(smallest)), Checked(largest, smallest, 1, nameof(largest))));

    /// <summary>
    /// At the end mixes each sample with another of its batch, all their columns: <c>λx + (1 − λ)x'</c> with λ of the distribution Beta(α, α) (Zhang et al.
    /// 2018, "mixup: Beyond empirical risk minimization"). Targets must be floats: classes as probabilities, by <see cref="DataSet.OneHot"/>, with an
    /// objective <c>CrossEntropy(Predict(image), target)</c> of a <c>[Shape(classes)] Symbol target</c>.
    /// </summary>
    /// <param name="alpha">α: the smaller, the nearer to one of the two; 0.001 to 4.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another α.</exception>
    public Augmentation MixUp(float alpha = 0.2f) => this with { Mixing = Checked(alpha, 0.001f, 4, nameof(alpha)) };

    /// <summary>Makes one image what training makes of it, but for the mixing: to look at.</summary>
    /// <param name="image">[channels, height, width].</param>
    /// <param name="augmented">As long.</param>
    /// <param name="seed">The training's.</param>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="row">The sample's row in the training data.</param>
    /// <exception cref="ArgumentException">Another length.</exception>
    public void Apply(ReadOnlySpan<float> image, Span<float> augmented, int seed, int epoch, int row)
    {
        if (image.Length != Size)
            throw new ArgumentException($"Expected {Size} values, {Channels} × {Height} × {Width}, got {image.Length}.", nameof(image));
        if (augmented.Length != Size)
            throw new ArgumentException($"Expected room for {Size} values, {Channels} × {Height} × {Width}, got {augmented.Length}.", nameof(augmented));
        image.CopyTo(augmented);
        new ImageAugmenter(this).Apply(augmented, new AugmentationRandom(seed, epoch, row));
    }

    /// <summary>Sizes, and the steps in their order, alike in every culture: <c>1 × 28 × 28: Crop(2), FlipHorizontally(0.5)</c>.</summary>
    public override string ToString()
    {
        string[] more = [
            .. Steps.Select(step => step.ToString()),
            .. Mixing is { } alpha ? [FormattableString.Invariant($"MixUp({alpha})")] : Array.Empty<string>(),
            .. Column == 0 ? [] : new[] { FormattableString.Invariant($"Column = {Column}") },
            .. Fill == 0 ? [] : new[] { FormattableString.Invariant($"Fill = {Fill}") },
        ];
        return FormattableString.Invariant($"{Channels} × {Height} × {Width}: {(more.Length == 0 ? "as they are" : string.Join(", ", more))}");
    }

    private static float Checked(float value, float from, float to, string name) => value >= from && value <= to
        ? value
        : throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"Expected {from} to {to}."));

    private Augmentation With(AugmentationStep step) => this with { Steps = [.. Steps, step] };
}
