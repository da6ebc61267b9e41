using ModelGen.Runtime;

namespace ModelGen;

/// <summary>A beam search over the sequences of a run. All memory is taken before the first step.</summary>
internal sealed class BeamSearch
{
    private readonly TokenRun run;
    private readonly int end, width, vocabulary, longest, batch;
    private readonly double lengthPenalty;
    private readonly float[] scores, exponentials;

    // What has been written is a forest: each node is a token and the node before it, -1 for none.
    private readonly int[] tokens, parents;
    private int nodes;

    // The rows of the run: those of a sequence stand side by side.
    private readonly int[] sequences, rowNodes, sources, nextTokens;
    private readonly double[] logProbabilities;
    private int rows;

    // The rows of the next step while they are chosen.
    private readonly int[] newSequences, newNodes;
    private readonly double[] newLogProbabilities;

    private readonly Candidate[] candidates;
    private readonly Finished[] finished;
    private readonly int[] finishedCounts;

    public BeamSearch(TokenRun run, int end, BeamOptions options, int longest)
    {
        this.run = run;
        this.end = end;
        this.longest = longest;
        (width, lengthPenalty, vocabulary, batch) = (options.Width, options.LengthPenalty, run.Scores, run.BatchSize);
        var most = checked(batch * width);
        (scores, exponentials) = (new float[checked(most * vocabulary)], new float[vocabulary]);
        (tokens, parents) = (new int[checked(most * longest)], new int[most * longest]);
        (sequences, rowNodes, sources, nextTokens, logProbabilities) = (new int[most], new int[most], new int[most], new int[most], new double[most]);
        (newSequences, newNodes, newLogProbabilities) = (new int[most], new int[most], new double[most]);
        candidates = new Candidate[2 * width];
        (finished, finishedCounts) = (new Finished[most], new int[batch]);
    }

    /// <summary>Where the scores of the last step are.</summary>
    public Span<float> Scores => scores;

    public Hypothesis[][] Run()
    {
        rows = batch;
        for (var row = 0; row < rows; row++)
            (sequences[row], rowNodes[row], logProbabilities[row]) = (row, -1, 0);
        for (var length = 1; rows > 0; length++)
        {
            Continue(length);
            if (rows == 0)
                break;
            run.Select(sources.AsSpan(0, rows));
            run.Next(nextTokens.AsSpan(0, rows), scores.AsSpan(0, rows * vocabulary));
        }

        return [.. Enumerable.Range(0, batch).Select(AnswersOf)];
    }

    /// <summary>Chooses the continuations of all sequences.</summary>
    private void Continue(int length)
    {
        var chosen = 0;
        for (int from = 0, to; from < rows; from = to)
        {
            for (to = from + 1; to < rows && sequences[to] == sequences[from];)
                to++;
            var count = Collect(from, to);
            chosen += Choose(count, length, chosen);
        }

        rows = chosen;
        newSequences.AsSpan(0, rows).CopyTo(sequences);
        newNodes.AsSpan(0, rows).CopyTo(rowNodes);
        newLogProbabilities.AsSpan(0, rows).CopyTo(logProbabilities);
    }

    /// <summary>The best continuations of a sequence's rows, twice as many as are followed: as many of them may be ends.</summary>
    private int Collect(int from, int to)
    {
        var count = 0;
        for (var row = from; row < to; row++)
        {
            var own = scores.AsSpan(row * vocabulary, vocabulary);
            var offset = logProbabilities[row] - Exponentials.LogSum(own, own[TokenSampler.Best(own)], exponentials);
            for (var token = 0; token < vocabulary; token++)
            {
                var value = offset + own[token];
                if (count < candidates.Length)
                    count++;
                else if (!(value > candidates[^1].LogProbability))
                    continue;
                var place = count - 1;
                for (; place > 0 && candidates[place - 1].LogProbability < value; place--)
                    candidates[place] = candidates[place - 1];
                candidates[place] = new Candidate(row, token, value);
            }
        }

        return count;
    }

    private int Choose(int count, int length, int first)
    {
        var sequence = sequences[candidates[0].Row];
        var added = 0;
        for (var i = 0; i < (length == longest ? Math.Min(count, width) : count) && added < width; i++)
        {
            var (row, token, logProbability) = candidates[i];
            if (double.IsNegativeInfinity(logProbability))
                break;
            if (token == end)
            {
                // Of those that lie behind, others would be followed in its place.
                if (i < width)
                    Finish(sequence, rowNodes[row], logProbability, length, hasEnded: true);
                continue;
            }

            (tokens[nodes], parents[nodes]) = (token, rowNodes[row]);
            if (length == longest)
            {
                Finish(sequence, nodes++, logProbability, length, hasEnded: false);
                continue;
            }

            (newSequences[first + added], newNodes[first + added], newLogProbabilities[first + added]) = (sequence, nodes++, logProbability);
            (sources[first + added], nextTokens[first + added]) = (row, token);
            added++;
        }

        // No continuation scores better than its probability by now over the largest length.
        var isDone = added == 0 || (finishedCounts[sequence] == width && Normalized(newLogProbabilities[first], longest + 1) <= finished[sequence * width + width - 1].Score);
        return isDone ? 0 : added;
    }

    private void Finish(int sequence, int node, double logProbability, int length, bool hasEnded)
    {
        var own = finished.AsSpan(sequence * width, width);
        var score = Normalized(logProbability, length);
        ref var count = ref finishedCounts[sequence];
        if (count == width && score <= own[^1].Score)
            return;
        count = Math.Min(count + 1, width);
        var place = count - 1;
        for (; place > 0 && own[place - 1].Score < score; place--)
            own[place] = own[place - 1];
        own[place] = new Finished(node, logProbability, score, hasEnded);
    }

    private double Normalized(double logProbability, int length) => logProbability / RealMath.Pow(length, lengthPenalty);

    private Hypothesis[] AnswersOf(int sequence)
    {
        var answers = new Hypothesis[finishedCounts[sequence]];
        for (var i = 0; i < answers.Length; i++)
        {
            var (node, logProbability, score, hasEnded) = finished[sequence * width + i];
            var written = new List<int>();
            for (; node >= 0; node = parents[node])
                written.Add(tokens[node]);
            written.Reverse();
            answers[i] = new Hypothesis([.. written], logProbability, score, hasEnded);
        }

        return answers;
    }

    private readonly record struct Candidate(int Row, int Token, double LogProbability);

    private readonly record struct Finished(int Node, double LogProbability, double Score, bool HasEnded);
}
