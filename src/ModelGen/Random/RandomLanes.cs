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
            FillUniform<Words512>(ref destination, features, seed, step, firstSample, operation);
        else if (Vector256.IsHardwareAccelerated)
            FillUniform<Words256>(ref destination, features, seed, step, firstSample, operation);
        else
            FillUniform<Words128>(ref destination, features, seed, step, firstSample, operation);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FillUniform<T>(ref float destination, int features, uint seed, uint step, uint firstSample, uint operation) where T : struct, IWords<T>
    {
        for (var feature = 0; feature < features; feature += 4)
        {
            ref var tile = ref Unsafe.Add(ref destination, feature * Block.Lanes);
            for (var lane = 0; lane < Block.Lanes; lane += 2 * T.Count)
            {
                var sample = firstSample + (uint)lane;
                var lower = Generate(T.Create((uint)feature / 4), T.CreateFrom(sample), T.Create(operation), T.Create(step), seed);
                var upper = Generate(T.Create((uint)feature / 4), T.CreateFrom(sample + (uint)T.Count), T.Create(operation), T.Create(step), seed);
                T.StoreUnits(lower.Word0, upper.Word0, ref Unsafe.Add(ref tile, lane));
                if (feature + 1 < features) T.StoreUnits(lower.Word1, upper.Word1, ref Unsafe.Add(ref tile, lane + Block.Lanes));
                if (feature + 2 < features) T.StoreUnits(lower.Word2, upper.Word2, ref Unsafe.Add(ref tile, lane + 2 * Block.Lanes));
                if (feature + 3 < features) T.StoreUnits(lower.Word3, upper.Word3, ref Unsafe.Add(ref tile, lane + 3 * Block.Lanes));
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
}
