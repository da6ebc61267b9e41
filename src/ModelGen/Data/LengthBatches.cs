namespace ModelGen;

/// <summary>Batches of samples of similar lengths, so that little of a batch is padding.</summary>
public static class LengthBatches
{
    /// <summary>
    /// Cuts samples into batches: shuffled first, then each run of <paramref name="poolBatches"/> batches sorted by length and cut, then all batches shuffled.
    /// Seed and epoch decide everything, on every machine alike.
    /// </summary>
    /// <param name="lengths">[samples]: of a pair of sequences, the longer one's.</param>
    /// <param name="batchSize">Samples in a batch; one batch has those that are left over.</param>
    /// <param name="seed">Decides the order.</param>
    /// <param name="epoch">Another order for each.</param>
    /// <param name="poolBatches">How many batches are sorted together: the more, the less padding, and the more alike the batches of two epochs.</param>
    /// <returns>The samples of each batch, from 0; every sample is in one of them.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A batch or pool of less than one.</exception>
    public static IReadOnlyList<int[]> Of(ReadOnlySpan<int> lengths, int batchSize, int seed, int epoch = 0, int poolBatches = 64)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(poolBatches, 1);
        var rows = new int[lengths.Length];
        Order(lengths, rows, batchSize, seed, epoch, poolBatches);
        return [.. rows.Chunk(batchSize)];
    }

    /// <summary>As <see cref="Of"/>, all batches one after the other; the one that has those left over is the last.</summary>
    /// <param name="lengths">[samples].</param>
    /// <param name="rows">[samples]: gets the samples.</param>
    /// <param name="batchSize">Samples in a batch.</param>
    /// <param name="seed">Decides the order.</param>
    /// <param name="epoch">Another order for each.</param>
    /// <param name="poolBatches">How many batches are sorted together.</param>
    internal static void Order(ReadOnlySpan<int> lengths, int[] rows, int batchSize, int seed, int epoch, int poolBatches = 64)
    {
        for (var i = 0; i < rows.Length; i++)
            rows[i] = i;
        Shuffling.Shuffle(rows, seed, epoch);
        // The place in the shuffled order is part of the key: equal lengths stay in it.
        var keys = new long[rows.Length];
        for (var i = 0; i < rows.Length; i++)
            keys[i] = ((long)lengths[rows[i]] << 32) + i;
        var pool = (int)Math.Min((long)batchSize * poolBatches, Math.Max(1, rows.Length));
        for (var start = 0; start < rows.Length; start += pool)
            Array.Sort(keys, rows, start, Math.Min(pool, rows.Length - start));

        int[] order = [.. Enumerable.Range(0, rows.Length / batchSize)];
        // Rounds below 0 are no epoch's.
        Shuffling.Shuffle(order, seed, -1 - epoch);
        int[] sorted = [.. rows];
        for (var batch = 0; batch < order.Length; batch++)
            sorted.AsSpan(order[batch] * batchSize, batchSize).CopyTo(rows.AsSpan(batch * batchSize));
    }

    /// <summary>The share of padding, 0 to 1, where each batch is as long as its longest sample: 0 where all lengths of a batch are equal.</summary>
    /// <param name="lengths">[samples].</param>
    /// <param name="batches">The samples of each batch.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such sample.</exception>
    public static double PaddingShare(ReadOnlySpan<int> lengths, IReadOnlyList<int[]> batches)
    {
        ArgumentNullException.ThrowIfNull(batches);
        var (filled, all) = (0L, 0L);
        foreach (var batch in batches)
        {
            var longest = 0;
            foreach (var row in batch)
            {
                if ((uint)row >= (uint)lengths.Length)
                    throw new ArgumentOutOfRangeException(nameof(batches), row, $"Expected a sample from 0 to {lengths.Length - 1}.");
                filled += lengths[row];
                longest = Math.Max(longest, lengths[row]);
            }

            all += (long)longest * batch.Length;
        }

        return all == 0 ? 0 : 1 - (double)filled / all;
    }
}
