using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Hyperparameters;
using static ModelGen.Runtime.Decimals;

namespace ModelGen.Compiler.Optimizers;

/// <summary>
/// Adam with Nesterov's momentum (Dozat 2016), as PyTorch's <c>NAdam</c>: g ← g + λw; m ← β₁m + (1 − β₁)g; v ← β₂v + (1 − β₂)g²; with μₜ = β₁(1 − ½·0.96^(tψ)) and Πₜ = μ₁⋯μₜ
/// w ← w − η · (g(1 − μₜ)/(1 − Πₜ) + m·μₜ₊₁/(1 − Πₜ₊₁)) / (√(v/(1 − β₂ᵗ)) + ε).
/// </summary>
public sealed record Nadam(float Rate = 2e-3f, float Beta1 = 0.9f, float Beta2 = 0.999f, float Epsilon = 1e-8f, float MomentumDecay = 4e-3f, float WeightDecay = 0f) : Optimizer(Rate, WeightDecay)
{
    /// <inheritdoc/>
    public override string Name => nameof(Nadam);

    /// <summary>β₁, β₂, ε, ψ.</summary>
    public override IReadOnlyList<Hyperparameter> Own =>
    [
        new("Beta1", Beta1, HyperparameterRange.Fraction), new("Beta2", Beta2, HyperparameterRange.Fraction), new("Epsilon", Epsilon, HyperparameterRange.Positive),
        new("MomentumDecay", MomentumDecay, HyperparameterRange.NotNegative),
    ];

    /// <summary>m, v.</summary>
    public override int Slots => 2;

    /// <summary>Πₜ.</summary>
    public override int Scalars => 1;

    /// <inheritdoc/>
    public override double Update(double parameter, double gradient, Span<double> slots, long step)
    {
        var (beta1, beta2) = (AsWritten(Beta1), AsWritten(Beta2));
        gradient += AsWritten(WeightDecay) * parameter;
        slots[0] = (beta1 * slots[0]) + ((1 - beta1) * gradient);
        slots[1] = (beta2 * slots[1]) + ((1 - beta2) * gradient * gradient);
        var product = 1.0;
        for (var t = 1; t <= step; t++)
        {
            product *= Momentum(t);
        }

        var (now, next) = ((1 - Momentum(step)) / (1 - product), Momentum(step + 1) / (1 - (product * Momentum(step + 1))));
        return parameter - (AsWritten(Rate) * ((now * gradient) + (next * slots[0])) / (Math.Sqrt(slots[1] / (1 - Math.Pow(beta2, step))) + Epsilon));

        double Momentum(long t) => beta1 * (1 - (0.5 * Math.Pow(0.96, t * AsWritten(MomentumDecay))));
    }

    /// <inheritdoc/>
    public override void EmitBegin(CodeWriter writer) => writer.Write($"range.Scalar(0) *= {EmittedMomentum("range.Step")};");

    /// <inheritdoc/>
    public override void Emit(UpdateWriter writer)
    {
        Moments.EmitConstants(writer);
        writer.Write($$"""
            var (product, momentum, nextMomentum) = (range.Scalar(0), {{EmittedMomentum("range.Step")}}, {{EmittedMomentum("(range.Step + 1)")}});
            var ofGradient = (float)(range.Rate * (1.0 - momentum) / (1.0 - product));
            var ofMean = (float)(range.Rate * nextMomentum / (1.0 - (product * nextMomentum)));
            var varianceScale = (float)(1.0 / Math.Sqrt(1.0 - RealMath.Power(range.Own(1), range.Step)));
            var weightDecay = (float)range.WeightDecay;
            """);
        writer.ForRange(code =>
        {
            code.Load();
            code.Assign("gradient", code.MultiplyAdd("parameter", code.Scalar("weightDecay"), "gradient"));
            Moments.Emit(code);
            code.Declare("denominator", code.MultiplyAdd(code.SquareRoot("variance"), code.Scalar("varianceScale"), code.Scalar("epsilon")));
            code.Declare("direction", code.MultiplyAdd(code.Scalar("ofGradient"), "gradient", $"mean * {code.Scalar("ofMean")}"));
            code.StoreParameter("parameter - direction / denominator");
        });
    }

    private static string EmittedMomentum(string step) => $"range.Own(0) * (1.0 - (0.5 * RealMath.Pow(0.96, {step} * range.Own(3))))";
}
