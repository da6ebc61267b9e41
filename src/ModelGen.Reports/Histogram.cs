namespace ModelGen.Reports;

/// <summary>How often values lie in bins of equal width between the least and the greatest; values that are not finite are left out.</summary>
internal sealed class Histogram
{
    private readonly long[] counts;

    private Histogram(double least, double greatest, long[] counts)
    {
        (Least, Greatest) = (least, greatest);
        this.counts = counts;
    }

    /// <summary>The least value; 0 where there is none.</summary>
    public double Least { get; }

    /// <summary>The greatest value; 0 where there is none.</summary>
    public double Greatest { get; }

    /// <summary>Values in each bin; values that are all equal share one.</summary>
    public ReadOnlySpan<long> Counts => counts;

    /// <summary>Values that were counted.</summary>
    public long Count { get; private init; }

    /// <summary>Their sum.</summary>
    public double Sum { get; private init; }

    /// <summary>The sum of their squares.</summary>
    public double SumOfSquares { get; private init; }

    /// <summary>Values that are not finite.</summary>
    public long NotFinite { get; private init; }

    /// <summary>The width of a bin.</summary>
    public double Width => (Greatest - Least) / counts.Length;

    /// <summary>The upper edge of a bin.</summary>
    public double UpperEdge(int bin) => bin == counts.Length - 1 ? Greatest : Least + (bin + 1) * Width;

    /// <summary>Counts values.</summary>
    /// <param name="values">The values.</param>
    /// <param name="bins">Bins, at least 1.</param>
    public static Histogram Of(ReadOnlySpan<float> values, int bins)
    {
        var (least, greatest, sum, squares, count) = (double.PositiveInfinity, double.NegativeInfinity, 0.0, 0.0, 0L);
        foreach (var value in values)
        {
            if (!float.IsFinite(value))
                continue;
            (least, greatest) = (Math.Min(least, value), Math.Max(greatest, value));
            sum += value;
            squares += (double)value * value;
            count++;
        }

        if (count == 0)
            (least, greatest) = (0, 0);
        var counts = new long[least < greatest ? bins : 1];
        foreach (var value in values)
        {
            if (float.IsFinite(value))
                counts[least < greatest ? Math.Min(bins - 1, (int)((value - least) / (greatest - least) * bins)) : 0]++;
        }

        return new Histogram(least, greatest, counts) { Count = count, Sum = sum, SumOfSquares = squares, NotFinite = values.Length - count };
    }
}
