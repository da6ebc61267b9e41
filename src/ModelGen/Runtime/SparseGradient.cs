using System.Runtime.InteropServices;

namespace ModelGen.Runtime;

/// <summary>
/// The gradient of a sparse tensor: a dense view in the flat gradient, of which only rows that the last batch used are not 0. Each row adds up its uses in the order of the samples, so that any number of threads gives the
/// same bits.
/// </summary>
internal sealed class SparseGradient
{
    private const int RowsOfPiece = 32;

    private readonly PinnedBuffer gradients;
    private readonly RowList rows;

    // The uses of each row as a chain: the row's first and last, and for each use the next one, −1 behind the last, and where its values are.
    private int[] first = [], last = [], next = [];
    private nint[] values = [];
    private int uses;

    /// <param name="tensor">The tensor.</param>
    /// <param name="gradients">The flat gradient.</param>
    public SparseGradient(TensorLayout tensor, PinnedBuffer gradients)
    {
        this.gradients = gradients;
        Tensor = tensor;
        Width = tensor.Shape[1];
        rows = new RowList(tensor.Shape[0]);
    }

    public TensorLayout Tensor { get; }

    /// <summary>Values of a row.</summary>
    public int Width { get; }

    /// <summary>Rows that are not 0.</summary>
    public ReadOnlySpan<int> Rows => rows.Rows;

    /// <summary>Pieces of rows, for threads.</summary>
    public int Pieces => (rows.Count + RowsOfPiece - 1) / RowsOfPiece;

    /// <summary>The places of a piece's rows.</summary>
    public (int From, int To) Piece(int piece) => (piece * RowsOfPiece, Math.Min((piece + 1) * RowsOfPiece, rows.Count));

    /// <summary>A row's gradient.</summary>
    public Span<float> Gradient(int place) => Of(gradients, rows.Rows[place]);

    /// <summary>A row in a buffer that is laid out as the parameters.</summary>
    public Span<float> Of(PinnedBuffer buffer, int row) => buffer.Span.Slice(Tensor.Offset + row * Width, Width);

    /// <summary>Makes all of it 0.</summary>
    public void Clear()
    {
        for (var place = 0; place < rows.Count; place++)
            Gradient(place).Clear();
        rows.Clear();
        uses = 0;
    }

    /// <summary>Finds the rows that a batch used, which <see cref="Sum"/> then adds up.</summary>
    public void Collect(BatchRun run)
    {
        Clear();
        Reserve(run);
        for (var sample = 0; sample < run.Batch; sample++)
        {
            var records = run.RowsOf(sample);
            foreach (var use in run.RowUses)
            {
                for (var i = 0; i < use.Count && use.Tensor == Tensor.Offset; i++)
                {
                    ref readonly var record = ref records[use.First + i * (Width + 1)];
                    var row = BitConverter.SingleToInt32Bits(records[use.First + i * (Width + 1) + Width]);
                    if (row < 0)
                        break;
                    Add(row, in record);
                }
            }
        }
    }

    /// <summary>Takes other rows, whose gradients are written to <see cref="Gradient"/>.</summary>
    public void Take(ReadOnlySpan<int> others)
    {
        Clear();
        rows.Reserve(others.Length);
        foreach (var row in others)
            rows.Add(row, out _);
    }

    /// <summary>Adds up the uses of a row.</summary>
    public unsafe void Sum(int place)
    {
        var gradient = Gradient(place);
        var use = first[place];
        new ReadOnlySpan<float>((float*)values[use], Width).CopyTo(gradient);
        while ((use = next[use]) >= 0)
            Lanes.Add(ref ModelMemory.At(values[use]), Width, ref MemoryMarshal.GetReference(gradient));
    }

    private void Reserve(BatchRun run)
    {
        var most = 0;
        foreach (var use in run.RowUses)
            most = checked(most + (use.Tensor == Tensor.Offset ? use.Count * run.Batch : 0));
        rows.Reserve(most);
        if (next.Length >= most)
            return;
        (first, last, next) = (new int[most], new int[most], new int[most]);
        values = new nint[most];
    }

    private unsafe void Add(int row, in float record)
    {
        var place = rows.Add(row, out var isNew);
        if (isNew)
            first[place] = uses;
        else
            next[last[place]] = uses;
        last[place] = uses;
        next[uses] = -1;
        fixed (float* address = &record)
            values[uses++] = (nint)address;
    }
}
