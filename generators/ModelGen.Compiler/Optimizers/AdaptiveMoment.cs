using ModelGen.Compiler.Hyperparameters;
using static ModelGen.Runtime.Decimals;

namespace ModelGen.Compiler.Optimizers;

/// <summary>
/// What Adam and its descendants share: m ← β₁m + (1 − β₁)g; v ← β₂v + (1 − β₂)g²; w ← w − η · m/(1 − β₁ᵗ) / (√v / √(1 − β₂ᵗ) + ε); with AMSGrad v is the largest so far
/// (Reddi et al. 2018).
/// </summary>
public abstract record AdaptiveMoment(float Rate, float Beta1, float Beta2, float Epsilon, bool AmsGrad, float WeightDecay) : Optimizer(Rate, WeightDecay)
{
    /// <summary>Whether weights decay by themselves instead of through the gradient.</summary>
    private protected abstract bool IsDecoupled { get; }

    /// <summary>β₁, β₂, ε.</summary>
    public sealed override IReadOnlyList<Hyperparameter> Own =>
    [
        new("Beta1", Beta1, HyperparameterRange.Fraction), new("Beta2", Beta2, HyperparameterRange.Fraction), new("Epsilon", Epsilon, HyperparameterRange.Positive),
    ];

    /// <summary>m, v, and with AMSGrad the largest v.</summary>
    public override int Slots => AmsGrad ? 3 : 2;

    /// <inheritdoc/>
    public override double Update(double parameter, double gradient, Span<double> slots, long step)
    {
        var (rate, beta1, beta2, decay) = (AsWritten(Rate), AsWritten(Beta1), AsWritten(Beta2), AsWritten(WeightDecay));
        if (IsDecoupled)
        {
            parameter *= 1 - (rate * decay);
        }
        else
        {
            gradient += decay * parameter;
        }

        slots[0] = (beta1 * slots[0]) + ((1 - beta1) * gradient);
        slots[1] = (beta2 * slots[1]) + ((1 - beta2) * gradient * gradient);
        var variance = slots[1];
        if (AmsGrad)
        {
            variance = slots[2] = Math.Max(slots[2], slots[1]);
        }

        var denominator = Math.Sqrt(variance / (1 - Math.Pow(beta2, step))) + Epsilon;
        return parameter - (rate * slots[0] / (1 - Math.Pow(beta1, step)) / denominator);
    }

    /// <summary>As PyTorch's <c>SparseAdam</c>, whose moments of a row move only when it is used, while t counts all steps: w ← w − η · √(1 − β₂ᵗ)/(1 − β₁ᵗ) · m/(√v + ε).</summary>
    public override double UpdateOfRow(double parameter, double gradient, Span<double> slots, long step) =>
        (this with { Epsilon = (float)(Epsilon / Math.Sqrt(1 - Math.Pow(AsWritten(Beta2), step))) }).Update(parameter, gradient, slots, step);

    /// <inheritdoc/>
    public override void Emit(UpdateWriter writer)
    {
        Moments.EmitConstants(writer);
        writer.Write($$"""
            var correctedRate = (float)(range.Rate / (1.0 - RealMath.Power(range.Own(0), range.Step)));
            var varianceScale = (float)(1.0 / Math.Sqrt(1.0 - RealMath.Power(range.Own(1), range.Step)));
            {{(IsDecoupled ? "var decay = (float)(1.0 - (range.Rate * range.WeightDecay));" : "var weightDecay = (float)range.WeightDecay;")}}
            """);
        if (writer.IsOfRows)
        {
            writer.Write("epsilon *= varianceScale;");
        }

        writer.ForRange(code =>
        {
            code.Load();
            if (IsDecoupled)
            {
                code.Assign("parameter", $"parameter * {code.Scalar("decay")}");
            }
            else
            {
                code.Assign("gradient", code.MultiplyAdd("parameter", code.Scalar("weightDecay"), "gradient"));
            }

            Moments.Emit(code);
            if (AmsGrad)
            {
                code.Assign("variance", $"VectorMath.Max({code.LoadSlot(2)}, variance)");
                code.StoreSlot(2, "variance");
            }

            code.Declare("denominator", code.MultiplyAdd(code.SquareRoot("variance"), code.Scalar("varianceScale"), code.Scalar("epsilon")));
            code.StoreParameter(code.MultiplyAdd(code.Scalar("-correctedRate"), "mean / denominator", "parameter"));
        });
    }
}

/// <summary>The running means of the gradient and of its square, in slots 0 and 1, by β₁ and β₂, the first of the optimizer's own numbers; the third is ε.</summary>
internal static class Moments
{
    /// <summary>Declares what a loop needs.</summary>
    public static void EmitConstants(UpdateWriter writer) => writer.Write("""
        var (beta1, rest1, beta2, rest2) = ((float)range.Own(0), (float)(1.0 - range.Own(0)), (float)range.Own(1), (float)(1.0 - range.Own(1)));
        var epsilon = (float)range.Own(2);
        """);

    /// <summary>Declares <c>mean</c> and <c>variance</c>, and keeps them.</summary>
    public static void Emit(UpdateCode code)
    {
        code.Declare("mean", UpdateCode.Flushed(code.MultiplyAdd(code.LoadSlot(0), code.Scalar("beta1"), $"gradient * {code.Scalar("rest1")}")));
        code.Declare("square", $"gradient * gradient * {code.Scalar("rest2")}");
        code.Declare("variance", UpdateCode.Flushed(code.MultiplyAdd(code.LoadSlot(1), code.Scalar("beta2"), "square")));
        code.StoreSlot(0, "mean");
        code.StoreSlot(1, "variance");
    }
}
