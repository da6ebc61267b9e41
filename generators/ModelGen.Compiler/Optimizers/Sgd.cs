using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Hyperparameters;

namespace ModelGen.Compiler.Optimizers;

/// <summary>
/// Stochastic gradient descent, as PyTorch's <c>SGD</c>: g ← g + λw; v ← μv + g (which in the first step is g, as v starts at 0); w ← w − η·v, or with Nesterov's momentum
/// w ← w − η·(g + μv).
/// </summary>
public sealed record Sgd(float Rate, float Momentum = 0f, bool Nesterov = false, float WeightDecay = 0f) : Optimizer(Rate, WeightDecay)
{
    /// <inheritdoc/>
    public override string Name => nameof(Sgd);

    /// <summary>μ.</summary>
    public override IReadOnlyList<Hyperparameter> Own => [new("Momentum", Momentum, Nesterov ? HyperparameterRange.PositiveFraction : HyperparameterRange.Fraction)];

    /// <inheritdoc/>
    public override Problem? Validate() => base.Validate() ?? (Nesterov && Momentum == 0 ? Constants.OutOfRange("Momentum", Momentum, "above 0 with Nesterov") : null);

    /// <summary>v; without momentum it is not touched.</summary>
    public override int Slots => 1;

    /// <inheritdoc/>
    public override IReadOnlyList<string> ZeroForRows => ["WeightDecay", "Momentum"];

    /// <inheritdoc/>
    public override double Update(double parameter, double gradient, Span<double> slots, long step)
    {
        gradient += WeightDecay * parameter;
        if (Momentum > 0)
        {
            slots[0] = (Momentum * slots[0]) + gradient;
            gradient = Nesterov ? gradient + (Momentum * slots[0]) : slots[0];
        }

        return parameter - (Rate * gradient);
    }

    /// <inheritdoc/>
    public override void Emit(UpdateWriter writer)
    {
        writer.Write("var (rate, weightDecay, momentum) = ((float)range.Rate, (float)range.WeightDecay, (float)range.Own(0));");
        writer.ForEitherMomentum((code, hasMomentum) =>
        {
            code.Load();
            code.Assign("gradient", code.MultiplyAdd("parameter", code.Scalar("weightDecay"), "gradient"));
            if (hasMomentum)
            {
                code.Declare("velocity", UpdateCode.Flushed(code.MultiplyAdd(code.LoadSlot(0), code.Scalar("momentum"), "gradient")));
                code.StoreSlot(0, "velocity");
            }

            var direction = !hasMomentum ? "gradient" : Nesterov ? code.MultiplyAdd("velocity", code.Scalar("momentum"), "gradient") : "velocity";
            code.StoreParameter(code.MultiplyAdd(code.Scalar("-rate"), direction, "parameter"));
        });
    }
}
