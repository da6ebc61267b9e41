namespace ModelGen.Text;

/// <summary>Which words a vocabulary has, and which entries beside them.</summary>
public sealed record VocabularyOptions
{
    /// <summary>How often a word must occur, at least 1; what is rarer counts as unknown.</summary>
    public long MinimumCount { get; init; } = 1;

    /// <summary>The largest number of entries, all included: an embedding has as many rows. Nothing for no limit.</summary>
    public int? MaximumSize { get; init; }

    /// <summary>The entry that fills up shorter samples, before all others; nothing for none.</summary>
    public string? Padding { get; init; }

    /// <summary>The entry for all words that are not in the vocabulary; nothing for none: then such a word is an error.</summary>
    public string? Unknown { get; init; } = "<unk>";

    /// <summary>The entry that begins a sequence; nothing for none.</summary>
    public string? Begin { get; init; }

    /// <summary>The entry that ends a sequence; nothing for none.</summary>
    public string? End { get; init; }

    /// <summary>No entries but words.</summary>
    internal static VocabularyOptions OnlyWords { get; } = new() { Unknown = null };

    /// <summary>The entries that are there, in the order in which they come before the words.</summary>
    internal string[] Markers => [.. new[] { Padding, Unknown, Begin, End }.OfType<string>()];

    internal void Check(string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MinimumCount, 1, name);
        if (MaximumSize is { } size && size < Math.Max(1, Markers.Length))
            throw new ArgumentOutOfRangeException(name, size, $"Expected room for an entry or more, and for all of {string.Join(", ", Markers)}.");
        if (Markers.Distinct().Count() != Markers.Length || Markers.Contains(string.Empty))
            throw new ArgumentException($"Expected different entries with names, got {string.Join(", ", Markers.Select(marker => $"'{marker}'"))}.", name);
    }
}
