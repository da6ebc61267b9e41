namespace ModelGen;

/// <summary>Batches whose images are augmented when they are gathered.</summary>
internal sealed class AugmentedSource : BatchSource
{
    private readonly BatchSource source;
    private readonly Augmentation augmentation;
    private readonly int seed;
    private int epoch;

    /// <param name="source">The batches.</param>
    /// <param name="layout">Their columns.</param>
    /// <param name="augmentation">What to do to them.</param>
    /// <param name="seed">Decides the random numbers.</param>
    /// <exception cref="ArgumentException">Images of other sizes than the model's, or classes that cannot be mixed.</exception>
    public AugmentedSource(BatchSource source, BatchLayout layout, Augmentation augmentation, int seed)
        : base(layout)
    {
        Check(layout, augmentation);
        this.source = source;
        this.augmentation = augmentation;
        this.seed = seed;
    }

    public override int? Batches => source.Batches;

    public override int LargestBatch => source.LargestBatch;

    public override Batch NewBatch() => new AugmentedBatch(Layout, LargestBatch, augmentation);

    public override void Begin(int epoch, int batch)
    {
        this.epoch = epoch;
        source.Begin(epoch, batch);
    }

    public override bool TryChoose(Batch batch)
    {
        ((AugmentedBatch)batch).Epoch = epoch;
        return source.TryChoose(batch);
    }

    public override void Gather(Batch batch)
    {
        source.Gather(batch);
        ((AugmentedBatch)batch).Augment(seed);
    }

    public override void Cancel() => source.Cancel();

    public override void Dispose() => source.Dispose();

    private static void Check(BatchLayout layout, Augmentation augmentation)
    {
        const string name = nameof(TrainingOptions.Augmentation);
        if ((uint)augmentation.Column >= (uint)layout.Columns.Length)
            throw new ArgumentException($"The augmentation is for column {augmentation.Column}, the model takes {layout.Columns.Length} columns.", name);
        var images = layout.Columns[augmentation.Column];
        if (images.Classes > 0 || images.Width != augmentation.Size)
        {
            var (expected, actual) = (new ColumnShape(augmentation.Size, IsInteger: false), new ColumnShape(images.Width, images.Classes > 0));
            throw new ArgumentException(
                $"The augmentation is for images of {augmentation.Channels} × {augmentation.Height} × {augmentation.Width}, {expected} a sample; '{images.Name}' takes {actual}.",
                name);
        }

        if (augmentation.Mixing is not null && Array.Find(layout.Columns, column => column.Classes > 0) is { } classes)
        {
            throw new ArgumentException(
                $"Mixup needs targets that can be mixed, '{classes.Name}' takes class indices: give the model probabilities, as DataSet.OneHot makes them.", name);
        }
    }
}
