using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Hyperparameters;

namespace ModelGen.Compiler.Operations;

/// <summary>A probability p of one of n classes, smoothed: (1 − ε)·p + ε/n (Szegedy et al. 2016).</summary>
/// <param name="Amount">ε.</param>
/// <param name="Classes">n.</param>
/// <param name="Slot">Where ε is read from while training runs; −1 where it cannot change.</param>
public sealed record LabelSmoothing(float Amount, int Classes, int Slot) : Elementwise
{
    /// <inheritdoc/>
    public override string Name => nameof(LabelSmoothing);

    /// <inheritdoc/>
    public override string Describe() => FormattableString.Invariant($"LabelSmoothing({Amount})");

    /// <inheritdoc/>
    public override bool DerivativeIsOfOutput => false;

    /// <inheritdoc/>
    public override int Cost => 2;

    /// <inheritdoc/>
    public override double Function(double x) => ((1.0 - Amount) * x) + ((double)Amount / Classes);

    /// <inheritdoc/>
    public override double Derivative(double argument) => 1.0 - Amount;

    /// <inheritdoc/>
    public override string Vector(VectorWidth vector, string x) => vector.MultiplyAdd(x, Kept(vector), vector.Broadcast($"{Expression} / {Literals.Float(Classes)}"));

    /// <inheritdoc/>
    public override string VectorDerivative(VectorWidth vector, string argument) => Kept(vector);

    private string Expression => Hyperparameter.Expression(Amount, Slot);

    private string Kept(VectorWidth vector) => vector.Broadcast($"1f - {Expression}");
}
