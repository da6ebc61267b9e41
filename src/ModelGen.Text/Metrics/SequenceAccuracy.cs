namespace ModelGen.Text;

/// <summary>The share of right answers among tokens, and of sequences without a wrong one.</summary>
public sealed class SequenceAccuracy
{
    /// <summary>Tokens so far.</summary>
    public long Tokens { get; private set; }

    /// <summary>Right ones among them.</summary>
    public long CorrectTokens { get; private set; }

    /// <summary>Sequences so far.</summary>
    public long Sequences { get; private set; }

    /// <summary>Those among them in which every token is right.</summary>
    public long CorrectSequences { get; private set; }

    /// <summary>Right tokens, 0 to 1; NaN before the first.</summary>
    public double PerToken => (double)CorrectTokens / Tokens;

    /// <summary>Sequences that are right, 0 to 1; NaN before the first.</summary>
    public double PerSequence => (double)CorrectSequences / Sequences;

    /// <summary>Adds a sequence, such as the tags of a sentence.</summary>
    /// <param name="predicted">[tokens].</param>
    /// <param name="expected">[tokens].</param>
    /// <exception cref="ArgumentException">Another number of tokens.</exception>
    public void Add<T>(ReadOnlySpan<T> predicted, ReadOnlySpan<T> expected) where T : IEquatable<T>
    {
        if (predicted.Length != expected.Length)
            throw new ArgumentException($"Expected {expected.Length} tokens, got {predicted.Length}.", nameof(predicted));
        var correct = 0;
        for (var i = 0; i < expected.Length; i++)
            correct += predicted[i].Equals(expected[i]) ? 1 : 0;
        Tokens += expected.Length;
        CorrectTokens += correct;
        Sequences++;
        CorrectSequences += correct == expected.Length ? 1 : 0;
    }
}
