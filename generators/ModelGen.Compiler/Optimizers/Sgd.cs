using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Optimizers;

/// <summary>
/// Stochastic gradient descent, as PyTorch's <c>SGD</c>: g ← g + λw; v ← μv + g (which in the first step is g, as v starts at 0); w ← w − η·v, or with Nesterov's momentum
/// w ← w − η·(g + μv).
/// </summary>
public sealed record Sgd(float Rate, float Momentum = 0f, bool Nesterov = false, float WeightDecay = 0f) : Optimizer
{
    /// <inheritdoc/>
    public override string Name => nameof(Sgd);

    /// <inheritdoc/>
    public override Problem? Validate() =>
        Constants.Positive("rate", Rate)
        ?? Constants.Fraction("Momentum", Momentum)
        ?? (Nesterov && Momentum == 0 ? Constants.OutOfRange("Momentum", Momentum, "above 0 with Nesterov") : null)
        ?? Constants.NotNegative("WeightDecay", WeightDecay);

    /// <summary>v.</summary>
    public override int Slots => Momentum > 0 ? 1 : 0;

    /// <inheritdoc/>
    public override string ToString() =>
        $"Sgd({Literals.Float(Rate)}, Momentum = {Literals.Float(Momentum)}, Nesterov = {Literals.Boolean(Nesterov)}, WeightDecay = {Literals.Float(WeightDecay)})";

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
    public override void Emit(CodeWriter writer, VectorWidth vector, float? clipValue)
    {
        writer.Write($"var rate = {Literals.Float(Rate)} * range.RateFactor;");
        UpdateCode.ForRange(writer, vector, code =>
        {
            code.LoadParameter();
            code.LoadGradient(clipValue);
            if (WeightDecay != 0)
            {
                code.Assign("gradient", code.MultiplyAdd("parameter", code.Constant(WeightDecay), "gradient"));
            }

            if (Momentum > 0)
            {
                code.Declare("velocity", UpdateCode.Flushed(code.MultiplyAdd(code.LoadSlot(0), code.Constant(Momentum), "gradient")));
                code.StoreSlot(0, "velocity");
            }

            var direction = Momentum <= 0 ? "gradient" : Nesterov ? code.MultiplyAdd("velocity", code.Constant(Momentum), "gradient") : "velocity";
            code.StoreParameter(code.MultiplyAdd(code.Scalar("-rate"), direction, "parameter"));
        });
    }
}
