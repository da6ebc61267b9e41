using ModelGen.Runtime;

namespace ModelGen;

/// <summary>What is known of a column's values, for each value of a sample or each channel; sums are taken in double precision, in the data's order.</summary>
internal sealed class ColumnStatistics
{
    private readonly DataSet data;
    private readonly string name;
    private readonly int column, channels;

    /// <param name="data">The data.</param>
    /// <param name="name">The parameter that it came as.</param>
    /// <param name="column">The column.</param>
    /// <param name="channels">Channels of a sample; nothing for each value by itself.</param>
    /// <exception cref="ArgumentException">A column of integers.</exception>
    /// <exception cref="ArgumentOutOfRangeException">No such column, or channels that a sample does not have.</exception>
    public ColumnStatistics(DataSet data, string name, int column, int? channels)
    {
        ArgumentNullException.ThrowIfNull(data, name);
        var shapes = data.Shapes;
        ArgumentOutOfRangeException.ThrowIfNegative(column);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, shapes.Length);
        if (shapes[column].IsInteger)
            throw new ArgumentException($"Column {column} of '{name}' holds integers; expected floats.", name);
        Width = shapes[column].Width;
        this.channels = channels ?? Width;
        if (this.channels < 1 || Width % this.channels != 0)
            throw new ArgumentOutOfRangeException(nameof(channels), channels, $"Expected a divisor of {Width}, the values of a sample.");
        this.data = data;
        this.name = name;
        this.column = column;
    }

    /// <summary>Values of a sample.</summary>
    public int Width { get; }

    public float[] Means() => Rounded(MeansOf(new double[channels], (value, _) => value));

    /// <summary>Standard deviations over n; 1 where all values are equal.</summary>
    public float[] Deviations()
    {
        var means = MeansOf(new double[channels], (value, _) => value);
        return OneForZero(Rounded(Array.ConvertAll(MeansOf(means, (value, mean) => (value - mean) * (value - mean)), Math.Sqrt)));
    }

    public float[] Minima() => Largest(sign: -1);

    /// <summary>Distances from the smallest value to the largest; 1 where all are equal.</summary>
    public float[] Ranges() => OneForZero([.. Largest(sign: 1).Zip(Minima(), (largest, smallest) => largest - smallest)]);

    private static float[] Rounded(double[] values) => Array.ConvertAll(values, value => (float)value);

    private static float[] OneForZero(float[] values) => Array.ConvertAll(values, value => value == 0 ? 1 : value);

    private double[] MeansOf(double[] parameters, Func<double, double, double> valueOf)
    {
        var sums = new double[channels];
        var samples = ForEachSample((channel, values) =>
        {
            var sum = 0.0;
            foreach (var value in values)
                sum += valueOf(value, parameters[channel]);
            sums[channel] += sum;
        });
        return Array.ConvertAll(sums, sum => sum / ((double)samples * (Width / channels)));
    }

    private float[] Largest(int sign)
    {
        var largest = new float[channels];
        Array.Fill(largest, float.NegativeInfinity);
        ForEachSample((channel, values) =>
        {
            foreach (var value in values)
                largest[channel] = Math.Max(largest[channel], sign * value);
        });
        return Array.ConvertAll(largest, value => sign * value);
    }

    /// <summary>Shows each channel of each sample, and says how many samples there are.</summary>
    private long ForEachSample(Action<int, ReadOnlySpan<float>> show)
    {
        long samples = 0;
        data.ForEachSample(column, values =>
        {
            if (Finite.FirstException(values) is >= 0 and var i)
            {
                throw new ArgumentException(
                    FormattableString.Invariant($"Value {i} of column {column}, row {samples} of '{name}' is {values[i]}; expected a finite number."), name);
            }

            for (var channel = 0; channel < channels; channel++)
                show(channel, values.Slice(channel * (Width / channels), Width / channels));
            samples++;
        });
        return samples > 0 ? samples : throw new ArgumentException($"'{name}' is empty: expected at least one sample.", name);
    }
}
