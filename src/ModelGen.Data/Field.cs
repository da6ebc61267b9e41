namespace ModelGen.Data;

/// <summary>What a field of a table's rows becomes.</summary>
public sealed record Field
{
    private readonly int length;

    private Field(string name, FieldKind kind, int length = 1)
    {
        this.length = length;
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
        Kind = kind;
    }

    /// <summary>The table's name for it, upper and lower case apart.</summary>
    public string Name { get; }

    /// <summary>
    /// The words of a category, of which each is known by its place. Empty until it is learned, or for a number.
    /// </summary>
    public IReadOnlyList<string> Vocabulary { get; private init; } = [];

    internal FieldKind Kind { get; }

    /// <summary>What stands for an empty number; nothing where that is an error.</summary>
    internal float? Missing { get; private init; }

    internal bool IsToBeLearned => Kind is FieldKind.Category or FieldKind.OneHot && Vocabulary.Count == 0;

    /// <summary>Values in a sample.</summary>
    internal int Width => Kind == FieldKind.OneHot ? Vocabulary.Count : length;

    /// <summary>A number, as a float.</summary>
    /// <param name="name">The table's name for it.</param>
    /// <param name="missing">What stands for an empty field; nothing where that is an error.</param>
    /// <exception cref="ArgumentException">No name.</exception>
    public static Field Number(string name, float? missing = null) => new(name, FieldKind.Number) { Missing = missing };

    /// <summary>A vector of floats, as the tables of ML.NET have them.</summary>
    /// <param name="name">The table's name for it.</param>
    /// <param name="length">Its numbers.</param>
    /// <exception cref="ArgumentException">No name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A length below 1.</exception>
    public static Field Vector(string name, int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        return new(name, FieldKind.Vector, length);
    }

    /// <summary>A category as a class index, as labels are.</summary>
    /// <param name="name">The table's name for it.</param>
    /// <param name="vocabulary">
    /// Its words, in the order of their indices; none to learn them from the first table that is read, where no field is empty: by value where all are numbers,
    /// otherwise in ordinal order.
    /// </param>
    /// <exception cref="ArgumentException">No name, or a word that is there twice.</exception>
    public static Field Category(string name, params ReadOnlySpan<string> vocabulary) => new Field(name, FieldKind.Category).With(vocabulary.ToArray());

    /// <summary>A category as floats, one for each word: 1 for the word that is there, 0 for the others.</summary>
    /// <inheritdoc cref="Category"/>
    public static Field OneHot(string name, params ReadOnlySpan<string> vocabulary) => new Field(name, FieldKind.OneHot).With(vocabulary.ToArray());

    /// <summary>The field, with a vocabulary.</summary>
    internal Field With(string[] vocabulary)
    {
        if (vocabulary.GroupBy(word => word).FirstOrDefault(words => words.Count() > 1) is { } twice)
            throw new ArgumentException($"The word '{twice.Key}' of '{Name}' is there twice.", nameof(vocabulary));
        return this with { Vocabulary = vocabulary };
    }
}

/// <summary>What a field becomes.</summary>
internal enum FieldKind
{
    /// <summary>A float.</summary>
    Number,

    /// <summary>Floats.</summary>
    Vector,

    /// <summary>An integer.</summary>
    Category,

    /// <summary>A float for each word.</summary>
    OneHot,
}
