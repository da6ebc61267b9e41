namespace ModelGen.Text;

/// <summary>How far sequences are apart.</summary>
public static class EditDistance
{
    /// <summary>The fewest insertions, deletions and substitutions that make one sequence of the other (Levenshtein 1966).</summary>
    /// <param name="from">Words, phonemes or characters.</param>
    /// <param name="to">The same.</param>
    public static int Of<T>(ReadOnlySpan<T> from, ReadOnlySpan<T> to) where T : IEquatable<T>
    {
        // distances[j] is that of what was seen of the first to j elements of the second (Wagner and Fischer 1974).
        var distances = new int[to.Length + 1];
        for (var j = 0; j <= to.Length; j++)
            distances[j] = j;
        for (var i = 0; i < from.Length; i++)
        {
            var diagonal = distances[0]++;
            for (var j = 0; j < to.Length; j++)
            {
                var substituted = diagonal + (from[i].Equals(to[j]) ? 0 : 1);
                diagonal = distances[j + 1];
                distances[j + 1] = Math.Min(substituted, 1 + Math.Min(diagonal, distances[j]));
            }
        }

        return distances[^1];
    }
}
