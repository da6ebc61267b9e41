namespace ModelGen;

/// <summary>What becomes of each sample's values in a column, wherever they come from.</summary>
internal abstract class ColumnMap
{
    /// <summary>What the column holds of a sample then: at least as many values as before.</summary>
    public abstract ColumnShape ShapeOf(ColumnShape column);

    /// <summary>Maps in place: the sample's words stand first.</summary>
    public abstract void Apply(Span<float> words);
}

/// <summary>A column, each sample mapped when it is read.</summary>
internal sealed class MappedColumn(DataColumn column, ColumnMap map)
    : DataColumn(column.Count, map.ShapeOf(column.Shape).Width, map.ShapeOf(column.Shape).IsInteger)
{
    internal override bool IsInMemory => column.IsInMemory;

    internal override void Read(int row, Span<float> words)
    {
        column.Read(row, words[..column.Width]);
        map.Apply(words);
    }
}

/// <summary>A stream, each sample mapped in one column when it is read.</summary>
internal sealed class MappedStream(SampleStream stream, int mapped, ColumnMap map)
    : SampleStream([.. stream.Shapes.Select((shape, column) => column == mapped ? map.ShapeOf(shape) : shape)], stream.ShuffleBuffer)
{
    public override SampleCursor Open(CancellationToken cancellation) => new Cursor(stream.Open(cancellation), mapped, stream.Shapes[mapped].Width, map);

    private sealed class Cursor(SampleCursor cursor, int mapped, int width, ColumnMap map) : SampleCursor
    {
        public override bool MoveNext() => cursor.MoveNext();

        public override int Read(int column, Span<float> words)
        {
            if (column != mapped)
                return cursor.Read(column, words);
            var actual = cursor.Read(column, words[..width]);
            if (actual != width)
                return actual;
            map.Apply(words);
            return words.Length;
        }

        public override void Dispose() => cursor.Dispose();
    }
}
