using ModelGen.Compiler.Hyperparameters;
using static ModelGen.Runtime.Decimals;

namespace ModelGen.Compiler.Optimizers;

/// <summary>Duchi, Hazan and Singer (2011), as PyTorch's <c>Adagrad</c>: g ← g + λw; s ← s + g² (s starts at s₀); w ← w − η/(1 + (t − 1)κ) · g / (√s + ε).</summary>
public sealed record Adagrad(float Rate = 1e-2f, float RateDecay = 0f, float InitialSum = 0f, float Epsilon = 1e-10f, float WeightDecay = 0f) : Optimizer(Rate, WeightDecay)
{
    /// <inheritdoc/>
    public override string Name => nameof(Adagrad);

    /// <summary>κ, s₀, ε.</summary>
    public override IReadOnlyList<Hyperparameter> Own =>
    [
        new("RateDecay", RateDecay, HyperparameterRange.NotNegative), new("InitialSum", InitialSum, HyperparameterRange.NotNegative), new("Epsilon", Epsilon, HyperparameterRange.Positive),
    ];

    /// <summary>s − s₀.</summary>
    public override int Slots => 1;

    /// <summary>Without a gradient it moves nothing, so that rows mean what all parameters do.</summary>
    public override IReadOnlyList<string> ZeroForRows => ["WeightDecay"];

    /// <inheritdoc/>
    public override double Update(double parameter, double gradient, Span<double> slots, long step)
    {
        gradient += AsWritten(WeightDecay) * parameter;
        slots[0] += gradient * gradient;
        return parameter - (AsWritten(Rate) / (1 + ((step - 1) * AsWritten(RateDecay))) * gradient / (Math.Sqrt(slots[0] + InitialSum) + Epsilon));
    }

    /// <inheritdoc/>
    public override void Emit(UpdateWriter writer)
    {
        writer.Write("""
            var rate = (float)(range.Rate / (1.0 + ((range.Step - 1) * range.Own(0))));
            var (weightDecay, initialSum, epsilon) = ((float)range.WeightDecay, (float)range.Own(1), (float)range.Own(2));
            """);
        writer.ForRange(code =>
        {
            code.Load();
            code.Assign("gradient", code.MultiplyAdd("parameter", code.Scalar("weightDecay"), "gradient"));
            code.Declare("sum", code.MultiplyAdd("gradient", "gradient", code.LoadSlot(0)));
            code.StoreSlot(0, "sum");
            code.Declare("direction", $"gradient / ({code.SquareRoot($"sum + {code.Scalar("initialSum")}")} + {code.Scalar("epsilon")})");
            code.StoreParameter(code.MultiplyAdd(code.Scalar("-rate"), "direction", "parameter"));
        });
    }
}
