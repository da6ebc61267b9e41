using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ModelGen.Runtime;

/// <summary>Between the layout of a block, <c>[features][16]</c>, and rows that each sample chooses by an index of its own.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RowLanes
{
    // Values in a tile: the width of the transposition inside 128 bits.
    private const int Tile = 4;

    /// <summary>Brings the rows that indices name side by side.</summary>
    /// <param name="rows">[rows][width].</param>
    /// <param name="width">Values a row.</param>
    /// <param name="indices">[16].</param>
    /// <param name="destination">[width][16].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Gather(ref float rows, int width, ref int indices, ref float destination)
    {
        for (var lane = 0; lane < Block.Lanes; lane += 8)
        {
            ref var row0 = ref Row(ref rows, width, ref indices, lane);
            ref var row1 = ref Row(ref rows, width, ref indices, lane + 1);
            ref var row2 = ref Row(ref rows, width, ref indices, lane + 2);
            ref var row3 = ref Row(ref rows, width, ref indices, lane + 3);
            ref var row4 = ref Row(ref rows, width, ref indices, lane + 4);
            ref var row5 = ref Row(ref rows, width, ref indices, lane + 5);
            ref var row6 = ref Row(ref rows, width, ref indices, lane + 6);
            ref var row7 = ref Row(ref rows, width, ref indices, lane + 7);
            ref var to = ref Unsafe.Add(ref destination, lane);
            nuint i = 0;
            for (; (int)i <= width - Tile; i += Tile)
            {
                if (Vector256.IsHardwareAccelerated)
                {
                    var (a, b) = (Pair(ref row0, ref row4, i), Pair(ref row1, ref row5, i));
                    var (c, d) = (Pair(ref row2, ref row6, i), Pair(ref row3, ref row7, i));
                    Transposition.Transpose(ref a, ref b, ref c, ref d);
                    a.StoreUnsafe(ref to, i * Block.Lanes);
                    b.StoreUnsafe(ref to, (i + 1) * Block.Lanes);
                    c.StoreUnsafe(ref to, (i + 2) * Block.Lanes);
                    d.StoreUnsafe(ref to, (i + 3) * Block.Lanes);
                }
                else
                {
                    GatherFour(ref row0, ref row1, ref row2, ref row3, i, ref to);
                    GatherFour(ref row4, ref row5, ref row6, ref row7, i, ref Unsafe.Add(ref to, 4));
                }
            }

            for (; (int)i < width; i++)
            {
                Vector128.Create(Unsafe.Add(ref row0, i), Unsafe.Add(ref row1, i), Unsafe.Add(ref row2, i), Unsafe.Add(ref row3, i)).StoreUnsafe(ref to, i * Block.Lanes);
                Vector128.Create(Unsafe.Add(ref row4, i), Unsafe.Add(ref row5, i), Unsafe.Add(ref row6, i), Unsafe.Add(ref row7, i)).StoreUnsafe(ref to, i * Block.Lanes + 4);
            }
        }
    }

    /// <summary>Adds each sample's values to the row that its index names, sample after sample.</summary>
    /// <param name="values">[width][16].</param>
    /// <param name="width">Values a row.</param>
    /// <param name="indices">[16].</param>
    /// <param name="samples">1 to 16.</param>
    /// <param name="rows">[rows][width].</param>
    public static void ScatterAdd(ref float values, int width, ref int indices, int samples, ref float rows)
    {
        for (var lane = 0; lane < samples; lane++)
        {
            ref var row = ref Unsafe.Add(ref rows, (nint)Unsafe.Add(ref indices, lane) * width);
            for (var i = 0; i < width; i++)
                Unsafe.Add(ref row, i) += Unsafe.Add(ref values, i * Block.Lanes + lane);
        }
    }

    /// <summary>Brings side by side the rows of samples' own values that their indices name.</summary>
    /// <param name="values">[rows][width][16].</param>
    /// <param name="width">Values a row.</param>
    /// <param name="indices">[16].</param>
    /// <param name="destination">[width][16].</param>
    public static void Select(ref float values, int width, ref int indices, ref float destination)
    {
        for (var lane = 0; lane < Block.Lanes; lane++)
        {
            ref var row = ref Unsafe.Add(ref values, (nint)Unsafe.Add(ref indices, lane) * width * Block.Lanes + lane);
            for (var i = 0; i < width; i++)
                Unsafe.Add(ref destination, i * Block.Lanes + lane) = Unsafe.Add(ref row, i * Block.Lanes);
        }
    }

    /// <summary>Adds to the rows that the samples' indices name.</summary>
    /// <param name="values">[width][16].</param>
    /// <param name="width">Values a row.</param>
    /// <param name="indices">[16].</param>
    /// <param name="samples">1 to 16.</param>
    /// <param name="destination">[rows][width][16].</param>
    public static void AddTo(ref float values, int width, ref int indices, int samples, ref float destination)
    {
        for (var lane = 0; lane < samples; lane++)
        {
            ref var row = ref Unsafe.Add(ref destination, (nint)Unsafe.Add(ref indices, lane) * width * Block.Lanes + lane);
            for (var i = 0; i < width; i++)
                Unsafe.Add(ref row, i * Block.Lanes) += Unsafe.Add(ref values, i * Block.Lanes + lane);
        }
    }

    /// <summary>Writes down each sample's indices and then its values, for <see cref="SparseGradient"/>.</summary>
    /// <param name="values">[count][width][16].</param>
    /// <param name="width">Values a row.</param>
    /// <param name="count">Rows a sample.</param>
    /// <param name="indices">[count][16].</param>
    /// <param name="samples">1 to 16.</param>
    /// <param name="rows">The first sample's: [count], then [count][width].</param>
    /// <param name="stride">Floats from one sample to the next.</param>
    public static void StoreRows(ref float values, int width, int count, ref int indices, int samples, ref float rows, int stride) =>
        StoreSome(ref values, width, count, count, ref indices, samples, ref rows, stride);

    /// <summary>The same for each step of sequences; an index of −1 stands where one has ended.</summary>
    /// <param name="values">[steps of the longest][count][width][16].</param>
    /// <param name="width">Values a row.</param>
    /// <param name="count">Rows a step.</param>
    /// <param name="maximumSteps">Steps that there is room for.</param>
    /// <param name="indices">[steps of the longest][count][16].</param>
    /// <param name="lengths">[samples]: the samples' steps.</param>
    /// <param name="samples">1 to 16.</param>
    /// <param name="rows">The first sample's: [maximumSteps][count], then [maximumSteps][count][width].</param>
    /// <param name="stride">Floats from one sample to the next.</param>
    public static void StoreSteps(ref float values, int width, int count, int maximumSteps, ref int indices, ref int lengths, int samples, ref float rows, int stride)
    {
        var longest = 0;
        for (var sample = 0; sample < samples; sample++)
            longest = Math.Max(longest, Unsafe.Add(ref lengths, sample));
        StoreSome(ref values, width, longest * count, maximumSteps * count, ref indices, samples, ref rows, stride);
        for (var sample = 0; sample < samples; sample++)
        {
            if (Unsafe.Add(ref lengths, sample) is var length && length < maximumSteps)
                Unsafe.As<float, int>(ref Unsafe.Add(ref rows, sample * stride + length * count)) = -1;
        }
    }

    private static void StoreSome(ref float values, int width, int count, int room, ref int indices, int samples, ref float rows, int stride)
    {
        for (var i = 0; i < count; i++)
        {
            for (var sample = 0; sample < samples; sample++)
                Unsafe.As<float, int>(ref Unsafe.Add(ref rows, sample * stride + i)) = Unsafe.Add(ref indices, i * Block.Lanes + sample);
            Lanes.StoreApart(ref Unsafe.Add(ref values, i * width * Block.Lanes), width, samples, ref Unsafe.Add(ref rows, room + i * width), stride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref float Row(ref float rows, int width, ref int indices, int lane) => ref Unsafe.Add(ref rows, (nint)Unsafe.Add(ref indices, lane) * width);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Pair(ref float lower, ref float upper, nuint i) => Vector256.Create(Vector128.LoadUnsafe(ref lower, i), Vector128.LoadUnsafe(ref upper, i));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void GatherFour(ref float row0, ref float row1, ref float row2, ref float row3, nuint i, ref float to)
    {
        var (a, b) = (Vector128.LoadUnsafe(ref row0, i), Vector128.LoadUnsafe(ref row1, i));
        var (c, d) = (Vector128.LoadUnsafe(ref row2, i), Vector128.LoadUnsafe(ref row3, i));
        Transposition.Transpose(ref a, ref b, ref c, ref d);
        a.StoreUnsafe(ref to, i * Block.Lanes);
        b.StoreUnsafe(ref to, (i + 1) * Block.Lanes);
        c.StoreUnsafe(ref to, (i + 2) * Block.Lanes);
        d.StoreUnsafe(ref to, (i + 3) * Block.Lanes);
    }
}
