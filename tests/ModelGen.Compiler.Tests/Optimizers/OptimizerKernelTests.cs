using System.Runtime.InteropServices;
using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Optimizers;
using ModelGen.Compiler.Tests.Kernels;
using ModelGen.Runtime;
using Xunit;

namespace ModelGen.Compiler.Tests.Optimizers;

/// <summary>Emitted updates against the optimizers' reference, in every width and over ranges that begin and end anywhere.</summary>
public class OptimizerKernelTests
{
    private const int Count = 45, Steps = 20;

    private delegate void Update(float[] parameters, float[] gradients, float[] slots, double[] numbers, double[] scalars, int from, int to, long step, float gradientScale);

    public static TheoryData<Optimizer> Optimizers =>
    [
        new Sgd(0.1f), new Sgd(0.1f, WeightDecay: 0.01f), new Sgd(0.1f, Momentum: 0.9f), new Sgd(0.1f, Momentum: 0.9f, Nesterov: true, WeightDecay: 0.01f),
        new Adam(), new Adam(0.01f, Beta1: 0.5f, Epsilon: 1e-3f, AmsGrad: true, WeightDecay: 0.1f), new AdamW(0.01f), new AdamW(AmsGrad: true),
        new Nadam(), new Nadam(0.01f, Beta1: 0.5f, Epsilon: 1e-3f, MomentumDecay: 0.1f, WeightDecay: 0.1f),
        new RmsProp(0.01f, Epsilon: 1e-3f), new RmsProp(0.01f, Alpha: 0.9f, Epsilon: 1e-3f, Momentum: 0.9f, Centered: true, WeightDecay: 0.1f),
        new Adagrad(0.1f), new Adagrad(0.1f, RateDecay: 0.1f, InitialSum: 0.5f, Epsilon: 1e-3f, WeightDecay: 0.1f),
        new Adadelta(), new Adadelta(0.5f, Rho: 0.5f, Epsilon: 1e-3f, WeightDecay: 0.1f),
        new Lion(0.01f), new Lion(0.01f, Beta1: 0.5f, Beta2: 0.75f, WeightDecay: 0.1f),
    ];

