using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Operations;

/// <summary>The register tile of a convolution kernel: broadcast scalars down, vectors of samples across.</summary>
/// <param name="Scalars">Scalars (weights or gradients of channels).</param>
/// <param name="Vectors">Neighbouring positions or taps that each scalar is multiplied with.</param>
internal readonly record struct ConvolutionTile(int Scalars, int Vectors)
{
    private const int FusedMultiplyAddLatency = 4, PerCycle = 2;

    // Vector operations that a kernel's taps may take, all its tiles together: past the JIT's limits it is not optimized.
    private const int UnrollLimit = 300;

    /// <summary>The tile that fits the registers and wastes the least, for these numbers of scalars and vectors in all.</summary>
    /// <param name="scalars">Scalars in all.</param>
    /// <param name="vectors">Vectors in all.</param>
    /// <param name="width">The vectors' width.</param>
    /// <param name="isPadded">Whether the vectors are rounded up to whole tiles.</param>
    public static ConvolutionTile Choose(int scalars, int vectors, VectorWidth width, bool isPadded = false)
    {
        var best = new ConvolutionTile(1, 1);
        var bestCost = double.MaxValue;
        for (var s = 1; s <= Math.Min(scalars, 12); s++)
        {
            for (var v = 1; v <= vectors && (s * v) + Math.Min(s, v) + 1 <= width.Registers; v++)
            {
                var cost = Cost(scalars, s, isPadded ? (vectors + v - 1) / v * v : vectors, v);
                if (cost < bestCost)
                {
                    (best, bestCost) = (new ConvolutionTile(s, v), cost);
                }
            }
        }

        return best;
    }

    /// <summary>Whether this many taps can be spelled out in every tile that covers these numbers of scalars and vectors.</summary>
    public bool Unrolls(int scalars, int vectors, int taps)
    {
        var (s, v) = (Scalars, Vectors);
        return taps * Tiling.Cover(scalars, s).Sum(a => Tiling.Cover(vectors, v).Sum(b => (a.Size * b.Size) + a.Size + b.Size)) <= UnrollLimit;
    }

    /// <summary>Writes sum{r}_{c} += row{r} · column{c} for a whole tile: the factors of which there are fewer are held in registers while the others pass by.</summary>
    public static void WriteProducts(KernelWriter kernel, TileFactors rows, TileFactors columns)
    {
        var holdsRows = rows.Count <= columns.Count;
        var (held, passing) = holdsRows ? (rows, columns) : (columns, rows);
        for (var h = 0; h < held.Count; h++)
        {
            kernel.Write($"var {held.Name}{h} = {held.Value(h)};");
        }

        for (var p = 0; p < passing.Count; p++)
        {
            kernel.Write($"var {passing.Name}{p} = {passing.Value(p)};");
            for (var h = 0; h < held.Count; h++)
            {
                var sum = holdsRows ? $"sum{h}_{p}" : $"sum{p}_{h}";
                kernel.Write($"{sum} = {kernel.Vector.MultiplyAdd($"{held.Name}{h}", $"{passing.Name}{p}", sum)};");
            }
        }
    }

    // Cycles: two multiply-adds or two loads a cycle, and no chain faster than its latency.
    private static double Cost(int scalars, int s, int vectors, int v) =>
        Tiling.Cover(scalars, s).Sum(a => Tiling.Cover(vectors, v).Sum(b =>
            a.Count.Value * b.Count.Value * Math.Max(FusedMultiplyAddLatency, ((a.Size * b.Size) + (0.3 * (a.Size + b.Size))) / PerCycle)));
}

/// <summary>One side of a tile's products.</summary>
/// <param name="Name">What its vectors are called; a number follows.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Value">The expression of each.</param>
internal readonly record struct TileFactors(string Name, int Count, Func<int, string> Value);
