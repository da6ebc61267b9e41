using System.ComponentModel;
using ModelGen.Runtime;

namespace ModelGen;

/// <summary>A run of a network that takes one token a step, a word or a letter by its index, and gives a score for each of those that may come next.</summary>
public abstract class TokenRun : SequenceRun
{
    /// <inheritdoc/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected TokenRun(Engine engine, int network)
        : base(engine, network)
    {
    }

    /// <summary>The tokens that a step can take: indices below this.</summary>
    public int Vocabulary => Classes;

    /// <summary>The scores of a step.</summary>
    public int Scores => Width;

    /// <summary>Takes the next step. Allocates nothing after its first call.</summary>
    /// <param name="tokens">One token for each sequence.</param>
    /// <param name="scores">Gets <see cref="Scores"/> values for each sequence, one sequence after the other.</param>
    /// <exception cref="ArgumentException">A span has another length than the number of sequences says.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A token is none of the vocabulary.</exception>
    /// <exception cref="InvalidOperationException">All steps have been taken.</exception>
    public void Next(ReadOnlySpan<int> tokens, Span<float> scores) => Advance(Columns.Of(tokens), Outputs.Of(scores));
}
