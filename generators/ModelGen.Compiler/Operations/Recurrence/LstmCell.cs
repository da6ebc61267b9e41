namespace ModelGen.Compiler.Operations;

/// <summary>
/// Long short-term memory (Hochreiter and Schmidhuber 1997, with the forget gate of Gers et al. 2000): i, f, o = σ(…), g = tanh(…), c = f·c + i·g, h = o·tanh(c). PyTorch's <c>LSTM</c>; gates in the order i, f, g, o.
/// </summary>
public sealed record LstmCell : RecurrentCell
{
    private const int I = 0, F = 1, G = 2, O = 3;

    /// <inheritdoc/>
    public override string Name => "Lstm";

    /// <inheritdoc/>
    public override int Gates => 4;

    /// <summary>The gates.</summary>
    public override int Saved => 4;

    /// <inheritdoc/>
    public override IReadOnlyList<string> StateNames => ["states", "memories"];

    /// <inheritdoc/>
    public override void Step(ReadOnlySpan<double> inputs, ReadOnlySpan<double> shares, ReadOnlySpan<double> before, Span<double> next, Span<double> saved)
    {
        saved[I] = Sigmoid.Function(inputs[I] + shares[I]);
        saved[F] = Sigmoid.Function(inputs[F] + shares[F]);
        saved[G] = Math.Tanh(inputs[G] + shares[G]);
        saved[O] = Sigmoid.Function(inputs[O] + shares[O]);
        next[1] = (saved[F] * before[1]) + (saved[I] * saved[G]);
        next[0] = saved[O] * Math.Tanh(next[1]);
    }

    /// <inheritdoc/>
    public override void Differentiate(CellValues values, ReadOnlySpan<double> gradients, Span<double> handed, Span<double> inputs, Span<double> shares)
    {
        var (i, f, g, o) = (values.Saved[I], values.Saved[F], values.Saved[G], values.Saved[O]);
        var tanh = Math.Tanh(values.After[1]);
        var memory = gradients[1] + (gradients[0] * o * (1 - (tanh * tanh)));
        inputs[I] = memory * g * i * (1 - i);
        inputs[F] = memory * values.Before[1] * f * (1 - f);
        inputs[G] = memory * i * (1 - (g * g));
        inputs[O] = gradients[0] * tanh * o * (1 - o);
        inputs.CopyTo(shares);
        (handed[0], handed[1]) = (0, memory * f);
    }

    /// <inheritdoc/>
    internal override void Emit(CellCode code)
    {
        code.Write($"""
            var inputGate = VectorMath.Sigmoid({code.Sum(I)});
            var forgetGate = VectorMath.Sigmoid({code.Sum(F)});
            var candidate = VectorMath.Tanh({code.Sum(G)});
            var outputGate = VectorMath.Sigmoid({code.Sum(O)});
            var memory = {code.Vector.MultiplyAdd("forgetGate", code.Before(1), "inputGate * candidate")};
            """);
        code.Save("inputGate", "forgetGate", "candidate", "outputGate");
        code.Next[0] = "outputGate * VectorMath.Tanh(memory)";
        code.Next[1] = "memory";
    }

    /// <inheritdoc/>
    internal override void EmitGradient(CellCode code)
    {
        var one = code.Vector.Constant(1);
        code.Write($"""
            var inputGate = {code.Saved(I)};
            var forgetGate = {code.Saved(F)};
            var candidate = {code.Saved(G)};
            var outputGate = {code.Saved(O)};
            var tanh = VectorMath.Tanh({code.After(1)});
            var dh = {code.Gradient(0)};
            var dc = {code.Gradient(1)} + dh * outputGate * ({one} - tanh * tanh);
            """);
        code.Gates[I] = ($"dc * candidate * inputGate * ({one} - inputGate)", string.Empty);
        code.Gates[F] = ($"dc * {code.Before(1)} * forgetGate * ({one} - forgetGate)", string.Empty);
        code.Gates[G] = ($"dc * inputGate * ({one} - candidate * candidate)", string.Empty);
        code.Gates[O] = ($"dh * tanh * outputGate * ({one} - outputGate)", string.Empty);
        code.Handed[0] = code.Vector.Zero;
        code.Handed[1] = "dc * forgetGate";
    }
}
