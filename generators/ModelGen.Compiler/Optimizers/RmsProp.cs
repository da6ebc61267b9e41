using ModelGen.Compiler.Hyperparameters;
using static ModelGen.Runtime.Decimals;

namespace ModelGen.Compiler.Optimizers;

/// <summary>
/// Tieleman and Hinton (2012), as PyTorch's <c>RMSprop</c>: g ← g + λw; v ← αv + (1 − α)g²; d = g / (√v + ε); w ← w − η·d, or with momentum b ← μb + d; w ← w − η·b. Centered, a running mean
/// m ← αm + (1 − α)g makes the root √(v − m²) (Graves 2013).
/// </summary>
public sealed record RmsProp(float Rate = 1e-2f, float Alpha = 0.99f, float Epsilon = 1e-8f, float Momentum = 0f, bool Centered = false, float WeightDecay = 0f) : Optimizer(Rate, WeightDecay)
{
    /// <inheritdoc/>
    public override string Name => nameof(RmsProp);

    /// <summary>α, ε, μ.</summary>
    public override IReadOnlyList<Hyperparameter> Own =>
    [
        new("Alpha", Alpha, HyperparameterRange.Fraction), new("Epsilon", Epsilon, HyperparameterRange.Positive), new("Momentum", Momentum, HyperparameterRange.Fraction),
    ];

    /// <summary>v; b, which is not touched without momentum; m.</summary>
    public override int Slots => Centered ? 3 : 2;

    /// <inheritdoc/>
    public override double Update(double parameter, double gradient, Span<double> slots, long step)
    {
        var alpha = AsWritten(Alpha);
        gradient += AsWritten(WeightDecay) * parameter;
        slots[0] = (alpha * slots[0]) + ((1 - alpha) * gradient * gradient);
        var variance = slots[0];
        if (Centered)
        {
            slots[2] = (alpha * slots[2]) + ((1 - alpha) * gradient);
            variance = Math.Max(0, variance - (slots[2] * slots[2]));
        }

        var direction = gradient / (Math.Sqrt(variance) + Epsilon);
        if (Momentum > 0)
        {
            direction = slots[1] = (AsWritten(Momentum) * slots[1]) + direction;
        }

        return parameter - (AsWritten(Rate) * direction);
    }

    /// <inheritdoc/>
    public override void Emit(UpdateWriter writer)
    {
        writer.Write("""
            var (rate, weightDecay, alpha, rest) = ((float)range.Rate, (float)range.WeightDecay, (float)range.Own(0), (float)(1.0 - range.Own(0)));
            var (epsilon, momentum) = ((float)range.Own(1), (float)range.Own(2));
            """);
        writer.ForEitherMomentum((code, hasMomentum) =>
        {
            code.Load();
            code.Assign("gradient", code.MultiplyAdd("parameter", code.Scalar("weightDecay"), "gradient"));
            code.Declare("square", $"gradient * gradient * {code.Scalar("rest")}");
            code.Declare("variance", UpdateCode.Flushed(code.MultiplyAdd(code.LoadSlot(0), code.Scalar("alpha"), "square")));
            code.StoreSlot(0, "variance");
            if (Centered)
            {
                code.Declare("mean", UpdateCode.Flushed(code.MultiplyAdd(code.LoadSlot(2), code.Scalar("alpha"), $"gradient * {code.Scalar("rest")}")));
                code.StoreSlot(2, "mean");
                code.Assign("variance", $"VectorMath.Max({code.MultiplyAdd("-mean", "mean", "variance")}, {code.Scalar("0f")})");
            }

            code.Declare("direction", $"gradient / ({code.SquareRoot("variance")} + {code.Scalar("epsilon")})");
            if (hasMomentum)
            {
                code.Assign("direction", UpdateCode.Flushed(code.MultiplyAdd(code.LoadSlot(1), code.Scalar("momentum"), "direction")));
                code.StoreSlot(1, "direction");
            }

            code.StoreParameter(code.MultiplyAdd(code.Scalar("-rate"), "direction", "parameter"));
        });
    }
}
