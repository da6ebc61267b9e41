using System.Numerics.Tensors;

namespace ModelGen.Text;

/// <summary>
/// Word vectors, such as the rows of a trained embedding, and which are near each other, by the cosine of their angle. Any number of threads may ask.
/// </summary>
public sealed class WordVectors
{
    private readonly Vocabulary vocabulary;

    /// <summary>[words][width], each of length 1 but for those of 0.</summary>
    private readonly float[] unit;
    private readonly int width;

    /// <summary>The vectors of a vocabulary's entries.</summary>
    /// <param name="vectors">[entries][width]: copied.</param>
    /// <param name="vocabulary">The entries.</param>
    /// <exception cref="ArgumentException">A number of values that is no multiple of the entries', or one that is not finite.</exception>
    public WordVectors(ReadOnlySpan<float> vectors, Vocabulary vocabulary)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        if (vocabulary.Count == 0 || vectors.IsEmpty || vectors.Length % vocabulary.Count != 0)
            throw new ArgumentException($"Expected as many values for each of {vocabulary.Count} entries, got {vectors.Length} together.", nameof(vectors));
        this.vocabulary = vocabulary;
        width = vectors.Length / vocabulary.Count;
        unit = vectors.ToArray();
        for (var word = 0; word < vocabulary.Count; word++)
            Normalize(unit.AsSpan(word * width, width), nameof(vectors));
    }

    /// <summary>The cosine of two words' vectors, −1 to 1; 0 where one of them is 0.</summary>
    /// <param name="word">A word.</param>
    /// <param name="other">Another.</param>
    /// <exception cref="ArgumentException">A word that the vocabulary does not have.</exception>
    public float Similarity(string word, string other) => TensorPrimitives.Dot(Of(word, nameof(word)), Of(other, nameof(other)));

    /// <summary>The words nearest to a word, itself left out, the nearest first.</summary>
    /// <param name="word">The word.</param>
    /// <param name="count">How many.</param>
    /// <exception cref="ArgumentException">A word that the vocabulary does not have.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A negative number.</exception>
    public IReadOnlyList<(string Word, float Similarity)> Nearest(string word, int count) => Nearest(Of(word, nameof(word)), count, word);

    /// <summary>The words nearest to a vector, the nearest first; padding, unknown, begin and end are none.</summary>
    /// <param name="vector">[width].</param>
    /// <param name="count">How many.</param>
    /// <param name="excluded">Words to be left out.</param>
    /// <exception cref="ArgumentException">A vector of another width, or that is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A negative number.</exception>
    public IReadOnlyList<(string Word, float Similarity)> Nearest(ReadOnlySpan<float> vector, int count, params IEnumerable<string> excluded)
    {
        ArgumentNullException.ThrowIfNull(excluded);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (vector.Length != width)
            throw new ArgumentException($"Expected {width} values, got {vector.Length}.", nameof(vector));
        var direction = vector.ToArray();
        Normalize(direction, nameof(vector));
        var left = excluded.ToHashSet();
        var near =
            from index in Enumerable.Range(0, vocabulary.Count)
            where !vocabulary.IsMarker(index) && !left.Contains(vocabulary[index])
            let similarity = TensorPrimitives.Dot(direction, unit.AsSpan(index * width, width))
            orderby similarity descending
            select (vocabulary[index], similarity);
        return [.. near.Take(count)];
    }

    /// <summary>
    /// What the third word is to as the first is to the second, as <c>man</c> to <c>king</c> is <c>woman</c> to <c>queen</c>: the words nearest to <c>second
    /// − first + third</c>, of vectors of length 1, these three left out (3CosAdd: Mikolov, Yih and Zweig 2013).
    /// </summary>
    /// <param name="first">A word.</param>
    /// <param name="second">What it is to.</param>
    /// <param name="third">Another word.</param>
    /// <param name="count">How many.</param>
    /// <exception cref="ArgumentException">A word that the vocabulary does not have.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A negative number.</exception>
    public IReadOnlyList<(string Word, float Similarity)> Analogy(string first, string second, string third, int count)
    {
        var vector = new float[width];
        TensorPrimitives.Subtract(Of(second, nameof(second)), Of(first, nameof(first)), vector);
        TensorPrimitives.Add(vector, Of(third, nameof(third)), vector);
        return Nearest(vector, count, first, second, third);
    }

    private static void Normalize(Span<float> vector, string name)
    {
        var norm = TensorPrimitives.Norm(vector);
        if (!float.IsFinite(norm))
            throw new ArgumentException("Expected finite values whose squares have a finite sum.", name);
        if (norm > 0)
            TensorPrimitives.Divide(vector, norm, vector);
    }

    private ReadOnlySpan<float> Of(string word, string name) => vocabulary.TryGetIndex(word, out var index)
        ? unit.AsSpan(index * width, width)
        : throw new ArgumentException($"'{word}' is none of the {vocabulary.Count} entries.", name);
}
