namespace ModelGen.Compiler.Operations;

/// <summary>
/// Long short-term memory (Hochreiter and Schmidhuber 1997, with the forget gate of Gers et al. 2000): i, f, o = σ(…), g = tanh(…), c = f·c + i·g, h = o·tanh(c). PyTorch's <c>LSTM</c>; gates in the order i, f, g, o.
/// </summary>
public sealed record LstmCell : RecurrentCell
{
    private const int I = 0, F = 1, G = 2, O = 3, C = 4;

    /// <inheritdoc/>
    public override string Name => "Lstm";

    /// <inheritdoc/>
    public override int Gates => 4;

    /// <summary>The gates and the memory.</summary>
    public override int Saved => 5;

    /// <summary>The state's and the memory's.</summary>
    public override int Carried => 2;

    /// <inheritdoc/>
    public override double Step(ReadOnlySpan<double> inputs, ReadOnlySpan<double> states, double before, ReadOnlySpan<double> savedBefore, Span<double> saved)
    {
        saved[I] = Sigmoid(inputs[I] + states[I]);
        saved[F] = Sigmoid(inputs[F] + states[F]);
        saved[G] = Math.Tanh(inputs[G] + states[G]);
        saved[O] = Sigmoid(inputs[O] + states[O]);
        saved[C] = (saved[F] * savedBefore[C]) + (saved[I] * saved[G]);
        return saved[O] * Math.Tanh(saved[C]);
    }

    /// <inheritdoc/>
    public override void Differentiate(CellValues values, double gradient, Span<double> carried, Span<double> inputs, Span<double> states)
    {
        var (i, f, g, o) = (values.Saved[I], values.Saved[F], values.Saved[G], values.Saved[O]);
        var tanh = Math.Tanh(values.Saved[C]);
        var memory = carried[1] + (gradient * o * (1 - (tanh * tanh)));
        inputs[I] = memory * g * i * (1 - i);
        inputs[F] = memory * values.SavedBefore[C] * f * (1 - f);
        inputs[G] = memory * i * (1 - (g * g));
        inputs[O] = gradient * tanh * o * (1 - o);
        inputs.CopyTo(states);
        (carried[0], carried[1]) = (0, memory * f);
    }

    /// <inheritdoc/>
    internal override string Emit(CellCode code)
    {
        code.Write($"""
            var i = VectorMath.Sigmoid({code.Sum(I)});
            var f = VectorMath.Sigmoid({code.Sum(F)});
            var g = VectorMath.Tanh({code.Sum(G)});
            var o = VectorMath.Sigmoid({code.Sum(O)});
            var memoryBefore = {code.SavedBefore(C)};
            var memory = {code.WhereReal(code.Vector.MultiplyAdd("f", "memoryBefore", "i * g"), "memoryBefore")};
            """);
        foreach (var (slot, value) in new[] { (I, "i"), (F, "f"), (G, "g"), (O, "o"), (C, "memory") })
        {
            code.Save(slot, value);
        }

        return "o * VectorMath.Tanh(memory)";
    }

    /// <inheritdoc/>
    internal override void EmitGradient(CellCode code)
    {
        var one = code.Vector.Constant(1);
        code.Write($"""
            var i = {code.Saved(I)};
            var f = {code.Saved(F)};
            var g = {code.Saved(G)};
            var o = {code.Saved(O)};
            var tanh = VectorMath.Tanh({code.Saved(C)});
            var dc = carried1 + dh * o * ({one} - tanh * tanh);
            """);
        code.Gates[I] = ($"dc * g * i * ({one} - i)", string.Empty);
        code.Gates[F] = ($"dc * {code.SavedBefore(C)} * f * ({one} - f)", string.Empty);
        code.Gates[G] = ($"dc * i * ({one} - g * g)", string.Empty);
        code.Gates[O] = ($"dh * tanh * o * ({one} - o)", string.Empty);
        code.Handed[0] = code.Vector.Zero;
        code.Handed[1] = "dc * f";
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
