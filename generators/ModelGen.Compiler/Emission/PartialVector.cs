namespace ModelGen.Compiler.Emission;

/// <summary>Expressions for a vector of which only the first lanes hold elements: what is beside these in memory is neither read nor written, so they are moved in pieces.</summary>
internal static class PartialVector
{
    /// <summary>The first <paramref name="count"/> lanes from memory, the others zero.</summary>
    public static string Load(VectorWidth vector, string reference, int first, int count)
    {
        if (count <= 0 || count >= vector.Count)
        {
            return count <= 0 ? vector.Zero : vector.Load(reference, first);
        }

        if (vector.Bits > 128)
        {
            var half = new VectorWidth(vector.Bits / 2);
            return $"{vector.Class}.Create({Load(half, reference, first, count)}, {Load(half, reference, first + half.Count, count - half.Count)})";
        }

        return count == 1 ? $"{vector.Class}.CreateScalar({At(reference, first)})" : $"{vector.Class}.Create({string.Join(", ", Enumerable.Range(0, vector.Count).Select(lane => lane < count ? At(reference, first + lane) : "0f"))})";
    }

    /// <summary>Statements that store the first <paramref name="count"/> lanes of a local.</summary>
    public static IEnumerable<string> Store(VectorWidth vector, string local, string reference, int first, int count) => Pieces(count).Select(piece => piece.Width is { } width
        ? $"{width.Store(Piece(vector, local, piece.First, width), reference, first + piece.First)};"
        : $"{At(reference, first + piece.First)} = {local}.GetElement({piece.First});");

    /// <summary>Statements that add a product, rounded once, to what is in memory, for the first <paramref name="count"/> lanes of two locals.</summary>
    public static IEnumerable<string> MultiplyAdd(VectorWidth vector, string a, string b, string reference, int first, int count) => Pieces(count).Select(piece =>
    {
        var place = first + piece.First;
        return piece.Width is { } width
            ? $"{width.Store(width.MultiplyAdd(Piece(vector, a, piece.First, width), Piece(vector, b, piece.First, width), width.Load(reference, place)), reference, place)};"
            : $"{At(reference, place)} = MathF.FusedMultiplyAdd({a}.GetElement({piece.First}), {b}.GetElement({piece.First}), {At(reference, place)});";
    });

    // Smaller vectors, then single elements.
    private static IEnumerable<(int First, VectorWidth? Width)> Pieces(int count)
    {
        var first = 0;
        foreach (var width in VectorWidth.All)
        {
            for (; count - first >= width.Count; first += width.Count)
            {
                yield return (first, width);
            }
        }

        for (; first < count; first++)
        {
            yield return (first, null);
        }
    }

    private static string Piece(VectorWidth vector, string local, int first, VectorWidth piece)
    {
        for (var lanes = vector.Count; lanes > piece.Count; lanes /= 2)
        {
            local += first % lanes < lanes / 2 ? ".GetLower()" : ".GetUpper()";
        }

        return local;
    }

    private static string At(string reference, int element) => ((Offset)element).In(reference);
}
