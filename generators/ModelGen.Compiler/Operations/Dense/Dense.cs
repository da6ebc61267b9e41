using System.Globalization;
using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>A fully connected layer, y = W·x + b, with W [units, features]; then the activation that was fused into it, if any.</summary>
public sealed record Dense(int Units, bool HasBias = true, string Initializer = "Default", float InitializerScale = 0f, Elementwise? Activation = null) : Operation, IAbsorbsScale, IPacksWeight, IBiased
{
    /// <inheritdoc/>
    public override string Name => nameof(Dense);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => HasBias ? ["input", "weight", "bias"] : ["input", "weight"];

    /// <inheritdoc/>
    public override int WeightCount => HasBias ? 2 : 1;

    /// <inheritdoc/>
    public override string Describe() => string.Format(CultureInfo.InvariantCulture, "Dense({0}{1}){2}", Units, HasBias ? string.Empty : ", Bias = false", Activation is null ? string.Empty : " + " + Activation.Describe());

    /// <inheritdoc/>
    public override Problem? Validate() =>
        Constants.AtLeast("units", Units, 1) ?? Constants.Member("Initializer", Initializer) ?? Constants.Finite("InitializerScale", InitializerScale);

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => inputs[0].Rank == 1
        ? Shape.Of(Units)
        : Problem.Of(Rules.DenseTakesVector, inputs[0].LongCount.ToString(CultureInfo.InvariantCulture));

    /// <inheritdoc/>
    public override IReadOnlyList<Weight> Weights(IReadOnlyList<Shape> inputs)
    {
        var features = inputs[0].Count;
        var initial = new Initial(Initializer, InitializerScale, features, Units);
        var weight = new Weight("weight", Shape.Of(Units, features), initial, IsPenalized: true);
        var bias = new Weight("bias", Shape.Of(Units), Initializer == "Default" ? initial : Initial.Zeros);
        return HasBias ? [weight, bias] : [weight];
    }

    /// <inheritdoc/>
    public override long MultiplyAdds(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => (long)Units * inputs[0].Shape.Count;

    /// <inheritdoc/>
    public override bool OffersEpilogue => true;

    /// <inheritdoc/>
    public override Operation? Fuse(Elementwise activation) => Activation is null ? this with { Activation = activation } : null;

    /// <inheritdoc/>
    public Value Absorb(Func<Operation, IReadOnlyList<Value>, Value> add, IReadOnlyList<Value> inputs, Value scale, Value shift)
    {
        var weight = add(new ScaledWeight(), [inputs[1], scale]);
        var bias = HasBias ? add(new FoldedBias(), [inputs[2], scale, shift]) : shift;
        return add(this with { HasBias = true }, [inputs[0], weight, bias]);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context)
    {
        var (input, weight, gradient) = (context.Input(0), context.Input(1), context.OutputGradient);
        var inputGradient = context.AddIfNeeded(0, new DenseInputGradient(), gradient, weight);
        var weightGradient = context.AddIfNeeded(1, new DenseWeightGradient(), gradient, input);
        return HasBias ? [inputGradient, weightGradient, context.AddIfNeeded(2, new BiasGradient(), gradient)] : [inputGradient, weightGradient];
    }

    /// <inheritdoc/>
    public override OneSampleForm ForOneSample(Node node) => OneSampleForm.Of(new OneSampleDense(this, Signature.Of(node)), node);

    /// <inheritdoc/>
    public Value Pack(Func<Operation, IReadOnlyList<Value>, Value> add, Signature signature, IReadOnlyList<Value> inputs)
    {
        var packed = add(new PackedWeight(HasBias), inputs.Skip(1).ToArray());
        return add(new PackedDense(this, new Signature([signature.Inputs[0], packed.Shape], signature.Outputs)), [inputs[0], packed]);
    }

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var (input, weight, output) = (call.Input(0), call.Input(1), call.Output());
        var features = call.InputShape(0).Count;
        for (var sample = 0; sample < call.Batch; sample++)
        {
            for (var unit = 0; unit < Units; unit++)
            {
                var sum = HasBias ? call.Input(2)[unit] : 0.0;
                for (var feature = 0; feature < features; feature++)
                {
                    sum += weight[(unit * features) + feature] * input[(sample * features) + feature];
                }

                output[(sample * Units) + unit] = Activation is null ? sum : Activation.Function(sum);
            }
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var features = kernel.InputShape(0).Count;
        var vector = kernel.Vector;
        var epilogue = kernel.Epilogue.After(Activation);
        using (kernel.ForSlices(out var lane))
        {
            foreach (var tiles in Tiling.Split(Units, vector.Registers - 4, preferred: vector.Bits == 512 ? 16 : 12))
            {
                using (kernel.For("unit", tiles, out var unit))
                {
                    kernel.Write($"ref var weights = ref {(unit * features).In("weight")};");
                    for (var t = 0; t < tiles.Size; t++)
                    {
                        kernel.Write($"var sum{t} = {(HasBias ? vector.Broadcast((unit + t).In("bias")) : vector.Zero)};");
                    }

                    using (kernel.For("feature", features, out var feature))
                    {
                        kernel.Write($"var x = {vector.Load("input", (feature * VectorWidth.Lanes) + lane)};");
                        for (var t = 0; t < tiles.Size; t++)
                        {
                            kernel.Write($"sum{t} = {vector.MultiplyAdd(vector.Broadcast((feature + (t * features)).In("weights")), "x", $"sum{t}")};");
                        }
                    }

                    for (var t = 0; t < tiles.Size; t++)
                    {
                        epilogue.Store($"sum{t}", "output", ((unit + t) * VectorWidth.Lanes) + lane);
                    }
                }
            }

            epilogue.Write("output", lane, Units, VectorWidth.Lanes);
        }
    }

    /// <inheritdoc/>
    public override int? StraightCost(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => Units * (inputs[0].Shape.Count + (Activation?.Cost ?? 0));

    /// <inheritdoc/>
    public override void EmitStraight(StraightWriter code)
    {
        var features = code.InputShape(0).Count;
        for (var unit = 0; unit < Units; unit++)
        {
            var sum = code.Local("sum", HasBias ? code.Input(2, unit) : code.Vector.Zero);
            for (var feature = 0; feature < features; feature++)
            {
                code.Assign(sum, code.Vector.MultiplyAdd(code.Input(1, (unit * features) + feature), code.Input(0, feature), sum));
            }

            code.Define(0, unit, Activation is null ? sum : Activation.Vector(code.Vector, sum));
        }
    }
}
