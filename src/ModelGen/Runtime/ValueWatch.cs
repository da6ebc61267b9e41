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

    /// <summary>Takes note of a layer's values of one sample.</summary>
    /// <param name="index">The layer's place in the order of the program.</param>
    /// <param name="name">Its name.</param>
    /// <param name="values">The block's values: feature f of its sample s at f · 16 + s.</param>
    /// <param name="lane">The sample in the block.</param>
    /// <param name="sample">The sample in the batch.</param>
    public void See(int index, string name, ReadOnlySpan<float> values, int lane, int sample)
    {
        for (var i = lane; i < values.Length; i += Block.Lanes)
        {
            if (!float.IsFinite(values[i]))
            {
                Note(index, name, sample);
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
