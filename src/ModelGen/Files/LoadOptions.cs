namespace ModelGen;

/// <summary>Which weights are loaded from a file, as in fine-tuning from pretrained ones.</summary>
public sealed record LoadOptions
{
    /// <summary>
    /// Names of the model's tensors that are to be loaded: of a tensor (<c>dense1.weight</c>), of what holds it (<c>residual3</c>), or with <c>*</c> for any letters (<c>conv2D*</c>); nothing for all. With a pattern
    /// the file may hold others.
    /// </summary>
    public string? Pattern { get; init; }

    /// <summary>Whether a tensor that the file lacks, has in another shape, or has too many is an error; otherwise what fits is loaded and the report names the rest.</summary>
    public bool IsStrict { get; init; } = true;

    /// <summary>The model's name for a name in the file; nothing where they are the same. A tensor that it gives null for is passed over.</summary>
    public Func<string, string?>? Rename { get; init; }
}

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
