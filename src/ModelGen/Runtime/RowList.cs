namespace ModelGen.Runtime;

/// <summary>Rows of a tensor, each once, in the order in which they came. Adding and forgetting them costs as much as there are in the list, however many the tensor has.</summary>
/// <param name="count">Rows of the tensor.</param>
internal sealed class RowList(int count)
{
    // One more than a row's place in the list; 0 where it is not there.
    private readonly int[] places = new int[count];
    private int[] rows = [];

    public int Count { get; private set; }

    public ReadOnlySpan<int> Rows => rows.AsSpan(0, Count);

    /// <summary>Makes room, so that adding allocates nothing.</summary>
    /// <param name="additional">Rows that may be added.</param>
    public void Reserve(int additional)
    {
        if (Math.Min((long)Count + additional, places.Length) is var needed && needed > rows.Length)
            Array.Resize(ref rows, (int)needed);
    }

    /// <summary>The place of a row, which is added where it is not there.</summary>
    /// <param name="row">The row.</param>
    /// <param name="isNew">Whether it was not there.</param>
    public int Add(int row, out bool isNew)
    {
        ref var place = ref places[row];
        isNew = place == 0;
        if (isNew)
        {
            rows[Count] = row;
            place = ++Count;
        }

        return place - 1;
    }

    public void Clear()
    {
        foreach (var row in Rows)
            places[row] = 0;
        Count = 0;
    }
}
