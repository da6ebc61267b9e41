using System.Globalization;
using System.Text;

namespace ModelGen.Reports;

/// <summary>How often samples of each class were taken for each class.</summary>
public sealed class Confusions
{
    private readonly long[,] counts;

    /// <summary>Nothing is counted yet.</summary>
    /// <param name="classes">The names of the classes, in the order of their indices; two or more.</param>
    /// <exception cref="ArgumentException">Less than two names.</exception>
    public Confusions(IReadOnlyList<string> classes)
    {
        ArgumentNullException.ThrowIfNull(classes);
        if (classes.Count < 2)
            throw new ArgumentException($"Expected the names of two classes or more, got {classes.Count}.", nameof(classes));
        Classes = [.. classes];
        counts = new long[classes.Count, classes.Count];
    }

    /// <summary>What a metric counted, with names.</summary>
    /// <param name="matrix">A metric that has seen a data set: of <c>Evaluate</c>, or of a training.</param>
    /// <param name="classes">The names of its classes, in the order of their indices.</param>
    /// <exception cref="ArgumentException">Another number of names than of classes, or less than two.</exception>
    public static Confusions Of(ConfusionMatrix matrix, IReadOnlyList<string> classes)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        var confusions = new Confusions(classes);
        if (matrix.Classes != classes.Count)
            throw new ArgumentException($"The matrix has {matrix.Classes} classes, got the names of {classes.Count}.", nameof(classes));
        for (var actual = 0; actual < classes.Count; actual++)
            for (var predicted = 0; predicted < classes.Count; predicted++)
                confusions.counts[actual, predicted] = matrix[actual, predicted];
        return confusions;
    }

    /// <summary>The names of the classes, in the order of their indices.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>Samples that were counted.</summary>
    public long Total => counts.Cast<long>().Sum();

    /// <summary>Share of the samples that were taken for what they are, 0 to 1; nothing without samples.</summary>
    public double? Accuracy => Share(Enumerable.Range(0, Classes.Count).Sum(index => counts[index, index]), Total);

    /// <summary>How many samples of a class were taken for a class.</summary>
    /// <param name="actual">The index of the class that they are of.</param>
    /// <param name="predicted">The index of the class that they were taken for.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such class.</exception>
    public long this[int actual, int predicted] => counts[Checked(actual, nameof(actual)), Checked(predicted, nameof(predicted))];

    /// <summary>Counts a sample.</summary>
    /// <param name="actual">The index of the class that it is of.</param>
    /// <param name="predicted">The index of the class that it was taken for.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such class.</exception>
    public void Add(int actual, int predicted) => counts[Checked(actual, nameof(actual)), Checked(predicted, nameof(predicted))]++;

    /// <summary>Share of a class's samples that were recognized, 0 to 1; nothing where it has none.</summary>
    /// <param name="index">The class.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such class.</exception>
    public double? Recall(int index) => Share(this[index, index], Actual(index));

    /// <summary>Share of the samples taken for a class that are of it, 0 to 1; nothing where none were.</summary>
    /// <param name="index">The class.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such class.</exception>
    public double? Precision(int index) => Share(this[index, index], Enumerable.Range(0, Classes.Count).Sum(actual => this[actual, index]));

    /// <summary>How many samples a class has.</summary>
    internal long Actual(int index) => Enumerable.Range(0, Classes.Count).Sum(predicted => this[index, predicted]);

    /// <summary>A text with a row for each class, a column for each class it was taken for, and the share of each that was recognized.</summary>
    public override string ToString()
    {
        var names = Classes.Max(name => name.Length);
        var width = Math.Max(names, $"{counts.Cast<long>().Max()}".Length) + 2;
        var text = new StringBuilder(new string(' ', names)).AppendJoin("", Classes.Select(name => name.PadLeft(width))).Append("  recognized\n");
        for (var actual = 0; actual < Classes.Count; actual++)
        {
            text.Append(Classes[actual].PadLeft(names));
            // A dot reads better than a zero: what stands out are the confusions.
            for (var predicted = 0; predicted < Classes.Count; predicted++)
                text.Append((counts[actual, predicted] is var count && count == 0 ? "·" : $"{count}").PadLeft(width));
            text.Append(Recall(actual) is { } recall ? string.Create(CultureInfo.InvariantCulture, $"{100 * recall,10:F2} %\n") : $"{"–",12}\n");
        }

        return text.ToString();
    }

    private int Checked(int index, string name) => (uint)index < (uint)Classes.Count
        ? index
        : throw new ArgumentOutOfRangeException(name, index, $"There are {Classes.Count} classes, from 0 on.");

    private static double? Share(long part, long whole) => whole == 0 ? null : part / (double)whole;
}
