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
