using System.Numerics.Tensors;
using ModelGen.Runtime;

namespace ModelGen;

/// <summary>Draws tokens from scores. The seed decides them, on every machine alike. Of one thread at a time.</summary>
/// <param name="options">How.</param>
public sealed class TokenSampler(SamplingOptions options)
{
    /// <summary>The second word of the key: "SAMP".</summary>
    private const uint Key = 0x53414D50;

    private readonly SamplingOptions options = options ?? throw new ArgumentNullException(nameof(options));
    private double[] weights = [];
    private int[] tokens = [];
    private uint draws;

    /// <summary>Draws a token: another one at each call. Allocates nothing after the first call with as many scores.</summary>
    /// <param name="scores">A score for each token; minus infinity for one that must not come.</param>
    /// <exception cref="ArgumentException">No scores.</exception>
    /// <exception cref="InvalidOperationException">The largest score is not finite.</exception>
    public int Choose(ReadOnlySpan<float> scores) => Choose(scores, sequence: 0, draws++);

    internal int Choose(ReadOnlySpan<float> scores, int sequence, uint step)
    {
        var best = Best(scores);
        if (options.Temperature == 0)
            return best;
        if (weights.Length < scores.Length)
            (weights, tokens) = (new double[scores.Length], new int[scores.Length]);
        for (var token = 0; token < scores.Length; token++)
        {
            weights[token] = RealMath.Exp((scores[token] - (double)scores[best]) / options.Temperature);
            tokens[token] = token;
        }

        var from = scores.Length - Math.Min(scores.Length, options.TopK > 0 ? options.TopK : int.MaxValue);
        if (from > 0 || options.TopP < 1)
        {
            weights.AsSpan(0, scores.Length).Sort(tokens.AsSpan(0, scores.Length));
            var wanted = options.TopP * Sum(weights.AsSpan(from, scores.Length - from));
            var last = scores.Length - 1;
            for (var sum = weights[last]; sum < wanted && last > from;)
                sum += weights[--last];
            from = Math.Max(from, last);
        }

        return tokens[Draw(weights.AsSpan(from, scores.Length - from), sequence, step) + from];
    }

    /// <summary>The most probable token, the first of equal ones.</summary>
    internal static int Best(ReadOnlySpan<float> scores)
    {
        if (scores.IsEmpty)
            throw new ArgumentException("Expected a score for each token, got none.", nameof(scores));
        var best = TensorPrimitives.IndexOfMax(scores);
        return float.IsFinite(scores[best]) ? best : throw new InvalidOperationException($"The score of token {best} is {scores[best]}: a score that is no finite number says nothing of what comes next.");
    }

    private int Draw(ReadOnlySpan<double> weights, int sequence, uint step)
    {
        var random = Philox.Generate(step, (uint)sequence, 0, 0, unchecked((uint)options.Seed), Key);
        var rest = (random.Word0 + (random.Word1 / 4294967296.0)) / 4294967296.0 * Sum(weights);
        for (var place = 0; place < weights.Length; place++)
        {
            rest -= weights[place];
            if (rest < 0)
                return place;
        }

        return weights.Length - 1;
    }

    /// <summary>Added in order: <c>TensorPrimitives.Sum</c> has other bits with other vectors.</summary>
    private static double Sum(ReadOnlySpan<double> weights)
    {
        var total = 0.0;
        foreach (var weight in weights)
            total += weight;
        return total;
    }
}
