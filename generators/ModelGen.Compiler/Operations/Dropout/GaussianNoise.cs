using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Hyperparameters;
using ModelGen.Compiler.Passes;
using ModelGen.Runtime;

namespace ModelGen.Compiler.Operations;

/// <summary>In training a normal number of mean 0 is added to each value (Sietsma and Dow 1991); in inference nothing happens.</summary>
/// <param name="Deviation">The noise's standard deviation.</param>
/// <param name="Index">See <see cref="RandomLayer"/>.</param>
/// <param name="Slot">See <see cref="RandomLayer"/>.</param>
public sealed record GaussianNoise(float Deviation, int Index = 0, int Slot = -1) : RandomLayer(Index, Slot)
{
    /// <inheritdoc/>
    public override string Name => nameof(GaussianNoise);

    /// <inheritdoc/>
    public override bool TakesSteps => false;

    /// <inheritdoc/>
    public override Hyperparameter Hyperparameter => new("deviation", Deviation, HyperparameterRange.NotNegative);

    /// <inheritdoc/>
    public override string Describe() => FormattableString.Invariant($"GaussianNoise({Deviation})");

    private protected override Value Disturb(LoweringContext context, Value input) => context.Add(new Add(), input, context.Add(new NormalNumbers(Deviation, Index, input.Shape, Slot)));
}

/// <summary>
/// Independent normal numbers of mean 0: two uniform numbers u, v give deviation·√(−2 ln(1 − u)) times the cosine and the sine of 2πv (Box and Muller 1958). A constant to the gradient.
/// </summary>
public sealed record NormalNumbers(float Deviation, int Index, Shape Shape, int Slot = -1) : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(NormalNumbers);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => [];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => ["noise"];

    /// <inheritdoc/>
    public override string Describe() => FormattableString.Invariant($"NormalNumbers({Deviation})");

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Shape;

    /// <summary>The uniform numbers, in pairs.</summary>
    public override int Workspace(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => 2 * Pairs * VectorWidth.Lanes;

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context) => [];

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var noise = call.Output();
        for (var i = 0; i < noise.Length; i++)
        {
            var (sample, feature) = (i / Shape.Count, i % Shape.Count);
            var radius = Deviation * Math.Sqrt(-2 * Math.Log(1 - Uniform(sample, feature / 2 * 2)));
            var angle = 2 * Math.PI * Uniform(sample, (feature / 2 * 2) + 1);
            noise[i] = radius * (feature % 2 == 0 ? Math.Cos(angle) : Math.Sin(angle));
        }

        double Uniform(int sample, int feature) => Philox.Uniform(call.Data.Seed, call.Data.Step, (uint)sample, (uint)Index, feature);
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        kernel.Write($"var deviation = {kernel.Vector.Broadcast(Hyperparameter.Expression(Deviation, Slot))};");
        kernel.Write($"RandomLanes.FillUniform(ref workspace, {2 * Pairs}, block.Seed, block.Step, (uint)block.FirstSample, {Index});");
        if (Shape.Count > 1)
        {
            using (kernel.For("pair", Shape.Count / 2, out var pair))
            {
                WritePair(kernel, pair, hasSecond: true);
            }
        }

        if (Shape.Count % 2 > 0)
        {
            WritePair(kernel, Shape.Count / 2, hasSecond: false);
        }
    }

    private int Pairs => (Shape.Count + 1) / 2;

    private void WritePair(KernelWriter kernel, Offset pair, bool hasSecond)
    {
        var vector = kernel.Vector;
        using (kernel.ForVectors(1, out var i))
        {
            var (first, second) = ((pair * (2 * VectorWidth.Lanes)) + i, (pair * (2 * VectorWidth.Lanes)) + VectorWidth.Lanes + i);
            kernel.Write($"""
                var radius = deviation * {vector.Class}.Sqrt({vector.Constant(-2)} * VectorMath.Log({vector.Constant(1)} - {vector.Load("workspace", first)}));
                var angle = {vector.Constant(2 * Math.PI)} * {vector.Load("workspace", second)};
                {vector.Store("radius * VectorMath.Cos(angle)", "noise", first)};
                """);
            if (hasSecond)
            {
                kernel.Write($"{vector.Store("radius * VectorMath.Sin(angle)", "noise", second)};");
            }
        }
    }
}
