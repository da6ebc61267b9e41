using System.Runtime.CompilerServices;

namespace ModelGen.Runtime;

/// <summary>Floats at an address that never moves and is a multiple of 64 bytes; zero at first. A vector that begins at the last float is within the buffer's memory too.</summary>
internal sealed class PinnedBuffer
{
    /// <summary>Floats in 64 bytes.</summary>
    private const int Line = 16;

    private float[] array = [];
    private int start;

    public PinnedBuffer(long length = 0) => Ensure(length);

    /// <summary>Address of the first float; 0 while the buffer is empty.</summary>
    public nint Address { get; private set; }

    public int Length { get; private set; }

    public Span<float> Span => array.AsSpan(start, Length);

    /// <summary>The next length at which a following piece is aligned too.</summary>
    public static int Aligned(int length) => checked(length + Line - 1) / Line * Line;

    /// <summary>Makes the buffer at least this long; where it has to grow its values are lost.</summary>
    /// <exception cref="InsufficientMemoryException">More than one array can hold.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Ensure(long length)
    {
        if (length > Length)
            Grow(length);
    }

    private unsafe void Grow(long length)
    {
        if (length > Array.MaxLength - 2 * Line)
            throw new InsufficientMemoryException($"{length} floats in one piece are more than an array can hold: use smaller batches.");
        array = GC.AllocateArray<float>((int)length + 2 * Line, pinned: true);
        fixed (float* first = array)
        {
            start = (int)((Line * sizeof(float) - (nint)first % (Line * sizeof(float))) % (Line * sizeof(float)) / sizeof(float));
            Address = (nint)(first + start);
        }

        Length = (int)length;
    }
}
