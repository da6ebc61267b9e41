namespace ModelGen.Data;

/// <summary>
/// One column of the data set, made of fields of the table side by side: floats (numbers, vectors and one-hot categories), or integers (categories).
/// </summary>
public sealed record TableColumn
{
    /// <param name="fields">What a sample's values are, in this order.</param>
    /// <exception cref="ArgumentException">No fields, or categories beside floats.</exception>
    public TableColumn(params ReadOnlySpan<Field> fields)
    {
        Fields = fields.ToArray();
        if (fields.IsEmpty || Fields.Any(field => field is null))
            throw new ArgumentException("A column needs a field, and no field may be null.", nameof(fields));
        IsInteger = Fields[0].Kind == FieldKind.Category;
        if (Fields.FirstOrDefault(field => field.Kind == FieldKind.Category != IsInteger) is { } other)
        {
            throw new ArgumentException(
                $"A column holds floats or integers: '{Fields[0].Name}' and '{other.Name}' cannot stand in one. A category among floats is Field.OneHot.", nameof(fields));
        }
    }

    /// <summary>What a sample's values are.</summary>
    public IReadOnlyList<Field> Fields { get; }

    /// <summary>Values in a sample; known once all vocabularies are.</summary>
    public int Width => Fields.Sum(part => part.Width);

    /// <summary>Whether it holds integers.</summary>
    public bool IsInteger { get; }
}
