namespace ModelGen.Compiler.Operations;

/// <summary>
/// The gated recurrent unit (Cho et al. 2014) as PyTorch's <c>GRU</c> computes it: r, z = σ(…), n = tanh(W·x + b + r·(U·h + c)), h = (1 − z)·n + z·h; gates in the order r, z, n.
/// </summary>
public sealed record GruCell : RecurrentCell
{
    private const int R = 0, Z = 1, N = 2, S = 3;

    /// <inheritdoc/>
    public override string Name => "Gru";

    /// <inheritdoc/>
    public override int Gates => 3;

    /// <summary>The gates, and the previous state's share of the candidate.</summary>
    public override int Saved => 4;

    /// <inheritdoc/>
    public override bool Joins(int gate) => gate != N;

    /// <inheritdoc/>
    public override double Step(ReadOnlySpan<double> inputs, ReadOnlySpan<double> states, double before, ReadOnlySpan<double> savedBefore, Span<double> saved)
    {
        saved[R] = Sigmoid(inputs[R] + states[R]);
        saved[Z] = Sigmoid(inputs[Z] + states[Z]);
        saved[S] = states[N];
        saved[N] = Math.Tanh(inputs[N] + (saved[R] * states[N]));
        return ((1 - saved[Z]) * saved[N]) + (saved[Z] * before);
    }

    /// <inheritdoc/>
    public override void Differentiate(CellValues values, double gradient, Span<double> carried, Span<double> inputs, Span<double> states)
    {
        var (r, z, n, s) = (values.Saved[R], values.Saved[Z], values.Saved[N], values.Saved[S]);
        inputs[N] = gradient * (1 - z) * (1 - (n * n));
        inputs[R] = inputs[N] * s * r * (1 - r);
        inputs[Z] = gradient * (values.Before - n) * z * (1 - z);
        inputs.CopyTo(states);
        states[N] = inputs[N] * r;
        carried[0] = gradient * z;
    }

    /// <inheritdoc/>
    internal override string Emit(CellCode code)
    {
        code.Write($"""
            var r = VectorMath.Sigmoid({code.Sum(R)});
            var z = VectorMath.Sigmoid({code.Sum(Z)});
            var n = VectorMath.Tanh({code.Vector.MultiplyAdd("r", code.Sum(N), code.Input(N))});
            """);
        foreach (var (slot, value) in new[] { (R, "r"), (Z, "z"), (N, "n"), (S, code.Sum(N)) })
        {
            code.Save(slot, value);
        }

        return code.Vector.MultiplyAdd("z", "before - n", "n");
    }

    /// <inheritdoc/>
    internal override void EmitGradient(CellCode code)
    {
        var one = code.Vector.Constant(1);
        code.Write($"""
            var r = {code.Saved(R)};
            var z = {code.Saved(Z)};
            var n = {code.Saved(N)};
            var dn = dh * ({one} - z) * ({one} - n * n);
            """);
        code.Gates[R] = ($"dn * {code.Saved(S)} * r * ({one} - r)", string.Empty);
        code.Gates[Z] = ($"dh * (before - n) * z * ({one} - z)", string.Empty);
        code.Gates[N] = ("dn", "dn * r");
        code.Handed[0] = "dh * z";
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