    [Theory, MemberData(nameof(Optimizers))]
    public void Update_IsTheReference(Optimizer optimizer)
    {
        const float clip = 0.5f, scale = 0.75f, decay = 0.25f;
        var updates = Compile(optimizer, clipsValue: true, decays: true);
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
                expected[i] *= 1 - (optimizer.Rate * decay);
                expected[i] = optimizer.Update(expected[i], Math.Clamp(gradients[step][i] * (double)scale, -clip, clip), slots, step + 1);
            }
        }

        var results = updates.Select(update => Run(update, [0, Count])).Append(Run(updates[0], [0, 1, 18, 20, Count])).ToArray();

        Assert.All(results, result => Assert.Equal(expected, Array.ConvertAll(result, value => (double)value), (a, b) => Math.Abs(a - b) < 2e-6));
        Assert.All(results, result => Assert.Equal(MemoryMarshal.AsBytes(results[0].AsSpan()).ToArray(), MemoryMarshal.AsBytes(result.AsSpan()).ToArray()));

        float[] Run(Update update, int[] borders)
        {
            var parameters = start.ToArray();
            var (slots, numbers, scalars) = (new float[Math.Max(1, optimizer.Slots * Count)], Numbers(optimizer, clip, decay), new[] { 1.0 });
            for (var step = 0; step < Steps; step++)
            {
                update(parameters, gradients[step], slots, numbers, scalars, 0, -1, step + 1, scale);
                for (var range = 1; range < borders.Length; range++)
                {
                    update(parameters, gradients[step], slots, numbers, scalars, borders[range - 1], borders[range], step + 1, scale);
                }
            }

            return parameters;
        }
    }

    [Fact]
    public void Update_LeavesWhatIsOutsideItsRange()
    {
        var update = Compile(new Sgd(1f))[0];
        var parameters = new float[Count];
        update(parameters, [.. Enumerable.Repeat(1f, Count)], new float[1], Numbers(new Sgd(1f)), [1.0], 3, 40, 1, 1f);
        Assert.Equal(Enumerable.Range(0, Count).Select(i => i is >= 3 and < 40 ? -1f : 0f), parameters);
    }

    [Theory, InlineData(0.9f, 0.99f), InlineData(0f, 0.5f)]
    public void Update_LetsMomentsVanishWithoutGradients(float beta1, float beta2)
    {
        foreach (var optimizer in new Optimizer[] { new Sgd(0.1f, Momentum: 0.9f), new Adam(Beta1: beta1, Beta2: beta2), new AdamW(Beta1: beta1, Beta2: beta2) })
        {
            Assert.All(Compile(optimizer), update =>
            {
                var (parameters, slots, numbers) = (new float[Count], new float[optimizer.Slots * Count], Numbers(optimizer));
                update(parameters, [.. Enumerable.Repeat(1f, Count)], slots, numbers, [1.0], 0, Count, 1, 1f);
                Assert.DoesNotContain(0f, slots);
                for (var step = 2; step < 12_000; step++)
                {
                    update(parameters, new float[Count], slots, numbers, [1.0], 0, Count, step, 1f);
                    Assert.DoesNotContain(slots, float.IsSubnormal);
                }

                Assert.All(slots, slot => Assert.Equal(0f, slot));
            });
        }
    }

    /// <summary>An update of another rate than the declared one, as a search makes it, against a declaration of that rate.</summary>
    [Theory, MemberData(nameof(Optimizers))]
    public void Update_ReadsItsNumbers(Optimizer optimizer)
    {
        var (other, random) = (optimizer with { Rate = optimizer.Rate / 2, WeightDecay = 0.125f }, new Random(2));
        var (start, gradient) = (Random(random, Count), Random(random, Count));

        Assert.Equal(Run(other), Run(optimizer));

        float[] Run(Optimizer declared)
        {
            var (parameters, scalars) = (start.ToArray(), new[] { 1.0 });
            var update = Compile(declared)[0];
            update(parameters, gradient, new float[3 * Count], Numbers(other), scalars, 0, -1, 1, 1f);
            update(parameters, gradient, new float[3 * Count], Numbers(other), scalars, 0, Count, 1, 1f);
            return parameters;
        }
    }

    /// <summary>The update of a range; of the range from 0 to −1 what happens before.</summary>
    private static Update[] Compile(Optimizer optimizer, bool clipsValue = false, bool decays = false)
    {
        var writer = new CodeWriter();
        foreach (var vector in VectorWidth.All)
        {
            using (writer.Block($"public static void Update{vector.Bits}(float[] parameters, float[] gradients, float[] slots, double[] numbers, double[] scalars, int from, int to, long step, float gradientScale)"))
            {
                writer.Write("var range = new ParameterRange(ref parameters[0], ref gradients[0], ref slots[0], parameters.Length, ref numbers[0], ref scalars[0], from, to, step, gradientScale);");
                using (writer.Block("if (to < from)"))
                {
                    optimizer.EmitBegin(writer);
                    writer.Write("return;");
                }

                optimizer.Emit(new UpdateWriter(writer, vector, clipsValue, decays));
            }
        }

        var code = EmittedCode.Compile(writer.ToString());
        return [.. VectorWidth.All.Select(vector => code.Method<Update>($"Update{vector.Bits}"))];
    }

    /// <summary>What the runtime lets an optimizer read: rate, weight decay, decoupled decay, limit of the gradient, the optimizer's own.</summary>
    private static double[] Numbers(Optimizer optimizer, float clip = float.PositiveInfinity, float decay = 0) =>
        [Decimals.AsWritten(optimizer.Rate), Decimals.AsWritten(optimizer.WeightDecay), decay, clip, .. optimizer.Own.Select(own => Decimals.AsWritten(own.Declared))];


    private static float[] Random(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (float)((2 * random.NextDouble()) - 1))];
}
