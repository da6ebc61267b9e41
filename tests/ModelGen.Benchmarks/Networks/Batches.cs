namespace ModelGen.Benchmarks.Networks;

/// <summary>
/// Random batches in arrays. Inputs and what is to be learned are drawn from cycles of different lengths, so that nothing can be learned by heart: the gradients
/// stay of ordinary size however long a row is timed.
/// </summary>
internal sealed class Batches
{
    // Enough to be new at each call, and few enough for the caches and the memory of large rows.
    private const int InputCycle = 4, LabelCycle = 7, TargetCycle = 3;

    private readonly float[][] inputs, targets;
    private readonly int[][] labels;
    private readonly long[][] longLabels;

    public Batches(BenchmarkNetwork network, int batch)
    {
        var random = new Random(1);
        inputs = Arrays(InputCycle, batch * (int)network.InputShape.Aggregate(1L, (product, size) => product * size), random.NextSingle);
        targets = Arrays(TargetCycle, batch * network.Outputs, random.NextSingle);
        labels = Arrays(LabelCycle, batch, () => random.Next(network.Outputs));
        longLabels = Array.ConvertAll(labels, batch => Array.ConvertAll(batch, label => (long)label));
    }

    public float[] Inputs(int iteration) => inputs[iteration % InputCycle];

    public float[] Targets(int iteration) => targets[iteration % TargetCycle];

    public int[] Labels(int iteration) => labels[iteration % LabelCycle];

    /// <summary>The same labels in the type that libtorch wants.</summary>
    public long[] LongLabels(int iteration) => longLabels[iteration % LabelCycle];

    private static T[][] Arrays<T>(int count, int length, Func<T> draw) => [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, length).Select(_ => draw()).ToArray())];
}
