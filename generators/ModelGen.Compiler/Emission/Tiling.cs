namespace ModelGen.Compiler.Emission;

/// <summary>Cuts a range into register tiles.</summary>
public static class Tiling
{
    /// <summary>
    /// Runs of equal tiles that cover [0, <paramref name="count"/>): as many as possible of the largest tile up to the limit that divides the range evenly or, failing that, of the
    /// preferred size, then one smaller tile for the rest.
    /// </summary>
    /// <param name="count">Items to cover.</param>
    /// <param name="limit">Items that one tile can hold.</param>
    /// <param name="preferred">The size of tiles when none divides the range; the limit when 0.</param>
    public static IEnumerable<(int First, int Tile, int Groups)> Split(int count, int limit, int preferred = 0)
    {
        preferred = preferred == 0 ? limit : preferred;
        if (count <= 0)
        {
            yield break;
        }

        var tile = count <= limit ? count : preferred;
        for (var candidate = limit; candidate > limit / 2 && count > limit; candidate--)
        {
            if (count % candidate == 0)
            {
                tile = candidate;
                break;
            }
        }

        yield return (0, tile, count / tile);
        if (count % tile > 0)
        {
            yield return (count / tile * tile, count % tile, 1);
        }
    }
}
