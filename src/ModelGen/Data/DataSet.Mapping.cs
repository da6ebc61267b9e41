namespace ModelGen;

/// <content>Columns whose samples are changed as they are read.</content>
public sealed partial class DataSet
{
    /// <summary>
    /// The same samples with class indices as probabilities of the classes, 1 at the class and 0 elsewhere: floats as <c>CrossEntropy(x, target)</c> takes
    /// them for a target <c>[Shape(classes)] Symbol</c>, and as mixup mixes them. A view.
    /// </summary>
    /// <param name="classes">How many; each sample gets as many values.</param>
    /// <param name="column">The column; nothing for the last.</param>
    /// <exception cref="ArgumentException">A column of floats, or of more than one integer a sample.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// Fewer than one class, no such column, or a class index out of range: the message names the row. Of streamed samples this is found when they are read.
    /// </exception>
    public DataSet OneHot(int classes, int? column = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        var shapes = Shapes;
        var index = column ?? shapes.Length - 1;
        if ((uint)index >= (uint)shapes.Length)
            throw new ArgumentOutOfRangeException(nameof(column), index, $"The data set has {shapes.Length} columns.");
        var expected = new ColumnShape(1, IsInteger: true);
        if (shapes[index] != expected)
            throw new ArgumentException($"Expected {expected} a sample in column {index}, got {shapes[index]}.", nameof(column));
        for (var row = 0; !IsStreamed && row < Count; row++)
        {
            if ((uint)Integers(index, row)[0] >= (uint)classes)
                throw new ArgumentOutOfRangeException(nameof(classes), classes, $"The class of row {row} is {Integers(index, row)[0]}; expected 0 to {classes - 1}.");
        }

        return Map(index, new OneHot(classes));
    }

    /// <summary>The same samples, mapped in one column.</summary>
    internal DataSet Map(int column, ColumnMap map) => stream is null
        ? new DataSet([.. columns.Select((old, index) => index == column ? new MappedColumn(old, map) : old)], rows)
        : new DataSet(new MappedStream(stream, column, map));

    /// <summary>Shows the words of each sample in a column, in the set's order.</summary>
    internal void ForEachSample(int column, Action<ReadOnlySpan<float>> show)
    {
        var words = new float[Shapes[column].Width];
        if (stream is null)
        {
            for (var row = 0; row < Count; row++)
            {
                Read(column, row, words);
                show(words);
            }

            return;
        }

        using var cursor = stream.Open(CancellationToken.None);
        while (cursor.MoveNext())
        {
            if (cursor.Read(column, words) is var actual && actual != words.Length)
                throw new InvalidDataException($"A sample has {stream.Shapes[column] with { Width = actual }} in column {column}; expected {words.Length}.");
            show(words);
        }
    }
}
