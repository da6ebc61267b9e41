using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ModelGen.Runtime;

/// <summary>Random numbers for the sixteen samples of a block, by <see cref="Philox"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RandomLanes
{
    /// <summary>Uniform numbers in [0, 1): word f % 4 of the counter (f / 4, sample, operation, step), where the key is the seed.</summary>
    /// <param name="destination">[features][16].</param>
    /// <param name="features">Numbers a sample.</param>
    /// <param name="seed">The model's seed.</param>
    /// <param name="step">The training step.</param>
    /// <param name="firstSample">Index in the batch of the first lane's sample.</param>
    /// <param name="operation">Which operation draws.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FillUniform(ref float destination, int features, uint seed, uint step, uint firstSample, uint operation)
    {
        if (Vector512.IsHardwareAccelerated)
            Fill<Words512, Units>(ref destination, features, seed, step, firstSample, operation);
        else if (Vector256.IsHardwareAccelerated)
            Fill<Words256, Units>(ref destination, features, seed, step, firstSample, operation);
        else
            Fill<Words128, Units>(ref destination, features, seed, step, firstSample, operation);
    }

    /// <summary>Indices from a distribution, by <see cref="NoiseDistribution.Draw"/>: index i takes the words 2i and 2i + 1 of those that <see cref="FillUniform"/> makes numbers of.</summary>
    /// <param name="destination">[count][16].</param>
    /// <param name="count">Indices a sample.</param>
    /// <param name="vocabulary">How many there are.</param>
    /// <param name="table">[vocabulary][2]: the distribution.</param>
    /// <param name="words">[2 · count][16]: memory for the words.</param>
    /// <param name="seed">The model's seed.</param>
    /// <param name="step">The training step.</param>
    /// <param name="firstSample">Index in the batch of the first lane's sample.</param>
    /// <param name="operation">Which operation draws.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FillIndices(ref int destination, int count, int vocabulary, ref int table, ref float words, uint seed, uint step, uint firstSample, uint operation)
    {
        if (Vector512.IsHardwareAccelerated)
            Fill<Words512, Bits>(ref words, 2 * count, seed, step, firstSample, operation);
        else if (Vector256.IsHardwareAccelerated)
            Fill<Words256, Bits>(ref words, 2 * count, seed, step, firstSample, operation);
        else
            Fill<Words128, Bits>(ref words, 2 * count, seed, step, firstSample, operation);

        ref var bits = ref Unsafe.As<float, uint>(ref words);
        for (var index = 0; index < count; index++)
        {
            ref var drawn = ref Unsafe.Add(ref destination, index * Block.Lanes);
            ref var first = ref Unsafe.Add(ref bits, 2 * index * Block.Lanes);
            ref var second = ref Unsafe.Add(ref first, Block.Lanes);
            for (var lane = 0; lane < Block.Lanes; lane++)
            {
                var column = (int)((ulong)Unsafe.Add(ref first, lane) * (uint)vocabulary >> 32);
                ref var limit = ref Unsafe.Add(ref table, 2 * column);
                // Both are read, so that the choice, which no processor can foresee, is no branch.
                var other = Unsafe.Add(ref limit, 1);
                Unsafe.Add(ref drawn, lane) = Unsafe.Add(ref second, lane) < (uint)limit ? column : other;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Fill<T, TForm>(ref float destination, int features, uint seed, uint step, uint firstSample, uint operation)
        where T : struct, IWords<T> where TForm : IForm
    {
        for (var feature = 0; feature < features; feature += 4)
        {
            ref var tile = ref Unsafe.Add(ref destination, feature * Block.Lanes);
            for (var lane = 0; lane < Block.Lanes; lane += 2 * T.Count)
            {
                var sample = firstSample + (uint)lane;
                var lower = Generate(T.Create((uint)feature / 4), T.CreateFrom(sample), T.Create(operation), T.Create(step), seed);
                var upper = Generate(T.Create((uint)feature / 4), T.CreateFrom(sample + (uint)T.Count), T.Create(operation), T.Create(step), seed);
                TForm.Store(lower.Word0, upper.Word0, ref Unsafe.Add(ref tile, lane));
                if (feature + 1 < features) TForm.Store(lower.Word1, upper.Word1, ref Unsafe.Add(ref tile, lane + Block.Lanes));
                if (feature + 2 < features) TForm.Store(lower.Word2, upper.Word2, ref Unsafe.Add(ref tile, lane + 2 * Block.Lanes));
                if (feature + 3 < features) TForm.Store(lower.Word3, upper.Word3, ref Unsafe.Add(ref tile, lane + 3 * Block.Lanes));
            }
        }
    }

    /// <summary>As <see cref="Philox.Generate"/>. Each word stands in the lower half of a 64-bit lane; what the upper half holds never matters.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (T Word0, T Word1, T Word2, T Word3) Generate<T>(T c0, T c1, T c2, T c3, uint seed) where T : struct, IWords<T>
    {
        var (multiplier0, multiplier1) = (T.Create(Philox.Multiplier0), T.Create(Philox.Multiplier1));
        var (k0, k1) = (seed, Philox.StepKey);
        for (var round = 0; round < Philox.Rounds; round++)
        {
            var product0 = T.MultiplyLower(c0, multiplier0);
            var product1 = T.MultiplyLower(c2, multiplier1);
            (c0, c1, c2, c3) = (T.Upper(product1) ^ c1 ^ T.Create(k0), product1, T.Upper(product0) ^ c3 ^ T.Create(k1), product0);
            k0 += Philox.Weyl0;
            k1 += Philox.Weyl1;
        }
        return (c0, c1, c2, c3);
    }

    /// <summary>What becomes of random words in memory.</summary>
    private interface IForm
    {
        static abstract void Store<T>(T lower, T upper, ref float destination) where T : struct, IWords<T>;
    }

    /// <summary>Numbers in [0, 1).</summary>
    private readonly struct Units : IForm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Store<T>(T lower, T upper, ref float destination) where T : struct, IWords<T> => T.StoreUnits(lower, upper, ref destination);
    }

    /// <summary>The words themselves.</summary>
    private readonly struct Bits : IForm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Store<T>(T lower, T upper, ref float destination) where T : struct, IWords<T> => T.StoreBits(lower, upper, ref destination);
    }
}
