using ModelGen.Runtime;

namespace ModelGen;

/// <summary>Reads labels from the scores of a network that was trained by <see cref="Ops.Ctc"/>: of one sample, step after step, as the network gives them.</summary>
public static class CtcDecoding
{
    /// <summary>The labels of the most probable class at each step: repeated ones are one, blanks are left out. It is not always the most probable sequence of labels, which several ways may lead to.</summary>
    /// <param name="scores">[steps][classes].</param>
    /// <param name="classes">Classes, the blank among them.</param>
    /// <param name="blank">The class that says nothing.</param>
    /// <returns>The labels.</returns>
    /// <exception cref="ArgumentException">No whole number of steps.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The blank is no class.</exception>
    /// <exception cref="InvalidOperationException">A score is not finite.</exception>
    public static int[] Greedy(ReadOnlySpan<float> scores, int classes, int blank = 0)
    {
        Check(scores, classes, blank);
        var labels = new List<int>();
        for (var (step, before) = (0, blank); step < scores.Length / classes; step++)
        {
            var best = TokenSampler.Best(scores.Slice(step * classes, classes));
            if (best != blank && best != before)
                labels.Add(best);
            before = best;
        }

        return [.. labels];
    }

    /// <summary>The most probable sequences of labels: follows some beginnings at once, and adds up for each the ways that lead to it (prefix search, Graves et al. 2006; Hannun et al. 2014, "First-pass large vocabulary continuous speech recognition").</summary>
    /// <inheritdoc cref="Greedy"/>
    /// <param name="scores">[steps][classes].</param>
    /// <param name="classes">Classes, the blank among them.</param>
    /// <param name="width">Beginnings that are followed, and answers.</param>
    /// <param name="blank">The class that says nothing.</param>
    /// <returns>The answers, at most as many as are followed, the best first; their scores are the logarithms of their probabilities.</returns>
    public static Hypothesis[] Beam(ReadOnlySpan<float> scores, int classes, int width = 10, int blank = 0)
    {
        Check(scores, classes, blank);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        var prefixes = new Prefixes();
        var beam = new List<(int Prefix, Ways Ways)> { (Prefixes.Empty, new Ways(0, double.NegativeInfinity)) };
        var logarithms = new double[classes];
        for (var step = 0; step < scores.Length / classes; step++)
        {
            TakeLogarithms(scores.Slice(step * classes, classes), logarithms);
            var next = new Dictionary<int, Ways>();
            foreach (var (prefix, ways) in beam)
            {
                for (var label = 0; label < classes; label++)
                {
                    var (toPrefix, added) = label == blank ? (prefix, new Ways(ways.Total + logarithms[label], double.NegativeInfinity))
                        : (prefixes.With(prefix, label), new Ways(double.NegativeInfinity, (label == prefixes.LastOf(prefix) ? ways.ByBlank : ways.Total) + logarithms[label]));
                    Add(next, toPrefix, added);
                    if (label == prefixes.LastOf(prefix))
                        Add(next, prefix, new Ways(double.NegativeInfinity, ways.ByLabel + logarithms[label]));
                }
            }

            // Numbers of prefixes, which are given in order, decide among equals.
            beam = [.. next.OrderByDescending(pair => pair.Value.Total).ThenBy(pair => pair.Key).Take(width).Select(pair => (pair.Key, pair.Value))];
        }

        return [.. beam.Select(found => new Hypothesis(prefixes.LabelsOf(found.Prefix), found.Ways.Total, found.Ways.Total, HasEnded: true))];
    }

    private static void Add(Dictionary<int, Ways> all, int prefix, Ways added)
    {
        if (double.IsNegativeInfinity(added.Total))
            return;
        all[prefix] = all.TryGetValue(prefix, out var known) ? new Ways(Sum(known.ByBlank, added.ByBlank), Sum(known.ByLabel, added.ByLabel)) : added;
    }

    private static void Check(ReadOnlySpan<float> scores, int classes, int blank)
    {
        if (classes < 1 || scores.Length % classes != 0)
            throw new ArgumentException($"Expected {classes} scores for each step, got {scores.Length}.", nameof(scores));
        if (blank < 0 || blank >= classes)
            throw new ArgumentOutOfRangeException(nameof(blank), blank, $"Expected 0 to {classes - 1}.");
    }

    private static void TakeLogarithms(ReadOnlySpan<float> scores, double[] logarithms)
    {
        double largest = scores[TokenSampler.Best(scores)], sum = 0;
        foreach (var score in scores)
            sum += RealMath.Exp(score - largest);
        for (var label = 0; label < scores.Length; label++)
            logarithms[label] = scores[label] - largest - RealMath.Log(sum);
    }

    /// <summary>The logarithm of the sum of what two numbers are logarithms of.</summary>
    private static double Sum(double a, double b)
    {
        var largest = Math.Max(a, b);
        return double.IsNegativeInfinity(largest) ? largest : largest + RealMath.Log(RealMath.Exp(a - largest) + RealMath.Exp(b - largest));
    }

    /// <summary>Logarithms of the probabilities of all ways to a beginning whose last step is a blank, and of those whose last step is its last label.</summary>
    private readonly record struct Ways(double ByBlank, double ByLabel)
    {
        public double Total => Sum(ByBlank, ByLabel);
    }

    /// <summary>Sequences of labels, each by a number: the one without its last label, and that.</summary>
    private sealed class Prefixes
    {
        public const int Empty = 0;

        private readonly List<(int Before, int Last)> all = [(-1, -1)];
        private readonly Dictionary<(int Before, int Last), int> numbers = [];

        public int LastOf(int prefix) => all[prefix].Last;

        public int With(int prefix, int label)
        {
            if (!numbers.TryGetValue((prefix, label), out var number))
            {
                numbers.Add((prefix, label), number = all.Count);
                all.Add((prefix, label));
            }

            return number;
        }

        public int[] LabelsOf(int prefix)
        {
            var labels = new List<int>();
            for (; prefix != Empty; prefix = all[prefix].Before)
                labels.Add(all[prefix].Last);
            labels.Reverse();
            return [.. labels];
        }
    }
}
