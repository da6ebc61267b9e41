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
    public override double Step(ReadOnlySpan<double> inputs, ReadOnlySpan<double> states, double before, ReadOnlySpan<double> savedBefore, Span<double> saved) => Math.Tanh(inputs[0] + states[0]);

    /// <inheritdoc/>
    public override void Differentiate(CellValues values, double gradient, Span<double> carried, Span<double> inputs, Span<double> states)
    {
        carried[0] = 0;
        inputs[0] = states[0] = gradient * (1 - (values.State * values.State));
    }

    /// <inheritdoc/>
    internal override string Emit(CellCode code) => $"VectorMath.Tanh({code.Sum(0)})";

    /// <inheritdoc/>
    internal override void EmitGradient(CellCode code)
    {
        code.Gates[0] = ($"dh * ({code.Vector.Constant(1)} - state * state)", string.Empty);
        code.Handed[0] = code.Vector.Zero;
    }
}
