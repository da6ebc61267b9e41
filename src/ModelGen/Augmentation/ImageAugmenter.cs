namespace ModelGen;

/// <summary>Takes an augmentation's steps, one image at a time, in memory of its own.</summary>
internal sealed class ImageAugmenter
{
    private readonly Augmentation augmentation;
    private readonly Resampler resampler;

    public ImageAugmenter(Augmentation augmentation)
    {
        this.augmentation = augmentation;
        resampler = new Resampler(augmentation.Height, augmentation.Width, augmentation.Fill);
    }

    /// <param name="image">[channels, height, width].</param>
    /// <param name="random">The sample's random numbers.</param>
    public void Apply(Span<float> image, in AugmentationRandom random)
    {
        var movement = Affine.Identity;
        for (var operation = 0; operation < augmentation.Steps.Length; operation++)
        {
            if (augmentation.Steps[operation] is Movement step)
            {
                movement = movement.Then(step.Draw(random.Draw(operation)));
                continue;
            }

            Move(image, movement);
            movement = Affine.Identity;
            Erase(image, ((Erasing)augmentation.Steps[operation]).Draw(random, operation, augmentation.Height, augmentation.Width));
        }

        Move(image, movement);
    }

    private void Move(Span<float> image, in Affine movement)
    {
        if (movement == Affine.Identity)
            return;
        var size = augmentation.Height * augmentation.Width;
        for (var start = 0; start < image.Length; start += size)
            resampler.Move(image.Slice(start, size), movement);
    }

    private void Erase(Span<float> image, (int Top, int Left, int Height, int Width) hole)
    {
        for (var channel = 0; channel < augmentation.Channels; channel++)
        {
            for (var row = 0; row < hole.Height; row++)
                image.Slice((channel * augmentation.Height + hole.Top + row) * augmentation.Width + hole.Left, hole.Width).Fill(augmentation.Fill);
        }
    }
}
