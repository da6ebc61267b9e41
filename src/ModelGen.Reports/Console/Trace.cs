namespace ModelGen.Reports;

/// <summary>A course of values in little memory: when it is full, neighbours become their mean, and later entries are means of twice as many.</summary>
/// <param name="capacity">Entries that it keeps at most, an even number.</param>
internal sealed class Trace(int capacity)
{
    private readonly List<double> means = [];
    private int valuesPerMean = 1, pending;
    private double sum;

    /// <summary>Means of equally many values, in order; the last of what came since.</summary>
    public IEnumerable<double> Means => pending == 0 ? means : means.Append(sum / pending);

    /// <summary>One value more.</summary>
    public void Add(double value)
    {
        sum += value;
        if (++pending < valuesPerMean)
            return;
        means.Add(sum / pending);
        (sum, pending) = (0, 0);
        if (means.Count == capacity)
            Halve();
    }

    private void Halve()
    {
        for (var i = 0; i < capacity / 2; i++)
            means[i] = (means[2 * i] + means[2 * i + 1]) / 2;
        means.RemoveRange(capacity / 2, capacity / 2);
        valuesPerMean *= 2;
    }
}
