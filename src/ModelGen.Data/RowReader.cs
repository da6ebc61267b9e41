namespace ModelGen.Data;

/// <summary>A table's rows, one after the other; before the first at first.</summary>
/// <param name="path">The file.</param>
internal abstract class RowReader(string path) : IDisposable
{
    /// <summary>The names of the fields.</summary>
    public abstract IReadOnlyList<string> Names { get; }

    /// <summary>Where in the file the row stands, for messages.</summary>
    protected abstract string Place { get; }

    /// <summary>Goes to the next row; false past the last.</summary>
    /// <exception cref="TableFormatException">The row cannot be read.</exception>
    public abstract bool MoveNext();

    /// <summary>Whether a field is empty.</summary>
    public abstract bool IsEmpty(int field);

    /// <summary>A field's number; nothing where it is none.</summary>
    public abstract double? Number(int field);

    /// <summary>A field as text.</summary>
    public abstract string Text(int field);

    /// <summary>A field's vector; empty where it is none.</summary>
    public virtual ReadOnlySpan<float> Vector(int field) => default;

    public abstract void Dispose();

    /// <summary>The place of a field among those of the table.</summary>
    /// <exception cref="TableFormatException">There is none of that name, or there are two.</exception>
    public int IndexOf(string name)
    {
        var places = Enumerable.Range(0, Names.Count).Where(place => Names[place] == name).ToArray();
        if (places is [var only])
            return only;
        var names = string.Join(", ", Names.Select(other => $"'{other}'"));
        throw new TableFormatException(path, "header", name, "one column of that name", $"{places.Length} among {names}");
    }

    public TableFormatException Unexpected(string? column, string expected, string actual) => new(path, Place, column, expected, actual);
}
