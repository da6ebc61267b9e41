namespace ModelGen;

/// <summary>
/// Lets a network that runs step by step write: token after token, each chosen from the scores that the one before it gave. All sequences of the run are written side by side; those that have come to their end are not run any more.
/// Steps allocate nothing.
/// </summary>
public static class Decoding
{
    /// <summary>Takes the most probable token at each step.</summary>
    /// <param name="run">The run, which goes on from where it is.</param>
    /// <param name="prompt">What stands before the first token: a begin mark, the beginning of a text. At least one token.</param>
    /// <param name="end">The token that ends a sequence; null where none does.</param>
    /// <param name="maximumLength">The largest number of tokens; otherwise as many as the run has steps for.</param>
    /// <returns>The tokens of each sequence, without prompt and end.</returns>
    /// <exception cref="ArgumentException">No prompt.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A token is none of the vocabulary, or a length is below 1.</exception>
    /// <exception cref="InvalidOperationException">The prompt is longer than the run has steps for, or a score is not finite.</exception>
    public static int[][] Greedy(TokenRun run, ReadOnlySpan<int> prompt, int? end = null, int? maximumLength = null) =>
        Write(run, prompt, end, maximumLength, static (scores, _, _) => TokenSampler.Best(scores));

    /// <summary>Draws each token by its probability. Options, with their seed, and a sequence's number decide what is drawn.</summary>
    /// <inheritdoc cref="Greedy"/>
    /// <param name="run">The run, which goes on from where it is.</param>
    /// <param name="prompt">What stands before the first token: a begin mark, the beginning of a text. At least one token.</param>
    /// <param name="options">How tokens are drawn.</param>
    /// <param name="end">The token that ends a sequence; null where none does.</param>
    /// <param name="maximumLength">The largest number of tokens; otherwise as many as the run has steps for.</param>
    public static int[][] Sample(TokenRun run, ReadOnlySpan<int> prompt, SamplingOptions options, int? end = null, int? maximumLength = null) =>
        Write(run, prompt, end, maximumLength, new TokenSampler(options).Choose);

    /// <summary>Follows the most probable continuations of each sequence at once, and keeps the best that have come to their end (Graves 2012; Sutskever, Vinyals and Le 2014).</summary>
    /// <inheritdoc cref="Greedy"/>
    /// <param name="run">The run, which goes on from where it is.</param>
    /// <param name="prompt">What stands before the first token: a begin mark, the beginning of a text. At least one token.</param>
    /// <param name="end">The token that ends a sequence.</param>
    /// <param name="options">How many are followed, and how lengths count.</param>
    /// <param name="maximumLength">The largest number of tokens; otherwise as many as the run has steps for.</param>
    /// <returns>For each sequence its answers, at most as many as are followed, the best first.</returns>
    public static Hypothesis[][] Beam(TokenRun run, ReadOnlySpan<int> prompt, int end, BeamOptions? options = null, int? maximumLength = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        options ??= new BeamOptions();
        var length = LengthOf(run, prompt, maximumLength);
        var search = new BeamSearch(run, end, options, length);
        Read(run, prompt, search.Scores);
        return search.Run();
    }

    private static int[][] Write(TokenRun run, ReadOnlySpan<int> prompt, int? end, int? maximumLength, Choice choose)
    {
        ArgumentNullException.ThrowIfNull(run);
        var (batch, width, longest) = (run.BatchSize, run.Scores, LengthOf(run, prompt, maximumLength));
        var scores = new float[batch * width];
        int[] written = new int[batch * longest], lengths = new int[batch], live = [.. Enumerable.Range(0, batch)], rows = new int[batch], next = new int[batch];
        Read(run, prompt, scores);
        var count = batch;
        for (var length = 0; length < longest && count > 0; length++)
        {
            if (length > 0)
            {
                run.Select(rows.AsSpan(0, count));
                run.Next(next.AsSpan(0, count), scores.AsSpan(0, count * width));
            }

            var going = 0;
            for (var row = 0; row < count; row++)
            {
                var token = choose(scores.AsSpan(row * width, width), live[row], (uint)length);
                if (token == end)
                    continue;
                written[live[row] * longest + lengths[live[row]]++] = token;
                (live[going], rows[going], next[going]) = (live[row], row, token);
                going++;
            }

            count = going;
        }

        return [.. lengths.Select((length, sequence) => written.AsSpan(sequence * longest, length).ToArray())];
    }

    /// <summary>The largest number of tokens that can be written.</summary>
    private static int LengthOf(TokenRun run, ReadOnlySpan<int> prompt, int? maximumLength)
    {
        if (prompt.IsEmpty)
            throw new ArgumentException("Expected at least one token, such as a begin mark, got none.", nameof(prompt));
        if (maximumLength is < 1)
            throw new ArgumentOutOfRangeException(nameof(maximumLength), maximumLength, "Expected at least 1.");
        var left = run.MaximumSteps - run.Steps - prompt.Length + 1;
        if (left < 1)
            throw new InvalidOperationException($"The prompt has {prompt.Length} tokens, but the run has {run.MaximumSteps - run.Steps} of its {run.MaximumSteps} steps left.");
        return Math.Min(maximumLength ?? int.MaxValue, left);
    }

    private static void Read(TokenRun run, ReadOnlySpan<int> prompt, Span<float> scores)
    {
        var tokens = new int[run.BatchSize];
        foreach (var token in prompt)
        {
            tokens.AsSpan().Fill(token);
            run.Next(tokens, scores[..(run.BatchSize * run.Scores)]);
        }
    }

    private delegate int Choice(ReadOnlySpan<float> scores, int sequence, uint step);
}
