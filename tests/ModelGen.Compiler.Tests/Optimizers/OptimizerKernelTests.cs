using System.Runtime.InteropServices;
using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Optimizers;
using ModelGen.Compiler.Tests.Kernels;
using Xunit;

namespace ModelGen.Compiler.Tests.Optimizers;

/// <summary>Emitted updates against the optimizers' reference, in every width and over ranges that begin and end anywhere.</summary>
public class OptimizerKernelTests
{
    private const int Count = 45, Steps = 20;

    private delegate void Update(float[] parameters, float[] gradients, float[] slots, int from, int to, long step, float gradientScale);

    public static TheoryData<Optimizer> Optimizers =>
    [
        new Sgd(0.1f), new Sgd(0.1f, WeightDecay: 0.01f), new Sgd(0.1f, Momentum: 0.9f), new Sgd(0.1f, Momentum: 0.9f, Nesterov: true, WeightDecay: 0.01f),
        new Adam(), new Adam(0.01f, Beta1: 0.5f, Epsilon: 1e-3f, AmsGrad: true, WeightDecay: 0.1f), new AdamW(0.01f), new AdamW(AmsGrad: true),
    ];

    [Theory, MemberData(nameof(Optimizers))]
    public void Update_IsTheReference(Optimizer optimizer)
    {
        const float clip = 0.5f, scale = 0.75f;
        var updates = Compile(optimizer, clip);
        var random = new Random(1);
        var start = Random(random, Count);
        var gradients = Enumerable.Range(0, Steps).Select(_ => Random(random, Count)).ToArray();
        var expected = new double[Count];
        for (var i = 0; i < Count; i++)
        {
            expected[i] = start[i];
            var slots = new double[optimizer.Slots];
            for (var step = 0; step < Steps; step++)
            {
                expected[i] = optimizer.Update(expected[i], Math.Clamp(gradients[step][i] * (double)scale, -clip, clip), slots, step + 1);
            }
        }

        var results = updates.Select(update => Run(update, [0, Count])).Append(Run(updates[0], [0, 1, 18, 20, Count])).ToArray();

        Assert.All(results, result => Assert.Equal(expected, Array.ConvertAll(result, value => (double)value), (a, b) => Math.Abs(a - b) < 2e-6));
        Assert.All(results, result => Assert.Equal(MemoryMarshal.AsBytes(results[0].AsSpan()).ToArray(), MemoryMarshal.AsBytes(result.AsSpan()).ToArray()));

        float[] Run(Update update, int[] borders)
        {
            var parameters = start.ToArray();
            var slots = new float[Math.Max(1, optimizer.Slots * Count)];
            for (var step = 0; step < Steps; step++)
            {
                for (var range = 1; range < borders.Length; range++)
                {
                    update(parameters, gradients[step], slots, borders[range - 1], borders[range], step + 1, scale);
                }
            }

            return parameters;
        }
    }

    [Fact]
    public void Update_LeavesWhatIsOutsideItsRange()
    {
        var update = Compile(new Sgd(1f), clip: null)[0];
        var parameters = new float[Count];
        update(parameters, [.. Enumerable.Repeat(1f, Count)], new float[1], 3, 40, 1, 1f);
        Assert.Equal(Enumerable.Range(0, Count).Select(i => i is >= 3 and < 40 ? -1f : 0f), parameters);
    }

    [Theory, InlineData(0.9f, 0.99f), InlineData(0f, 0.5f)]
    public void Update_LetsMomentsVanishWithoutGradients(float beta1, float beta2)
    {
        foreach (var optimizer in new Optimizer[] { new Sgd(0.1f, Momentum: 0.9f), new Adam(Beta1: beta1, Beta2: beta2), new AdamW(Beta1: beta1, Beta2: beta2) })
        {
            Assert.All(Compile(optimizer, clip: null), update =>
            {
                var (parameters, slots) = (new float[Count], new float[optimizer.Slots * Count]);
                update(parameters, [.. Enumerable.Repeat(1f, Count)], slots, 0, Count, 1, 1f);
                Assert.DoesNotContain(0f, slots);
                for (var step = 2; step < 12_000; step++)
                {
                    update(parameters, new float[Count], slots, 0, Count, step, 1f);
                    Assert.DoesNotContain(slots, float.IsSubnormal);
                }

                Assert.All(slots, slot => Assert.Equal(0f, slot));
            });
        }
    }

    private static Update[] Compile(Optimizer optimizer, float? clip)
    {
        var writer = new CodeWriter();
        foreach (var vector in VectorWidth.All)
        {
            using (writer.Block($"public static void Update{vector.Bits}(float[] parameters, float[] gradients, float[] slots, int from, int to, long step, float gradientScale)"))
            {
                writer.Write("var range = new ParameterRange(ref parameters[0], ref gradients[0], ref slots[0], parameters.Length, from, to, step, gradientScale, rateFactor: 1f);");
                optimizer.Emit(writer, vector, clip);
            }
        }

        var code = EmittedCode.Compile(writer.ToString());
        return [.. VectorWidth.All.Select(vector => code.Method<Update>($"Update{vector.Bits}"))];
    }

    private static float[] Random(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (float)((2 * random.NextDouble()) - 1))];
}
