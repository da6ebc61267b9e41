using ModelGen.Compiler.Hyperparameters;
using static ModelGen.Runtime.Decimals;

namespace ModelGen.Compiler.Optimizers;

/// <summary>Chen et al. (2023, "Symbolic discovery of optimization algorithms", algorithm 2): w ← w − η·(sign(β₁m + (1 − β₁)g) + λw); m ← β₂m + (1 − β₂)g.</summary>
public sealed record Lion(float Rate = 1e-4f, float Beta1 = 0.9f, float Beta2 = 0.99f, float WeightDecay = 0f) : Optimizer(Rate, WeightDecay)
{
    /// <inheritdoc/>
    public override string Name => nameof(Lion);

    /// <summary>β₁, β₂.</summary>
    public override IReadOnlyList<Hyperparameter> Own => [new("Beta1", Beta1, HyperparameterRange.Fraction), new("Beta2", Beta2, HyperparameterRange.Fraction)];

    /// <summary>m.</summary>
    public override int Slots => 1;

    /// <inheritdoc/>
    public override double Update(double parameter, double gradient, Span<double> slots, long step)
    {
        var (rate, beta1, beta2) = (AsWritten(Rate), AsWritten(Beta1), AsWritten(Beta2));
        var direction = Math.Sign((beta1 * slots[0]) + ((1 - beta1) * gradient));
        slots[0] = (beta2 * slots[0]) + ((1 - beta2) * gradient);
        return parameter - (rate * (direction + (AsWritten(WeightDecay) * parameter)));
    }

    /// <inheritdoc/>
    public override void Emit(UpdateWriter writer)
    {
        writer.Write("""
            var (rate, decay) = ((float)range.Rate, (float)(1.0 - (range.Rate * range.WeightDecay)));
            var (beta1, rest1, beta2, rest2) = ((float)range.Own(0), (float)(1.0 - range.Own(0)), (float)range.Own(1), (float)(1.0 - range.Own(1)));
            """);
        writer.ForRange(code =>
        {
            code.Load();
            code.Declare("mean", code.LoadSlot(0));
            code.Declare("blend", code.MultiplyAdd("mean", code.Scalar("beta1"), $"gradient * {code.Scalar("rest1")}"));
            code.Declare("direction", code.Sign("blend"));
            code.StoreSlot(0, UpdateCode.Flushed(code.MultiplyAdd("mean", code.Scalar("beta2"), $"gradient * {code.Scalar("rest2")}")));
            code.StoreParameter(code.MultiplyAdd(code.Scalar("-rate"), "direction", $"parameter * {code.Scalar("decay")}"));
        });
    }
}
