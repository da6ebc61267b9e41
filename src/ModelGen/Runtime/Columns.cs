using System.ComponentModel;
using System.Runtime.InteropServices;

namespace ModelGen.Runtime;

/// <summary>A batch as generated code hands it over: a span for each data parameter, sample after sample. Nothing is copied.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct Columns
{
    private ReadOnlySpan<float> column0, column1, column2, column3, column4, column5, column6, column7;
    private int integers;

    /// <summary>Samples, where there is no column.</summary>
    internal int Batch { get; private set; }

    /// <summary>Spans held.</summary>
    internal int Count { get; private set; }

    /// <summary>The words of a column: floats, or the bits of integers; empty past the last.</summary>
    internal readonly ReadOnlySpan<float> this[int index] => index switch
    {
        0 => column0,
        1 => column1,
        2 => column2,
        3 => column3,
        4 => column4,
        5 => column5,
        6 => column6,
        _ => column7,
    };

    /// <summary>One column.</summary>
    public static Columns Of(ReadOnlySpan<float> first) => new() { column0 = first, Count = 1 };

    /// <summary>One column.</summary>
    public static Columns Of(ReadOnlySpan<int> first) => default(Columns).And(first);

    /// <summary>Two columns.</summary>
    public static Columns Of(ReadOnlySpan<float> first, ReadOnlySpan<float> second) => new() { column0 = first, column1 = second, Count = 2 };

    /// <summary>Two columns.</summary>
    public static Columns Of(ReadOnlySpan<float> first, ReadOnlySpan<int> second) => new() { column0 = first, column1 = MemoryMarshal.Cast<int, float>(second), Count = 2, integers = 1 << 1 };

    /// <summary>Two columns.</summary>
    public static Columns Of(ReadOnlySpan<int> first, ReadOnlySpan<float> second) => Of(first).And(second);

    /// <summary>Two columns.</summary>
    public static Columns Of(ReadOnlySpan<int> first, ReadOnlySpan<int> second) => Of(first).And(second);

    /// <summary>No columns: an objective that takes no data.</summary>
    /// <param name="batch">Samples.</param>
    public static Columns OfBatch(int batch) => new() { Batch = batch };

    /// <summary>One column more.</summary>
    /// <exception cref="InvalidOperationException">More than <see cref="Block.MaximumColumns"/>.</exception>
    public readonly Columns And(ReadOnlySpan<float> column)
    {
        var result = this;
        switch (result.Count++)
        {
            case 0: result.column0 = column; break;
            case 1: result.column1 = column; break;
            case 2: result.column2 = column; break;
            case 3: result.column3 = column; break;
            case 4: result.column4 = column; break;
            case 5: result.column5 = column; break;
            case 6: result.column6 = column; break;
            case 7: result.column7 = column; break;
            default: throw new InvalidOperationException($"A batch has at most {Block.MaximumColumns} columns.");
        }

        return result;
    }

    /// <summary>One column more.</summary>
    /// <exception cref="InvalidOperationException">More than <see cref="Block.MaximumColumns"/>.</exception>
    public readonly Columns And(ReadOnlySpan<int> column)
    {
        var result = And(MemoryMarshal.Cast<int, float>(column));
        result.integers |= 1 << Count;
        return result;
    }

    /// <summary>Whether a column was given as integers.</summary>
    internal readonly bool IsInteger(int index) => (integers >> index & 1) != 0;
}
