namespace ModelGen;

/// <summary>Share of samples whose right class is among the k with the largest scores; of equal scores the first classes count as larger.</summary>
/// <param name="k">At least 1; 1 is the accuracy.</param>
public sealed class TopKAccuracy(int k = 5) : Metric
{
    private long samples, right;

    /// <summary>How many classes may hold the right one.</summary>
    public int K { get; } = k >= 1 ? k : throw new ArgumentOutOfRangeException(nameof(k), k, "Expected 1 or more.");

    /// <inheritdoc/>
    public override string Name => $"top-{K} accuracy";

    /// <inheritdoc/>
    public override double Value => right / (double)samples;

    /// <inheritdoc/>
    public override void Reset() => (samples, right) = (0, 0);

    /// <inheritdoc/>
    public override void Add(scoped Answer answer)
    {
        if (!answer.IsClass)
            throw new InvalidOperationException($"'{Name}' measures classes; the right answers are no class indices.");
        var own = answer.Outputs[answer.Label];
        var larger = 0;
        for (var i = 0; i < answer.Outputs.Length; i++)
            larger += answer.Outputs[i] > own || (answer.Outputs[i] == own && i < answer.Label) ? 1 : 0;
        samples++;
        right += larger < K && !float.IsNaN(own) ? 1 : 0;
    }
}
