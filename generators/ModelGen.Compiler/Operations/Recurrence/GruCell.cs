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
    public override void Step(ReadOnlySpan<double> inputs, ReadOnlySpan<double> shares, ReadOnlySpan<double> before, Span<double> next, Span<double> saved)
    {
        saved[R] = Sigmoid.Function(inputs[R] + shares[R]);
        saved[Z] = Sigmoid.Function(inputs[Z] + shares[Z]);
        saved[S] = shares[N];
        saved[N] = Math.Tanh(inputs[N] + (saved[R] * shares[N]));
        next[0] = ((1 - saved[Z]) * saved[N]) + (saved[Z] * before[0]);
    }

    /// <inheritdoc/>
    public override void Differentiate(CellValues values, ReadOnlySpan<double> gradients, Span<double> handed, Span<double> inputs, Span<double> shares)
    {
        var (r, z, n, s) = (values.Saved[R], values.Saved[Z], values.Saved[N], values.Saved[S]);
        inputs[N] = gradients[0] * (1 - z) * (1 - (n * n));
        inputs[R] = inputs[N] * s * r * (1 - r);
        inputs[Z] = gradients[0] * (values.Before[0] - n) * z * (1 - z);
        inputs.CopyTo(shares);
        shares[N] = inputs[N] * r;
        handed[0] = gradients[0] * z;
    }

    /// <inheritdoc/>
    internal override void Emit(CellCode code)
    {
        code.Write($"""
            var reset = VectorMath.Sigmoid({code.Sum(R)});
            var update = VectorMath.Sigmoid({code.Sum(Z)});
            var candidate = VectorMath.Tanh({code.Vector.MultiplyAdd("reset", code.Sum(N), code.Input(N))});
            """);
        code.Save("reset", "update", "candidate", code.Sum(N));
        code.Next[0] = code.Vector.MultiplyAdd("update", $"{code.Before(0)} - candidate", "candidate");
    }

    /// <inheritdoc/>
    internal override void EmitGradient(CellCode code)
    {
        var one = code.Vector.Constant(1);
        code.Write($"""
            var reset = {code.Saved(R)};
            var update = {code.Saved(Z)};
            var candidate = {code.Saved(N)};
            var dh = {code.Gradient(0)};
            var dn = dh * ({one} - update) * ({one} - candidate * candidate);
            """);
        code.Gates[R] = ($"dn * {code.Saved(S)} * reset * ({one} - reset)", string.Empty);
        code.Gates[Z] = ($"dh * ({code.Before(0)} - candidate) * update * ({one} - update)", string.Empty);
        code.Gates[N] = ("dn", "dn * reset");
        code.Handed[0] = "dh * update";
    }
}
