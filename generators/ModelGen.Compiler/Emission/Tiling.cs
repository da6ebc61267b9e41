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
    public static IEnumerable<TileRun> Split(int count, int limit, int preferred = 0)
    {
        var tile = count <= limit ? count : preferred == 0 ? limit : preferred;
        for (var candidate = limit; candidate > limit / 2 && count > limit; candidate--)
        {
            if (count % candidate == 0)
            {
                tile = candidate;
                break;
            }
        }

        return Cover(count, tile);
    }

    /// <summary>Runs of equal tiles that cover a range: whole tiles, then a smaller one for the rest.</summary>
    public static IEnumerable<TileRun> Cover(int count, int tile)
    {
        if (count >= tile && count > 0)
        {
            yield return new TileRun(0, tile, count / tile);
        }

        if (count > 0 && count % tile > 0)
        {
            yield return new TileRun(count / tile * tile, count % tile, 1);
        }
    }
}

/// <summary>Equal tiles, one after the other.</summary>
/// <param name="First">The first item.</param>
/// <param name="Size">Items of a tile.</param>
/// <param name="Count">Tiles.</param>
public readonly record struct TileRun(Size First, int Size, Size Count)
{
    /// <summary>The item after the last.</summary>
    public Size Below => First + (Count * Size);
}
