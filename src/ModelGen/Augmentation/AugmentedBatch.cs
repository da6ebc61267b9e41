namespace ModelGen;

/// <summary>A batch with the memory that its augmentation needs.</summary>
internal sealed class AugmentedBatch : Batch
{
    private readonly Augmentation augmentation;
    private readonly ImageAugmenter images;

    /// <summary>Where mixed samples go: the originals are needed until all are mixed.</summary>
    private float[][] mixed;

    /// <param name="layout">The columns.</param>
    /// <param name="size">Samples of the largest batch.</param>
    /// <param name="augmentation">What will be done to it.</param>
    public AugmentedBatch(BatchLayout layout, int size, Augmentation augmentation)
        : base(layout, size)
    {
        this.augmentation = augmentation;
        images = new ImageAugmenter(augmentation);
        mixed = augmentation.Mixing is null ? [] : NewMemory(layout, size);
    }

    public int Epoch { get; set; }

    public void Augment(int seed)
    {
        for (var sample = 0; sample < Count; sample++)
            images.Apply(Words(augmentation.Column, sample), new AugmentationRandom(seed, Epoch, Rows[sample]));
        if (augmentation.Mixing is { } alpha)
            Mix(seed, alpha);
    }

    private void Mix(int seed, float alpha)
    {
        var distance = MixUp.DrawDistance(new AugmentationRandom(seed, Epoch, Rows[0]), Count);
        for (var sample = 0; sample < Count; sample++)
        {
            var share = MixUp.DrawShare(new AugmentationRandom(seed, Epoch, Rows[sample]), alpha);
            for (var column = 0; column < mixed.Length; column++)
            {
                var values = Words(column, sample);
                MixUp.Mix(values, Words(column, (sample + distance) % Count), share, mixed[column].AsSpan(sample * values.Length, values.Length));
            }
        }

        Exchange(ref mixed);
    }
}
