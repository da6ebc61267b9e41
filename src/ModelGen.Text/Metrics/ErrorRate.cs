namespace ModelGen.Text;

/// <summary>
/// Edits by length: the word error rate over words, the phoneme error rate over phonemes, the character error rate over characters. Of several references, as
/// the pronunciations of a word, the best counts: that with the fewest edits, and of these the longest.
/// </summary>
public sealed class ErrorRate
{
    /// <summary>Edits so far: insertions, deletions and substitutions.</summary>
    public long Edits { get; private set; }

    /// <summary>Elements of the references that counted.</summary>
    public long ReferenceLength { get; private set; }

    /// <summary>Sequences so far.</summary>
    public long Sequences { get; private set; }

    /// <summary>Those among them that are none of their references: of pronunciations, the words that are wrong.</summary>
    public long WrongSequences { get; private set; }

    /// <summary>Edits for each element of the references, from 0; above 1 where too much was said. NaN before the first.</summary>
    public double Value => (double)Edits / ReferenceLength;

    /// <summary>Wrong sequences, 0 to 1: of pronunciations, the word error rate. NaN before the first.</summary>
    public double PerSequence => (double)WrongSequences / Sequences;

    /// <summary>Adds a sequence.</summary>
    /// <param name="hypothesis">What was predicted.</param>
    /// <param name="references">What would have been right: one sequence, or any of several.</param>
    /// <exception cref="ArgumentException">No reference.</exception>
    public void Add<T>(IReadOnlyCollection<T> hypothesis, params IEnumerable<IReadOnlyCollection<T>> references) where T : IEquatable<T>
    {
        ArgumentNullException.ThrowIfNull(hypothesis);
        ArgumentNullException.ThrowIfNull(references);
        T[] predicted = [.. hypothesis];
        var distances = references.Select(reference => (Edits: EditDistance.Of<T>(predicted, [.. reference]), reference.Count)).ToArray();
        if (distances.Length == 0)
            throw new ArgumentException("Expected a reference or more, got none.", nameof(references));
        var (edits, length) = distances.OrderBy(distance => distance.Edits).ThenByDescending(distance => distance.Count).First();
        Edits += edits;
        ReferenceLength += length;
        Sequences++;
        WrongSequences += edits > 0 ? 1 : 0;
    }
}
