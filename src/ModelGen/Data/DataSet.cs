namespace ModelGen;

/// <summary>
/// Samples: columns in the order of an objective's parameters (inputs, then labels or targets), in memory, in files, or streamed. Slices, folds and shuffled
/// sets are views, not copies. Any number of threads may read.
/// </summary>
public sealed partial class DataSet
{
    /// <summary>Values of a column that <see cref="Describe"/> takes about at most: some milliseconds.</summary>
    private const int HashedWords = 1 << 20;

    private readonly DataColumn[] columns;

    /// <summary>Rows of the columns, in this set's order.</summary>
    private readonly int[] rows;

    private DataSet(DataColumn[] columns, int[] rows)
    {
        this.columns = columns;
        this.rows = rows;
    }

    /// <summary>Samples.</summary>
    /// <exception cref="InvalidOperationException">The set is streamed: only its end tells.</exception>
    public int Count => Rows.Length;

    /// <summary>What the columns hold of a sample.</summary>
    internal ColumnShape[] Shapes => stream?.Shapes ?? [.. columns.Select(column => column.Shape)];

    /// <summary>Whether samples are at hand; otherwise they are read ahead.</summary>
    internal bool IsInMemory => stream is null && Array.TrueForAll(columns, column => column.IsInMemory);

    private int[] Rows => stream is null
        ? rows
        : throw new InvalidOperationException("The data set is streamed: its samples come one after the other, have no numbers, and their count is not known.");

