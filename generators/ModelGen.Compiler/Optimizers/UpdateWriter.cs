using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Optimizers;

/// <summary>Where an optimizer writes its update of a range, for vectors of one width.</summary>
/// <param name="writer">Where to write.</param>
/// <param name="vector">The vectors.</param>
/// <param name="clipsValue">Whether the gradient is clamped first.</param>
/// <param name="decays">Whether weights decay by themselves first.</param>
/// <param name="isOfRows">Whether the range is one of rows, which stand anywhere.</param>
public sealed class UpdateWriter(CodeWriter writer, VectorWidth vector, bool clipsValue, bool decays, bool isOfRows = false)
{
    /// <summary>Whether only rows that a step used are updated.</summary>
    public bool IsOfRows => isOfRows;

    /// <summary>Writes statements before a loop.</summary>
    public void Write(string statements) => writer.Write(statements);

    /// <summary>Writes the loop without momentum, which touches no slot of its own, and the one with it: the value of <c>momentum</c> chooses.</summary>
    public void ForEitherMomentum(Action<UpdateCode, bool> body)
    {
        using (writer.Block("if (momentum == 0f)"))
        {
            ForRange(code => body(code, false));
        }

        using (writer.Block("else"))
        {
            ForRange(code => body(code, true));
        }
    }

    /// <summary>Writes a loop over whole vectors of the range and one over the parameters that are left.</summary>
    public void ForRange(Action<UpdateCode> body)
    {
        if (clipsValue)
        {
            writer.Write("var clip = (float)range.ClipValue;");
        }

        if (decays)
        {
            writer.Write("var keptShare = (float)(1.0 - (range.Rate * range.DecoupledDecay));");
        }

        if (isOfRows)
        {
            using (writer.Block("for (var row = range.From; row < range.To; row++)"))
            {
                writer.Write("""
                    ref var gradients = ref range.GradientOf(row);
                    var (first, end) = (range.FirstOf(row), range.EndOf(row));
                    """);
                WriteLoops("first", "end", body);
            }
        }
        else
        {
            WriteLoops("range.From", "range.To", body);
        }
    }

    private void WriteLoops(string from, string to, Action<UpdateCode> body)
    {
        writer.Write($"var i = {from};");
        using (writer.Block($"for (; i <= {to} - {vector.Count}; i += {vector.Count})"))
        {
            body(new UpdateCode(writer, vector, clipsValue, decays, isOfRows));
        }

        using (writer.Block($"for (; i < {to}; i++)"))
        {
            body(new UpdateCode(writer, vector: null, clipsValue, decays, isOfRows));
        }
    }
}
