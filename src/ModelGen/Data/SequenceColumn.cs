using System.Runtime.InteropServices;

namespace ModelGen;

/// <summary>A column of sequences in memory.</summary>
internal sealed class SequenceColumn<T> : DataColumn
    where T : struct
{
    private readonly Ragged<T> sequences;

    public SequenceColumn(Ragged<T> sequences, int width, bool isInteger)
        : base(sequences.Count, width, isInteger)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        for (var row = 0; row < sequences.Count; row++)
        {
            if (sequences.Lengths[row] % width != 0)
                throw new ArgumentException($"Expected a multiple of {width} values, the width of a step, in sample {row}, got {sequences.Lengths[row]}.", nameof(sequences));
        }

        this.sequences = sequences;
    }

    public override bool IsSequence => true;

    internal override int CountOf(int row) => sequences.Lengths[row];

    internal override void Read(int row, Span<float> words) => Words(row).CopyTo(words);

    internal override ReadOnlySpan<float> Words(int row) => MemoryMarshal.Cast<T, float>(sequences[row]);
}

/// <summary>How many steps the sequences of a column have.</summary>
internal sealed class LengthsColumn(DataColumn sequences) : DataColumn(sequences.Count, width: 1, isInteger: true)
{
    internal override bool IsInMemory => sequences.IsInMemory;

    internal override void Read(int row, Span<float> words) => words[0] = BitConverter.Int32BitsToSingle(sequences.CountOf(row) / sequences.Width);
}