    /// <summary>Inputs and a class index for each sample.</summary>
    /// <param name="inputs">Sample after sample.</param>
    /// <param name="labels">One index a sample; their number is the number of samples.</param>
    /// <exception cref="ArgumentException">No labels, or a number of inputs that is no multiple of theirs.</exception>
    public static DataSet Of(float[] inputs, int[] labels)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.Length == 0)
            throw new ArgumentException("A data set needs a sample: got no labels.", nameof(labels));
        return Of(Column(inputs, labels.Length, nameof(inputs)), DataColumn.Of(labels));
    }

    /// <summary>Inputs and real targets.</summary>
    /// <param name="inputs">Sample after sample.</param>
    /// <param name="targets">Sample after sample.</param>
    /// <param name="count">Number of samples.</param>
    /// <exception cref="ArgumentException">A number of values that is no multiple of <paramref name="count"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A count below 1.</exception>
    public static DataSet Of(float[] inputs, float[] targets, int count)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return Of(Column(inputs, count, nameof(inputs)), Column(targets, count, nameof(targets)));
    }

    /// <summary>Any columns.</summary>
    /// <exception cref="ArgumentException">No columns, or columns of different lengths.</exception>
    public static DataSet Of(params ReadOnlySpan<DataColumn> columns)
    {
        if (columns.IsEmpty)
            throw new ArgumentException("A data set needs a column.", nameof(columns));
        for (var i = 0; i < columns.Length; i++)
        {
            if (columns[i] is null)
                throw new ArgumentNullException(nameof(columns), $"Column {i} is null.");
            if (columns[i].Count != columns[0].Count)
                throw new ArgumentException($"Expected {columns[0].Count} samples in column {i}, as in column 0, got {columns[i].Count}.", nameof(columns));
        }

        return new DataSet(columns.ToArray(), [.. Enumerable.Range(0, columns[0].Count)]);
    }

    /// <summary>Samples without data, for a model whose objectives take nothing but noise: as many as an epoch draws.</summary>
    /// <param name="count">Number of samples.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count below 1.</exception>
    public static DataSet WithoutColumns(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return new DataSet([], [.. Enumerable.Range(0, count)]);
    }

    /// <summary>Some consecutive samples.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Reaches past the samples there are.</exception>
    public DataSet Slice(int start, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, Count);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count - start);
        return new DataSet(columns, Rows[start..(start + count)]);
    }

    /// <summary>These samples, in this order; one that is named twice is there twice.</summary>
    /// <param name="rows">Samples, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such sample.</exception>
    public DataSet Select(params ReadOnlySpan<int> rows)
    {
        var selected = new int[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            if ((uint)rows[i] >= (uint)Count)
                throw new ArgumentOutOfRangeException(nameof(rows), rows[i], $"Expected a sample from 0 to {Count - 1}.");
            selected[i] = this.rows[rows[i]];
        }

        return new DataSet(columns, selected);
    }

    /// <summary>The samples that a condition holds for, in their order.</summary>
    /// <param name="isTaken">Told the number of a sample, from 0: <c>data.Where(row => data.Label(row) &lt; 3)</c>.</param>
    public DataSet Where(Func<int, bool> isTaken)
    {
        ArgumentNullException.ThrowIfNull(isTaken);
        return Select([.. Enumerable.Range(0, Count).Where(isTaken)]);
    }

    /// <summary>
    /// A column of this set's samples, in their order: a view. Columns of sets with as many samples can be put together by
    /// <see cref="Of(ReadOnlySpan{DataColumn})"/>.
    /// </summary>
    /// <param name="column">The column, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such column.</exception>
    public DataColumn Column(int column)
    {
        CheckColumn(column);
        return new RearrangedColumn(columns[column], Rows);
    }

    /// <summary>The same samples with these columns alone, in this order: views.</summary>
    /// <param name="columns">Columns, from 0.</param>
    /// <exception cref="ArgumentException">No columns.</exception>
    /// <exception cref="ArgumentOutOfRangeException">No such column.</exception>
    public DataSet SelectColumns(params ReadOnlySpan<int> columns)
    {
        if (columns.IsEmpty)
            throw new ArgumentException("A data set needs a column.", nameof(columns));
        var selected = new DataColumn[columns.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            CheckColumn(columns[i]);
            selected[i] = this.columns[columns[i]];
        }

        return new DataSet(selected, Rows);
    }

    /// <summary>The same samples with one more column, the last.</summary>
    /// <param name="column">One value for each sample of this set, in its order.</param>
    /// <exception cref="ArgumentException">Another number of samples.</exception>
    public DataSet AddColumn(DataColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return column.Count == Count
            ? Of([.. Enumerable.Range(0, columns.Length).Select(Column), column])
            : throw new ArgumentException($"Expected {Count} samples, as the set has, got {column.Count}.", nameof(column));
    }

    /// <summary>The same samples in an order that the seed decides, on every machine alike.</summary>
    public DataSet Shuffle(int seed)
    {
        var shuffled = Rows.AsSpan().ToArray();
        Shuffling.Shuffle(shuffled, seed, round: 0);
        return new DataSet(columns, shuffled);
    }

    /// <summary>A sample's values in a column of floats.</summary>
    /// <param name="column">The column, from 0.</param>
    /// <param name="row">The sample, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such column or row.</exception>
    /// <exception cref="InvalidOperationException">The column holds integers.</exception>
    public ReadOnlySpan<float> Floats(int column, int row) => Column(column, row, isInteger: false).Words(rows[row]);

    /// <summary>A sample's values in a column of integers.</summary>
    /// <param name="column">The column, from 0.</param>
    /// <param name="row">The sample, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such column or row.</exception>
    /// <exception cref="InvalidOperationException">The column holds floats.</exception>
    public ReadOnlySpan<int> Integers(int column, int row) => Column(column, row, isInteger: true).Integers(rows[row]);

    /// <summary>A sample's class index: the first value of the last column.</summary>
    /// <param name="row">The sample, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such row.</exception>
    /// <exception cref="InvalidOperationException">The last column holds floats.</exception>
    public int Label(int row) => Integers(columns.Length - 1, row)[0];

    /// <summary>The order in which training takes the samples.</summary>
    /// <exception cref="ArgumentException">Fewer samples than a batch needs.</exception>
    internal BatchSource Open(BatchLayout layout, Batching batching) =>
        stream is null ? new RowSource(this, layout, batching) : new StreamSource(stream, layout, batching);

    /// <summary>
    /// Tells this set from others: count, columns and a hash of values, of all or, in large sets, of samples in equal distances; of a streamed set its columns
    /// alone.
    /// </summary>
    internal string Describe()
    {
        var shapes = string.Join(", ", Shapes.Select(shape => shape.ToString()));
        if (IsStreamed)
            return $"a stream of {shapes}";
        var hash = Fnv.Start;
        for (var column = 0; column < columns.Length; column++)
        {
            for (long row = 0, stride = 1 + (long)Count * columns[column].Width / HashedWords; row < Count; row += stride)
            {
                var words = columns[column].Words(rows[(int)row]);
                hash = Fnv.Add(Fnv.Add(hash, words.Length), words);
            }
        }

        return FormattableString.Invariant($"{Count} samples of {(shapes.Length == 0 ? "no columns" : shapes)}, hash {hash:x16}");
    }

    /// <summary>How many values a sample has in a column.</summary>
    internal int CountOf(int column, int row) => columns[column].CountOf(rows[row]);

    /// <summary>A sample's 32-bit words in a column, of whichever type.</summary>
    internal ReadOnlySpan<float> Words(int column, int row) => columns[column].Words(rows[row]);

    /// <summary>The set with columns of the lengths of its sequences, where a model takes such.</summary>
    /// <param name="layout">The model's columns; a column of lengths follows the first whose lengths it has.</param>
    internal DataSet AddLengths(BatchLayout layout)
    {
        if (IsStreamed || layout.Sequences == 0 || columns.Length != layout.Columns.Length - layout.Sequences)
            return this;
        var (all, next) = (new DataColumn[layout.Columns.Length], 0);
        for (var i = 0; i < all.Length; i++)
            all[i] = layout.Columns[i].IsLengths ? new LengthsColumn(all[i - 1]) : columns[next++];
        return new DataSet(all, rows);
    }

    /// <summary>Reads a sample's 32-bit words in a column, of whichever type.</summary>
    internal void Read(int column, int row, Span<float> words) => columns[column].Read(rows[row], words);

    private static DataColumn Column(float[] values, int count, string name)
    {
        if (values.Length == 0 || values.Length % count != 0)
            throw new ArgumentException($"Expected a multiple of {count} values, the number of samples, got {(values.Length == 0 ? "none" : values.Length)}.", name);
        return DataColumn.Of(values, values.Length / count);
    }

    private DataColumn Column(int column, int row, bool isInteger)
    {
        CheckColumn(column);
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Count);
        if (columns[column].IsInteger != isInteger)
            throw new InvalidOperationException($"Column {column} holds {(isInteger ? "floats" : "integers")}, not {(isInteger ? "integers" : "floats")}.");
        return columns[column];
    }

    private void CheckColumn(int column)
    {
        _ = Rows;
        ArgumentOutOfRangeException.ThrowIfNegative(column);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, columns.Length);
    }
}
