namespace ModelGen.Benchmarks;

/// <summary>
/// Random batches in arrays. Inputs and labels are drawn from cycles of different lengths, so that no labels can be learned by heart: the gradients
/// stay of ordinary size however long a row is timed.
/// </summary>
internal sealed class Batches
{
    private readonly float[][] inputs = new float[8][];
    private readonly int[][] labels = new int[7][];
    private readonly long[][] longLabels = new long[7][];

    public Batches(BenchmarkNetwork network, int batch)
    {
        var random = new Random(1);
        for (var index = 0; index < inputs.Length; index++)
            inputs[index] = [.. Enumerable.Range(0, batch * (int)network.InputShape.Aggregate(1L, (product, size) => product * size)).Select(_ => random.NextSingle())];
        for (var index = 0; index < labels.Length; index++)
        {
            labels[index] = [.. Enumerable.Range(0, batch).Select(_ => random.Next(network.Classes))];
            longLabels[index] = Array.ConvertAll(labels[index], label => (long)label);
        }
    }

    public float[] Inputs(int iteration) => inputs[iteration % inputs.Length];

    public int[] Labels(int iteration) => labels[iteration % labels.Length];

    /// <summary>The same labels in the type that libtorch wants.</summary>
    public long[] LongLabels(int iteration) => longLabels[iteration % longLabels.Length];
}
