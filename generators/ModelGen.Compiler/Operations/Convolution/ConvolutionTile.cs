using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Operations;

/// <summary>The register tile of a convolution kernel: broadcast scalars down, vectors of samples across.</summary>
/// <param name="Scalars">Scalars (weights or gradients of channels) that are held in registers.</param>
/// <param name="Vectors">Neighbouring positions or taps that each scalar is multiplied with.</param>
public readonly record struct ConvolutionTile(int Scalars, int Vectors)
{
    private const int FusedMultiplyAddLatency = 4, PerCycle = 2;

    /// <summary>The tile that fits the registers and wastes the least, for these numbers of scalars and vectors in all.</summary>
    public static ConvolutionTile Choose(int scalars, int vectors, VectorWidth width)
    {
        var best = new ConvolutionTile(1, 1);
        var bestCost = double.MaxValue;
        for (var s = 1; s <= Math.Min(scalars, 12); s++)
        {
            for (var v = 1; v <= vectors && (s * v) + s + 1 <= width.Registers; v++)
            {
                var cost = Cost(scalars, s, vectors, v);
                if (cost < bestCost)
                {
                    (best, bestCost) = (new ConvolutionTile(s, v), cost);
                }
            }
        }

        return best;
    }

    /// <summary>Runs of equal tiles that cover a range: whole tiles, then a smaller one for the rest.</summary>
    public static IEnumerable<(int First, int Tile, int Groups)> Cover(int count, int tile)
    {
        if (count >= tile)
        {
            yield return (0, tile, count / tile);
        }

        if (count % tile > 0)
        {
            yield return (count / tile * tile, count % tile, 1);
        }
    }

    // Cycles: two multiply-adds or two loads a cycle, and no chain faster than its latency.
    private static double Cost(int scalars, int s, int vectors, int v) =>
        Cover(scalars, s).Sum(a => Cover(vectors, v).Sum(b => a.Groups * b.Groups * Math.Max(FusedMultiplyAddLatency, ((a.Tile * b.Tile) + (0.3 * (a.Tile + b.Tile))) / PerCycle)));
}
