namespace ModelGen;

/// <summary>What came of loading weights.</summary>
/// <param name="Loaded">The model's tensors that were loaded.</param>
/// <param name="Missing">The model's tensors, of those asked for, that the file lacks.</param>
/// <param name="Misshapen">The model's tensors, of those asked for, that the file has in another shape: with both shapes.</param>
/// <param name="Unexpected">Tensors of the file that the model does not have.</param>
public sealed record LoadReport(IReadOnlyList<string> Loaded, IReadOnlyList<string> Missing, IReadOnlyList<string> Misshapen, IReadOnlyList<string> Unexpected)
{
    /// <summary>Counts and names, a line for each kind that is not empty.</summary>
    public override string ToString()
    {
        var lines = new List<string> { $"loaded {Loaded.Count}" };
        Add("missing", Missing);
        Add("of another shape", Misshapen);
        Add("not the model's", Unexpected);
        return string.Join(Environment.NewLine, lines);

        void Add(string what, IReadOnlyList<string> names)
        {
            if (names.Count > 0)
                lines.Add($"{what} {names.Count}: {string.Join(", ", names)}");
        }
    }
}
