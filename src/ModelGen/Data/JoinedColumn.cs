namespace ModelGen;

/// <summary>Columns one after the other.</summary>
internal sealed class JoinedColumn(DataColumn[] parts)
    : DataColumn(parts.Aggregate(0, (count, part) => checked(count + part.Count)), parts[0].Width, parts[0].IsInteger)
{
    public override bool IsSequence => parts[0].IsSequence;

    internal override int CountOf(int row) => PartOf(ref row).CountOf(row);

    internal override bool IsInMemory => Array.TrueForAll(parts, part => part.IsInMemory);

    internal override void Read(int row, Span<float> words) => PartOf(ref row).Read(row, words);

    internal override ReadOnlySpan<float> Words(int row) => PartOf(ref row).Words(row);

    private DataColumn PartOf(ref int row)
    {
        var part = 0;
        for (; row >= parts[part].Count; part++)
            row -= parts[part].Count;
        return parts[part];
    }
}
