namespace ModelGen;

/// <summary>A tensor in a file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">Sizes, outermost first; empty for a scalar.</param>
/// <param name="Values">The values, row-major.</param>
/// <param name="IsInteger">Whether the file holds 64-bit integers.</param>
public sealed record StoredTensor(string Name, int[] Shape, float[] Values, bool IsInteger = false)
{
    /// <summary>Its name.</summary>
    public string Name { get; init; } = Name ?? throw new ArgumentNullException(nameof(Name));

    /// <summary>Sizes, outermost first; empty for a scalar.</summary>
    public int[] Shape { get; init; } = Shape ?? throw new ArgumentNullException(nameof(Shape));

    /// <summary>The values, row-major.</summary>
    public float[] Values { get; init; } = Values ?? throw new ArgumentNullException(nameof(Values));

    /// <summary>Name and shape.</summary>
    public override string ToString() => $"'{Name}' [{string.Join(", ", Shape)}]";
}
