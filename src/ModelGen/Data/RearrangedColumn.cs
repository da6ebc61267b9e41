namespace ModelGen;

/// <summary>Some rows of a column, in an order of their own: a view.</summary>
internal sealed class RearrangedColumn(DataColumn column, int[] rows) : DataColumn(rows.Length, column.Width, column.IsInteger)
{
    public override bool IsSequence => column.IsSequence;

    internal override int CountOf(int row) => column.CountOf(rows[row]);

    internal override bool IsInMemory => column.IsInMemory;

    internal override void Read(int row, Span<float> words) => column.Read(rows[row], words);

    internal override ReadOnlySpan<float> Words(int row) => column.Words(rows[row]);
}
