using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>How a Winograd kernel of one vector width works: its tiles in groups that the registers hold, and the workspace. One slice of lanes is in the workspace at a time.</summary>
internal sealed class WinogradLayout
{
    private readonly WinogradTile tile;
    private readonly int channels, filters, lanes;

    public WinogradLayout(WinogradTile tile, Shape input, Shape output, VectorWidth vector)
    {
        this.tile = tile;
        (channels, filters, lanes) = (input[0], output[0], vector.Count);
        TileColumns = tile.Steps(output[2]);
        Tiles = tile.Steps(output[1]) * TileColumns;
        Registers = ConvolutionTile.Choose(filters, Tiles, vector);
    }

    /// <summary>Tiles in a row.</summary>
    public int TileColumns { get; }

    /// <summary>All tiles.</summary>
    public int Tiles { get; }

    /// <summary>Output channels × tiles whose sums are held in registers.</summary>
    public ConvolutionTile Registers { get; }

    /// <summary>Where the products begin: behind the transformed inputs of a group of tiles.</summary>
    public int Products => tile.Positions * channels * Registers.Vectors * lanes;

    /// <summary>Where a tile's inputs are gathered that lie partly outside the image: behind the products of a group of tiles.</summary>
    public int Patch => Products + (tile.Positions * filters * Registers.Vectors * lanes);

    /// <summary>Floats in all.</summary>
    public int Workspace => Patch + (tile.Positions * lanes);
}
