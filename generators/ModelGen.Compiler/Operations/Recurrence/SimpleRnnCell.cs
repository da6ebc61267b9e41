namespace ModelGen.Compiler.Operations;

/// <summary>h = tanh(W·x + b + U·h + c) (Elman 1990); PyTorch's <c>RNN</c>.</summary>
public sealed record SimpleRnnCell : RecurrentCell
{
    /// <inheritdoc/>
    public override string Name => "SimpleRnn";

    /// <inheritdoc/>
    public override int Gates => 1;

    /// <inheritdoc/>
    public override int Saved => 0;

    /// <inheritdoc/>
    public override void Step(ReadOnlySpan<double> inputs, ReadOnlySpan<double> shares, ReadOnlySpan<double> before, Span<double> next, Span<double> saved) => next[0] = Math.Tanh(inputs[0] + shares[0]);

    /// <inheritdoc/>
    public override void Differentiate(CellValues values, ReadOnlySpan<double> gradients, Span<double> handed, Span<double> inputs, Span<double> shares)
    {
        handed[0] = 0;
        inputs[0] = shares[0] = gradients[0] * (1 - (values.After[0] * values.After[0]));
    }

    /// <inheritdoc/>
    internal override void Emit(CellCode code) => code.Next[0] = $"VectorMath.Tanh({code.Sum(0)})";

    /// <inheritdoc/>
    internal override void EmitGradient(CellCode code)
    {
        code.Gates[0] = ($"{code.Gradient(0)} * ({code.Vector.Constant(1)} - {code.After(0)} * {code.After(0)})", string.Empty);
        code.Handed[0] = code.Vector.Zero;
    }
}
