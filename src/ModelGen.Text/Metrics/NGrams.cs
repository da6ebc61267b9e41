namespace ModelGen.Text;

/// <summary>Runs of n pieces.</summary>
internal static class NGrams
{
    /// <summary>How often each run occurs. No piece holds a space.</summary>
    public static Dictionary<string, int> Count(IReadOnlyList<string> pieces, int order)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var start = 0; start + order <= pieces.Count; start++)
        {
            var run = string.Join(' ', pieces.Skip(start).Take(order));
            counts[run] = counts.GetValueOrDefault(run) + 1;
        }

        return counts;
    }

    /// <summary>How many runs both have.</summary>
    public static int Matches(Dictionary<string, int> counts, Dictionary<string, int> others) =>
        counts.Sum(run => Math.Min(run.Value, others.GetValueOrDefault(run.Key)));

    /// <summary>References to compare with, an empty one being none, as in sacreBLEU.</summary>
    public static IReadOnlyList<string>[] CheckReferences(IReadOnlyList<string> hypotheses, IReadOnlyList<IReadOnlyList<string>> references)
    {
        ArgumentNullException.ThrowIfNull(hypotheses);
        ArgumentNullException.ThrowIfNull(references);
        if (hypotheses.Count == 0)
            throw new ArgumentException("Expected a hypothesis or more, got none.", nameof(hypotheses));
        if (references.Count != hypotheses.Count)
            throw new ArgumentException($"Expected references for {hypotheses.Count} hypotheses, got {references.Count}.", nameof(references));
        var checkedReferences = new IReadOnlyList<string>[references.Count];
        for (var i = 0; i < references.Count; i++)
        {
            checkedReferences[i] = [.. references[i].Where(reference => reference.Length > 0)];
            if (checkedReferences[i].Count == 0)
                throw new ArgumentException($"Expected a reference that is not empty for hypothesis {i}, got none.", nameof(references));
        }

        return checkedReferences;
    }

    /// <summary>What Python takes for white space, as sacreBLEU is written in it.</summary>
    public static bool IsSpace(char character) => char.IsWhiteSpace(character) || character is >= '\u001c' and <= '\u001f';
}
