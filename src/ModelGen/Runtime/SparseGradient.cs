using System.Runtime.InteropServices;

namespace ModelGen.Runtime;

/// <summary>
/// The gradient of a sparse tensor: of the rows that the last batch used. The uses of a row are added up in the order of the layer's calls, and of the samples in each, where the first of them stands, so that any number
/// of threads gives the same bits.
/// </summary>
internal sealed class SparseGradient
{
    private const int RowsOfPiece = 32;

    private readonly RowList rows, shown;

    // The uses of each row as a chain: the row's first and last, and for each use the next one, −1 behind the last, and where its values are.
    private int[] first = [], last = [], next = [];
    private nint[] values = [];
    private int uses;

    /// <param name="tensor">The tensor.</param>
    public SparseGradient(TensorLayout tensor)
    {
        Tensor = tensor;
        Width = tensor.Shape[1];
        (rows, shown) = (new RowList(tensor.Shape[0]), new RowList(tensor.Shape[0]));
    }

    public TensorLayout Tensor { get; }

    /// <summary>Values of a row.</summary>
    public int Width { get; }

    /// <summary>Rows that are not 0.</summary>
    public ReadOnlySpan<int> Rows => rows.Rows;

    /// <summary>Pieces of rows, for threads.</summary>
    public int Pieces => (rows.Count + RowsOfPiece - 1) / RowsOfPiece;

    /// <summary>Where each row's first use is, and its values are.</summary>
    public (int[] First, nint[] Values) Places => (first, values);

    /// <summary>The places of a piece's rows.</summary>
    public (int From, int To) Piece(int piece) => (piece * RowsOfPiece, Math.Min((piece + 1) * RowsOfPiece, rows.Count));

    /// <summary>A row's gradient.</summary>
    public unsafe Span<float> Gradient(int place) => new((float*)values[first[place]], Width);

    /// <summary>A row in a buffer that is laid out as the parameters.</summary>
    public Span<float> Of(PinnedBuffer buffer, int row) => buffer.Span.Slice(Tensor.Offset + row * Width, Width);

    /// <summary>Makes all of it 0.</summary>
    public void Clear()
    {
        rows.Clear();
        uses = 0;
    }

    /// <summary>Finds the rows that a batch used, which <see cref="Sum"/> then adds up.</summary>
    public void Collect(BatchRun run)
    {
        Clear();
        var most = 0;
        foreach (var use in run.RowUses)
            most = checked(most + (use.Tensor == Tensor.Offset ? use.Count * run.Batch : 0));
        Reserve(most);
        foreach (var use in run.RowUses)
        {
            for (var sample = 0; sample < run.Batch && use.Tensor == Tensor.Offset; sample++)
            {
                var address = run.AddressOfRows(sample, use.First);
                var indices = Integers(address, use.Count);
                for (var i = 0; i < indices.Length && indices[i] >= 0; i++)
                    Add(indices[i], address + (use.Count + i * Width) * sizeof(float));
            }
        }
    }

    /// <summary>Takes other rows, whose gradients are in a buffer that is laid out as the parameters.</summary>
    public void Take(ReadOnlySpan<int> others, PinnedBuffer buffer)
    {
        Clear();
        Reserve(others.Length);
        foreach (var row in others)
            Add(row, buffer.Address + (nint)(Tensor.Offset + row * Width) * sizeof(float));
    }

    /// <summary>Adds up the uses of a row.</summary>
    public void Sum(int place)
    {
        ref var sum = ref MemoryMarshal.GetReference(Gradient(place));
        for (var use = next[first[place]]; use >= 0; use = next[use])
            Lanes.Add(ref ModelMemory.At(values[use]), Width, ref sum);
    }

    /// <summary>Writes all of the gradient into a dense one that shows an earlier one so far.</summary>
    public void Show(PinnedBuffer gradients)
    {
        foreach (var row in shown.Rows)
            Of(gradients, row).Clear();
        shown.Clear();
        shown.Reserve(rows.Count);
        for (var place = 0; place < rows.Count; place++)
        {
            _ = shown.Add(Rows[place], out _);
            Gradient(place).CopyTo(Of(gradients, Rows[place]));
        }
    }

    private void Reserve(int most)
    {
        rows.Reserve(most);
        if (next.Length >= most)
            return;
        (first, last, next) = (new int[most], new int[most], new int[most]);
        values = new nint[most];
    }

    private void Add(int row, nint address)
    {
        var place = rows.Add(row, out var isNew);
        if (isNew)
            first[place] = uses;
        else
            next[last[place]] = uses;
        last[place] = uses;
        next[uses] = -1;
        values[uses++] = address;
    }

    private static unsafe ReadOnlySpan<int> Integers(nint address, int count) => new((int*)address, count);
}
