using ModelGen.Compiler.Hyperparameters;
using static ModelGen.Runtime.Decimals;

namespace ModelGen.Compiler.Optimizers;

/// <summary>Zeiler (2012), as PyTorch's <c>Adadelta</c>: g ← g + λw; v ← ρv + (1 − ρ)g²; d = g·√(u + ε) / √(v + ε); u ← ρu + (1 − ρ)d²; w ← w − η·d.</summary>
public sealed record Adadelta(float Rate = 1f, float Rho = 0.9f, float Epsilon = 1e-6f, float WeightDecay = 0f) : Optimizer(Rate, WeightDecay)
{
    /// <inheritdoc/>
    public override string Name => nameof(Adadelta);

    /// <summary>ρ, ε.</summary>
    public override IReadOnlyList<Hyperparameter> Own => [new("Rho", Rho, HyperparameterRange.Fraction), new("Epsilon", Epsilon, HyperparameterRange.Positive)];

    /// <summary>v, u.</summary>
    public override int Slots => 2;

    /// <inheritdoc/>
    public override double Update(double parameter, double gradient, Span<double> slots, long step)
    {
        var rho = AsWritten(Rho);
        gradient += AsWritten(WeightDecay) * parameter;
        slots[0] = (rho * slots[0]) + ((1 - rho) * gradient * gradient);
        var direction = gradient * Math.Sqrt(slots[1] + Epsilon) / Math.Sqrt(slots[0] + Epsilon);
        slots[1] = (rho * slots[1]) + ((1 - rho) * direction * direction);
        return parameter - (AsWritten(Rate) * direction);
    }

    /// <inheritdoc/>
    public override void Emit(UpdateWriter writer)
    {
        writer.Write("""
            var (rate, weightDecay, rho, rest) = ((float)range.Rate, (float)range.WeightDecay, (float)range.Own(0), (float)(1.0 - range.Own(0)));
            var epsilon = (float)range.Own(1);
            """);
        writer.ForRange(code =>
        {
            code.Load();
            code.Assign("gradient", code.MultiplyAdd("parameter", code.Scalar("weightDecay"), "gradient"));
            code.Declare("square", $"gradient * gradient * {code.Scalar("rest")}");
            code.Declare("variance", UpdateCode.Flushed(code.MultiplyAdd(code.LoadSlot(0), code.Scalar("rho"), "square")));
            code.StoreSlot(0, "variance");
            code.Declare("changes", code.LoadSlot(1));
            code.Declare("direction", $"gradient * {code.SquareRoot($"changes + {code.Scalar("epsilon")}")} / {code.SquareRoot($"variance + {code.Scalar("epsilon")}")}");
            code.Assign("changes", UpdateCode.Flushed(code.MultiplyAdd("changes", code.Scalar("rho"), $"direction * direction * {code.Scalar("rest")}")));
            code.StoreSlot(1, "changes");
            code.StoreParameter(code.MultiplyAdd(code.Scalar("-rate"), "direction", "parameter"));
        });
    }
}
