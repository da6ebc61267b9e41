namespace ModelGen;

/// <content>Parts of a data set, and the balance of its classes. All parts are views.</content>
public sealed partial class DataSet
{
    /// <summary>The first samples, and the others.</summary>
    /// <param name="first">How many the first part gets.</param>
    /// <exception cref="ArgumentOutOfRangeException">Negative or more than there are.</exception>
    public (DataSet First, DataSet Others) Split(int first)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, Count);
        return (Slice(0, first), Slice(first, Count - first));
    }

    /// <summary>
    /// The first share of each class, and the others: both parts have the classes in the whole's proportions, to one sample. Within a part samples keep their
    /// order, so <c>data.Shuffle(1).StratifiedSplit(0.8)</c> is a split at random.
    /// </summary>
    /// <param name="first">The share that the first part gets, above 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another share.</exception>
    /// <exception cref="InvalidOperationException">The last column, <see cref="Label"/>'s, holds floats.</exception>
    public (DataSet First, DataSet Others) StratifiedSplit(double first)
    {
        if (first is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(first), first, "Expected a share above 0 and below 1.");
        var isFirst = new bool[Count];
        // Counted on from class to class, so that the rounding of one is made up for by the next.
        var done = 0;
        foreach (var row in ByLabel().SelectMany(rows => rows))
        {
            isFirst[row] = Math.Round((done + 1) * first) > Math.Round(done * first);
            done++;
        }

        return (Where(row => isFirst[row]), Where(row => !isFirst[row]));
    }

    /// <summary>
    /// Cross-validation: k pairs of training and validation data, each sample validating once. The parts are consecutive samples; those that come first have
    /// one more where the samples cannot be divided evenly. Shuffle before, where the order means something.
    /// </summary>
    /// <param name="folds">How many parts, 2 to the number of samples.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another number.</exception>
    public IReadOnlyList<(DataSet Training, DataSet Validation)> KFold(int folds)
    {
        CheckFolds(folds);
        var (size, larger) = (Count / folds, Count % folds);
        return Folds(folds, row => row < larger * (size + 1) ? row / (size + 1) : larger + (row - larger * (size + 1)) / size);
    }

    /// <summary>
    /// As <see cref="KFold"/>, but each part has the classes in the whole's proportions, to one sample: the samples of each class are dealt out in turn.
    /// </summary>
    /// <param name="folds">How many parts, 2 to the number of samples.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another number.</exception>
    /// <exception cref="InvalidOperationException">The last column, <see cref="Label"/>'s, holds floats.</exception>
    public IReadOnlyList<(DataSet Training, DataSet Validation)> StratifiedKFold(int folds)
    {
        CheckFolds(folds);
        var foldOf = new int[Count];
        var dealt = 0;
        foreach (var row in ByLabel().SelectMany(rows => rows))
            foldOf[row] = dealt++ % folds;
        return Folds(folds, row => foldOf[row]);
    }

    /// <summary>
    /// A weight for each class that makes rare ones count as much as frequent ones: samples / (classes that occur · samples of the class), so that the
    /// weights of all samples have the mean 1; 0 for a class without samples (King and Zeng 2001; scikit-learn's <c>balanced</c>).
    /// </summary>
    /// <param name="classes">How many; one more than the largest label where nothing is said.</param>
    /// <returns>[classes].</returns>
    /// <exception cref="ArgumentOutOfRangeException">Fewer classes than one, or a label that is none of them.</exception>
    /// <exception cref="InvalidOperationException">The last column, <see cref="Label"/>'s, holds floats.</exception>
    public float[] ClassWeights(int? classes = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes ?? 1, 1, nameof(classes));
        var counts = CountLabels(classes);
        var occurring = counts.Count(count => count > 0);
        return [.. counts.Select(count => count == 0 ? 0 : (float)(Count / ((double)occurring * count)))];
    }

    /// <summary>
    /// The same samples with the weight of each one's class, by <see cref="ClassWeights"/>, as one more column of one float before the labels. For an
    /// objective that takes it and multiplies its loss by it.
    /// </summary>
    /// <exception cref="InvalidOperationException">The last column, <see cref="Label"/>'s, holds floats.</exception>
    public DataSet AddClassWeights()
    {
        var weights = ClassWeights();
        var weighted = AddColumn(DataColumn.Of([.. Enumerable.Range(0, Count).Select(row => weights[Label(row)])], width: 1));
        return weighted.SelectColumns([.. Enumerable.Range(0, columns.Length - 1), columns.Length, columns.Length - 1]);
    }

    /// <summary>
    /// Repeats samples of rarer classes until every class that occurs has as many as the most frequent one: these samples in their order, then the repeated
    /// ones, class by class, each class's in turn.
    /// </summary>
    /// <exception cref="InvalidOperationException">The last column, <see cref="Label"/>'s, holds floats.</exception>
    public DataSet Oversample()
    {
        var classes = ByLabel();
        var most = classes.Select(rows => rows.Count).DefaultIfEmpty().Max();
        return Select([.. Enumerable.Range(0, Count), .. classes.SelectMany(rows => Enumerable.Range(0, most - rows.Count).Select(i => rows[i % rows.Count]))]);
    }

    private void CheckFolds(int folds)
    {
        if (folds < 2 || folds > Count)
            throw new ArgumentOutOfRangeException(nameof(folds), folds, $"Expected 2 to {Count}, the number of samples.");
    }

    private (DataSet Training, DataSet Validation)[] Folds(int folds, Func<int, int> foldOf) =>
        [.. Enumerable.Range(0, folds).Select(fold => (Where(row => foldOf(row) != fold), Where(row => foldOf(row) == fold)))];

    /// <summary>The samples of each class that occurs, by class, in their order.</summary>
    private List<int>[] ByLabel() =>
        [.. Enumerable.Range(0, Count).GroupBy(Label).OrderBy(label => label.Key).Select(rows => rows.ToList())];

    private int[] CountLabels(int? classes)
    {
        var counts = new int[classes ?? Enumerable.Range(0, Count).Select(row => Label(row) + 1).DefaultIfEmpty().Max()];
        for (var row = 0; row < Count; row++)
        {
            if ((uint)Label(row) >= (uint)counts.Length)
                throw new ArgumentOutOfRangeException(nameof(classes), Label(row), $"The label of row {row} is {Label(row)}; expected 0 to {counts.Length - 1}.");
            counts[Label(row)]++;
        }

        return counts;
    }
}
