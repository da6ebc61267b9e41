namespace ModelGen.Runtime;

/// <summary>Looks, while a program runs, for the first layer in its order that makes a value which is not finite.</summary>
internal sealed class ValueWatch
{
    private readonly Lock turn = new();
    private int first = int.MaxValue;

    /// <summary>The layer's name; nothing where all values are finite.</summary>
    public string? Name { get; private set; }

    /// <summary>The first sample of the batch with such a value.</summary>
    public int Sample { get; private set; }

    /// <summary>Takes note of a layer's values in a block.</summary>
    /// <param name="index">The layer's place in the order of the program.</param>
    /// <param name="name">Its name.</param>
    /// <param name="values">The values: feature f of sample s at f · 16 + s.</param>
    /// <param name="firstSample">The block's first sample.</param>
    /// <param name="samples">Samples of the block: behind them nothing is defined.</param>
    public void See(int index, string name, ReadOnlySpan<float> values, int firstSample, int samples)
    {
        for (var sample = 0; sample < samples; sample++)
        {
            for (var i = sample; i < values.Length; i += Block.Lanes)
            {
                if (float.IsFinite(values[i]))
                    continue;
                Note(index, name, firstSample + sample);
                return;
            }
        }
    }

    private void Note(int index, string name, int sample)
    {
        lock (turn)
        {
            if ((index, sample).CompareTo((first, Sample)) < 0)
                (first, Name, Sample) = (index, name, sample);
        }
    }
}
