using System.ComponentModel;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ModelGen.Runtime;

/// <summary>Between the layout of a block, <c>[features][16]</c>, and plain arrays, one sample after the other.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Lanes
{
    // Features in a tile: the width of the transposition inside 128 bits.
    private const int Tile = 4;

    /// <summary>Lanes in the widest vector of this machine.</summary>
    internal static int InVector
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.IsHardwareAccelerated ? 16 : Vector256.IsHardwareAccelerated ? 8 : 4;
    }

    /// <summary>Brings samples side by side. The lanes beyond the last sample repeat it, so that what is finite for the samples is finite in all lanes.</summary>
    /// <param name="source">[samples][features].</param>
    /// <param name="features">Values a sample.</param>
    /// <param name="samples">1 to 16.</param>
    /// <param name="destination">[features][16].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Load(ref float source, int features, int samples, ref float destination)
    {
        var feature = 0;
        for (; feature <= features - Tile; feature += Tile)
        {
            ref var from = ref Unsafe.Add(ref source, feature);
            ref var to = ref Unsafe.Add(ref destination, feature * Block.Lanes);
            if (samples < Block.Lanes || !Vector256.IsHardwareAccelerated)
            {
                for (var sample = 0; sample < Block.Lanes; sample += 4)
                    LoadFour(ref from, features, sample, samples - 1, ref Unsafe.Add(ref to, sample));
            }
            else if (Vector512.IsHardwareAccelerated)
                LoadSixteen(ref from, features, ref to);
            else
            {
                LoadEight(ref from, features, ref to);
                LoadEight(ref Unsafe.Add(ref from, 8 * features), features, ref Unsafe.Add(ref to, 8));
            }
        }
        for (; feature < features; feature++)
        {
            for (var sample = 0; sample < Block.Lanes; sample++)
                Unsafe.Add(ref destination, feature * Block.Lanes + sample) = Unsafe.Add(ref source, Math.Min(sample, samples - 1) * features + feature);
        }
    }

    /// <summary>Puts the samples one after the other again; lanes beyond the last sample are not written.</summary>
    /// <param name="source">[features][16].</param>
    /// <param name="features">Values a sample.</param>
    /// <param name="samples">1 to 16.</param>
    /// <param name="destination">[samples][features].</param>
    public static void Store(ref float source, int features, int samples, ref float destination) => StoreApart(ref source, features, samples, ref destination, features);

    /// <summary>Puts the samples somewhere again, each at a distance from the one before it; lanes beyond the last sample are not written.</summary>
    /// <param name="source">[features][16].</param>
    /// <param name="features">Values a sample.</param>
    /// <param name="samples">1 to 16.</param>
    /// <param name="destination">The first sample.</param>
    /// <param name="stride">Floats from one sample to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void StoreApart(ref float source, int features, int samples, ref float destination, int stride)
    {
        var feature = 0;
        for (; samples == 1 && feature <= features - Tile; feature += Tile)
        {
            ref var from = ref Unsafe.Add(ref source, feature * Block.Lanes);
            var four = Vector128.Create(from, Unsafe.Add(ref from, Block.Lanes), Unsafe.Add(ref from, 2 * Block.Lanes), Unsafe.Add(ref from, 3 * Block.Lanes));
            four.StoreUnsafe(ref destination, (nuint)feature);
        }
        for (; feature <= features - Tile; feature += Tile)
        {
            ref var from = ref Unsafe.Add(ref source, feature * Block.Lanes);
            ref var to = ref Unsafe.Add(ref destination, feature);
            if (samples < Block.Lanes || !Vector256.IsHardwareAccelerated)
            {
                for (var sample = 0; sample < samples; sample += 4)
                    StoreFour(ref Unsafe.Add(ref from, sample), stride, samples - sample, ref Unsafe.Add(ref to, sample * stride));
            }
            else if (Vector512.IsHardwareAccelerated)
                StoreSixteen(ref from, stride, ref to);
            else
            {
                StoreEight(ref from, stride, ref to);
                StoreEight(ref Unsafe.Add(ref from, 8), stride, ref Unsafe.Add(ref to, 8 * stride));
            }
        }
        for (; feature < features; feature++)
        {
            for (var sample = 0; sample < samples; sample++)
                Unsafe.Add(ref destination, sample * stride + feature) = Unsafe.Add(ref source, feature * Block.Lanes + sample);
        }
    }

    /// <summary>Brings sequences side by side, step after step. Where a sequence has ended its last step is repeated, and the lanes beyond the last sample repeat it: what is finite for real steps is finite everywhere.</summary>
    /// <param name="source">[steps of all samples][width].</param>
    /// <param name="lengths">[samples]: the samples' steps, at least 1.</param>
    /// <param name="width">Values a step.</param>
    /// <param name="samples">1 to 16.</param>
    /// <param name="destination">[steps of the longest][width][16].</param>
    public static void LoadSteps(ref float source, ref int lengths, int width, int samples, ref float destination)
    {
        var steps = TensorPrimitives.Max(MemoryMarshal.CreateReadOnlySpan(ref lengths, samples));
        ref var sequence = ref source;
        for (var lane = 0; lane < Block.Lanes; lane++)
        {
            var length = Unsafe.Add(ref lengths, Math.Min(lane, samples - 1));
            for (var step = 0; step < steps; step++)
            {
                ref var from = ref Unsafe.Add(ref sequence, Math.Min(step, length - 1) * width);
                ref var to = ref Unsafe.Add(ref destination, step * width * Block.Lanes + lane);
                for (var i = 0; i < width; i++)
                    Unsafe.Add(ref to, i * Block.Lanes) = Unsafe.Add(ref from, i);
            }

            if (lane < samples - 1)
                sequence = ref Unsafe.Add(ref sequence, length * width);
        }
    }

    /// <inheritdoc cref="LoadSteps(ref float, ref int, int, int, ref float)"/>
    public static void LoadSteps(ref float source, ref int lengths, int width, int samples, ref int destination) =>
        LoadSteps(ref source, ref lengths, width, samples, ref Unsafe.As<int, float>(ref destination));

    /// <summary>Puts sequences one after the other again, without what follows their ends.</summary>
    /// <param name="source">[steps of the longest][width][16].</param>
    /// <param name="lengths">[samples]: the samples' steps.</param>
    /// <param name="width">Values a step.</param>
    /// <param name="samples">1 to 16.</param>
    /// <param name="destination">[steps of all samples][width].</param>
    public static void StoreSteps(ref float source, ref int lengths, int width, int samples, ref float destination)
    {
        ref var to = ref destination;
        for (var lane = 0; lane < samples; lane++)
        {
            var count = Unsafe.Add(ref lengths, lane) * width;
            for (var i = 0; i < count; i++)
                Unsafe.Add(ref to, i) = Unsafe.Add(ref source, i * Block.Lanes + lane);
            to = ref Unsafe.Add(ref to, count);
        }
    }

    /// <summary>Brings integers side by side; the lanes beyond the last sample are zero.</summary>
    /// <param name="source">[samples][width].</param>
    /// <param name="width">Integers a sample.</param>
    /// <param name="samples">1 to 16.</param>
    /// <param name="destination">[width][16].</param>
    public static void LoadIntegers(ref int source, int width, int samples, ref int destination)
    {
        for (var lane = 0; lane < Block.Lanes; lane++)
        {
            for (var i = 0; i < width; i++)
                Unsafe.Add(ref destination, i * Block.Lanes + lane) = lane < samples ? Unsafe.Add(ref source, lane * width + i) : 0;
        }
    }

    /// <summary>Brings one integer a sample side by side; the lanes beyond the last sample are zero.</summary>
    /// <param name="source">[samples].</param>
    /// <param name="samples">1 to 16.</param>
    /// <param name="destination">[16].</param>
    public static void LoadIntegers(ref int source, int samples, ref int destination)
    {
        var lanes = MemoryMarshal.CreateSpan(ref destination, Block.Lanes);
        MemoryMarshal.CreateReadOnlySpan(ref source, samples).CopyTo(lanes);
        lanes[samples..].Clear();
    }

    /// <summary>The sum of sixteen lanes by one fixed tree: lane j with lane j + 8, then with j + 4, j + 2 and j + 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector512<float> lanes) => Sum(lanes.GetLower(), lanes.GetUpper());

    /// <inheritdoc cref="Sum(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector256<float> lanes0, Vector256<float> lanes8)
    {
        var eight = lanes0 + lanes8;
        return SumOfFour(eight.GetLower() + eight.GetUpper());
    }

    /// <inheritdoc cref="Sum(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector128<float> lanes0, Vector128<float> lanes4, Vector128<float> lanes8, Vector128<float> lanes12) =>
        SumOfFour((lanes0 + lanes8) + (lanes4 + lanes12));

    /// <summary>destination[i] += the sum of partials[i][0..16], each by the tree of <see cref="Sum(Vector512{float})"/>.</summary>
    /// <param name="partials">[count][16].</param>
    /// <param name="count">Number of sums.</param>
    /// <param name="destination">[count].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddSums(ref float partials, int count, ref float destination)
    {
        var i = 0;
        for (; i <= count - 4; i += 4)
        {
            ref var from = ref Unsafe.Add(ref partials, i * Block.Lanes);
            // Four values at once: zipping two of them brings their lanes j and j + 2, then j and j + 1, under each other.
            var even = AddHalves(SumToFour(ref from), SumToFour(ref Unsafe.Add(ref from, 2 * Block.Lanes)));
            var odd = AddHalves(SumToFour(ref Unsafe.Add(ref from, Block.Lanes)), SumToFour(ref Unsafe.Add(ref from, 3 * Block.Lanes)));
            var sums = AddHalves(even, odd);
            (Vector128.LoadUnsafe(ref destination, (nuint)i) + sums).StoreUnsafe(ref destination, (nuint)i);
        }
        for (; i < count; i++)
            Unsafe.Add(ref destination, i) += SumOfFour(SumToFour(ref Unsafe.Add(ref partials, i * Block.Lanes)));
    }

    /// <summary>destination[i] = source[i].</summary>
    /// <param name="source">[count].</param>
    /// <param name="count">Number of values.</param>
    /// <param name="destination">[count].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Copy(ref float source, int count, ref float destination)
    {
        var i = 0;
        for (; Vector512.IsHardwareAccelerated && i <= count - Vector512<float>.Count; i += Vector512<float>.Count)
            Vector512.LoadUnsafe(ref source, (nuint)i).StoreUnsafe(ref destination, (nuint)i);
        for (; Vector256.IsHardwareAccelerated && i <= count - Vector256<float>.Count; i += Vector256<float>.Count)
            Vector256.LoadUnsafe(ref source, (nuint)i).StoreUnsafe(ref destination, (nuint)i);
        for (; i <= count - Vector128<float>.Count; i += Vector128<float>.Count)
            Vector128.LoadUnsafe(ref source, (nuint)i).StoreUnsafe(ref destination, (nuint)i);
        for (; i < count; i++)
            Unsafe.Add(ref destination, i) = Unsafe.Add(ref source, i);
    }

    /// <summary>The largest value; NaN where one is.</summary>
    /// <param name="values">[count].</param>
    /// <param name="count">Number of values, at least 1.</param>
    public static float Largest(ref float values, int count) => TensorPrimitives.Max(MemoryMarshal.CreateReadOnlySpan(ref values, count));

    /// <summary>destination[i] += source[i].</summary>
    /// <param name="source">[count].</param>
    /// <param name="count">Number of sums.</param>
    /// <param name="destination">[count].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(ref float source, int count, ref float destination)
    {
        var i = 0;
        for (; Vector256.IsHardwareAccelerated && i <= count - Vector256<float>.Count; i += Vector256<float>.Count)
            (Vector256.LoadUnsafe(ref destination, (nuint)i) + Vector256.LoadUnsafe(ref source, (nuint)i)).StoreUnsafe(ref destination, (nuint)i);
        for (; i <= count - Vector128<float>.Count; i += Vector128<float>.Count)
            (Vector128.LoadUnsafe(ref destination, (nuint)i) + Vector128.LoadUnsafe(ref source, (nuint)i)).StoreUnsafe(ref destination, (nuint)i);
        for (; i < count; i++)
            Unsafe.Add(ref destination, i) += Unsafe.Add(ref source, i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> SumToFour(ref float lanes) =>
        (Vector128.LoadUnsafe(ref lanes) + Vector128.LoadUnsafe(ref lanes, 8)) + (Vector128.LoadUnsafe(ref lanes, 4) + Vector128.LoadUnsafe(ref lanes, 12));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> AddHalves(Vector128<float> a, Vector128<float> b) => Transposition.ZipLow(a, b) + Transposition.ZipHigh(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float SumOfFour(Vector128<float> lanes)
    {
        var two = lanes + Vector128.Shuffle(lanes, Vector128.Create(2, 3, 0, 1));
        return two[0] + two[1];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LoadFour(ref float source, int features, int first, int last, ref float destination)
    {
        var a = Row(ref source, features, Math.Min(first, last));
        var b = Row(ref source, features, Math.Min(first + 1, last));
        var c = Row(ref source, features, Math.Min(first + 2, last));
        var d = Row(ref source, features, Math.Min(first + 3, last));
        Transposition.Transpose(ref a, ref b, ref c, ref d);
        a.StoreUnsafe(ref destination);
        b.StoreUnsafe(ref destination, Block.Lanes);
        c.StoreUnsafe(ref destination, 2 * Block.Lanes);
        d.StoreUnsafe(ref destination, 3 * Block.Lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LoadEight(ref float source, int features, ref float destination)
    {
        var (a, b, c, d) = (Rows(ref source, features, 0), Rows(ref source, features, 1), Rows(ref source, features, 2), Rows(ref source, features, 3));
        Transposition.Transpose(ref a, ref b, ref c, ref d);
        a.StoreUnsafe(ref destination);
        b.StoreUnsafe(ref destination, Block.Lanes);
        c.StoreUnsafe(ref destination, 2 * Block.Lanes);
        d.StoreUnsafe(ref destination, 3 * Block.Lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LoadSixteen(ref float source, int features, ref float destination)
    {
        // WithUpper and not Create: to find the latter among its overloads makes a process's first step 2 ms longer.
        var a = Rows(ref source, features, 0).ToVector512Unsafe().WithUpper(Rows(ref source, features, 8));
        var b = Rows(ref source, features, 1).ToVector512Unsafe().WithUpper(Rows(ref source, features, 9));
        var c = Rows(ref source, features, 2).ToVector512Unsafe().WithUpper(Rows(ref source, features, 10));
        var d = Rows(ref source, features, 3).ToVector512Unsafe().WithUpper(Rows(ref source, features, 11));
        Transposition.Transpose(ref a, ref b, ref c, ref d);
        a.StoreUnsafe(ref destination);
        b.StoreUnsafe(ref destination, Block.Lanes);
        c.StoreUnsafe(ref destination, 2 * Block.Lanes);
        d.StoreUnsafe(ref destination, 3 * Block.Lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreFour(ref float source, int features, int samples, ref float destination)
    {
        var (a, b) = (Vector128.LoadUnsafe(ref source), Vector128.LoadUnsafe(ref source, Block.Lanes));
        var (c, d) = (Vector128.LoadUnsafe(ref source, 2 * Block.Lanes), Vector128.LoadUnsafe(ref source, 3 * Block.Lanes));
        Transposition.Transpose(ref a, ref b, ref c, ref d);
        a.StoreUnsafe(ref destination);
        if (samples > 1) b.StoreUnsafe(ref Unsafe.Add(ref destination, features));
        if (samples > 2) c.StoreUnsafe(ref Unsafe.Add(ref destination, 2 * features));
        if (samples > 3) d.StoreUnsafe(ref Unsafe.Add(ref destination, 3 * features));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreEight(ref float source, int features, ref float destination)
    {
        var (a, b) = (Vector256.LoadUnsafe(ref source), Vector256.LoadUnsafe(ref source, Block.Lanes));
        var (c, d) = (Vector256.LoadUnsafe(ref source, 2 * Block.Lanes), Vector256.LoadUnsafe(ref source, 3 * Block.Lanes));
        Transposition.Transpose(ref a, ref b, ref c, ref d);
        StoreRows(a, features, ref destination, 0);
        StoreRows(b, features, ref destination, 1);
        StoreRows(c, features, ref destination, 2);
        StoreRows(d, features, ref destination, 3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreSixteen(ref float source, int features, ref float destination)
    {
        var (a, b) = (Vector512.LoadUnsafe(ref source), Vector512.LoadUnsafe(ref source, Block.Lanes));
        var (c, d) = (Vector512.LoadUnsafe(ref source, 2 * Block.Lanes), Vector512.LoadUnsafe(ref source, 3 * Block.Lanes));
        Transposition.Transpose(ref a, ref b, ref c, ref d);
        StoreRows(a.GetLower(), features, ref destination, 0);
        StoreRows(b.GetLower(), features, ref destination, 1);
        StoreRows(c.GetLower(), features, ref destination, 2);
        StoreRows(d.GetLower(), features, ref destination, 3);
        StoreRows(a.GetUpper(), features, ref destination, 8);
        StoreRows(b.GetUpper(), features, ref destination, 9);
        StoreRows(c.GetUpper(), features, ref destination, 10);
        StoreRows(d.GetUpper(), features, ref destination, 11);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Row(ref float source, int features, int sample) => Vector128.LoadUnsafe(ref Unsafe.Add(ref source, sample * features));

    /// <summary>Four features of a sample and of the fourth after it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Rows(ref float source, int features, int sample) =>
        Vector256.Create(Row(ref source, features, sample), Row(ref source, features, sample + 4));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreRows(Vector256<float> rows, int features, ref float destination, int sample)
    {
        rows.GetLower().StoreUnsafe(ref Unsafe.Add(ref destination, sample * features));
        rows.GetUpper().StoreUnsafe(ref Unsafe.Add(ref destination, (sample + 4) * features));
    }
}
