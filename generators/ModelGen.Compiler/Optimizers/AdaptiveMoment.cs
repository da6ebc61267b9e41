using System.Globalization;
using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Optimizers;

/// <summary>
/// What Adam and its descendants share: m ← β₁m + (1 − β₁)g; v ← β₂v + (1 − β₂)g²; w ← w − η · m/(1 − β₁ᵗ) / (√v / √(1 − β₂ᵗ) + ε); with AMSGrad v is the largest so far
/// (Reddi et al. 2018).
/// </summary>
public abstract record AdaptiveMoment(float Rate, float Beta1, float Beta2, float Epsilon, bool AmsGrad, float WeightDecay) : Optimizer
{
    /// <summary>Whether weights decay by themselves instead of through the gradient.</summary>
    private protected abstract bool IsDecoupled { get; }

    /// <inheritdoc/>
    public override Problem? Validate() =>
        Constants.Positive("rate", Rate)
        ?? Constants.Fraction("Beta1", Beta1)
        ?? Constants.Fraction("Beta2", Beta2)
        ?? Constants.Positive("Epsilon", Epsilon)
        ?? Constants.NotNegative("WeightDecay", WeightDecay);

    /// <summary>m, v, and with AMSGrad the largest v.</summary>
    public override int Slots => AmsGrad ? 3 : 2;

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Name}({Literals.Float(Rate)}, Beta1 = {Literals.Float(Beta1)}, Beta2 = {Literals.Float(Beta2)}, Epsilon = {Literals.Float(Epsilon)}, "
        + $"AmsGrad = {Literals.Boolean(AmsGrad)}, WeightDecay = {Literals.Float(WeightDecay)})";

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

    /// <inheritdoc/>
    public override void Emit(CodeWriter writer, VectorWidth vector, float? clipValue)
    {
        var (beta1, beta2) = (AsWritten(Beta1), AsWritten(Beta2));
        writer.Write($$"""
            // β₁ᵗ and β₂ᵗ by squaring: multiplications alone have the same bits on every machine.
            var (power1, power2, square1, square2) = (1.0, 1.0, {{Literals.Double(beta1)}}, {{Literals.Double(beta2)}});
            for (var bits = range.Step; bits > 0; bits >>= 1)
            {
                (power1, power2) = (bits & 1) == 0 ? (power1, power2) : (power1 * square1, power2 * square2);
                (square1, square2) = (square1 * square1, square2 * square2);
            }

            var rate = {{Literals.Double(AsWritten(Rate))}} * range.RateFactor;
            var correctedRate = (float)(rate / (1.0 - power1));
            var varianceScale = (float)(1.0 / Math.Sqrt(1.0 - power2));
            """);
        var decays = WeightDecay != 0;
        if (decays && IsDecoupled)
        {
            writer.Write($"var decay = (float)(1.0 - (rate * {Literals.Double(AsWritten(WeightDecay))}));");
        }

        UpdateCode.ForRange(writer, vector, code =>
        {
            code.LoadParameter();
            code.LoadGradient(clipValue);
            if (decays && IsDecoupled)
            {
                code.Assign("parameter", $"parameter * {code.Scalar("decay")}");
            }
            else if (decays)
            {
                code.Assign("gradient", code.MultiplyAdd("parameter", code.Constant(WeightDecay), "gradient"));
            }

            code.Declare("mean", UpdateCode.Flushed(code.MultiplyAdd(code.LoadSlot(0), code.Constant(beta1), $"gradient * {code.Constant(1 - beta1)}")));
            code.Declare("square", $"gradient * gradient * {code.Constant(1 - beta2)}");
            code.Declare("variance", UpdateCode.Flushed(code.MultiplyAdd(code.LoadSlot(1), code.Constant(beta2), "square")));
            code.StoreSlot(0, "mean");
            code.StoreSlot(1, "variance");
            if (AmsGrad)
            {
                code.Assign("variance", $"VectorMath.Max({code.LoadSlot(2)}, variance)");
                code.StoreSlot(2, "variance");
            }

            code.Declare("denominator", code.MultiplyAdd(code.SquareRoot("variance"), code.Scalar("varianceScale"), code.Constant(Epsilon)));
            code.StoreParameter(code.MultiplyAdd(code.Scalar("-correctedRate"), "mean / denominator", "parameter"));
        });
    }

    /// <summary>The decimal number that the user wrote, to double precision: 1 − 0.999f is off by 1e-5 of itself, which the correction of the first steps would show.</summary>
    private static double AsWritten(float value) => double.Parse(value.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
