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

    /// <summary>From a position's transformed inputs [channels][tiles of a group] to the next one's. A vector more than they take: else positions would meet in the same lines of the first cache.</summary>
    public int InputPlane => Plane(channels);

    /// <summary>From a position's products [filters][tiles of a group] to the next one's.</summary>
    public int ProductPlane => Plane(filters);

    /// <summary>Where the products begin: behind the transformed inputs.</summary>
    public int Products => tile.Positions * InputPlane;

    /// <summary>Memory for halves of transformations.</summary>
    public int Columns => Products + (tile.Positions * ProductPlane);

    /// <summary>Where a tile is copied to that lies partly outside the image.</summary>
    public int Patch => Columns + (tile.Positions * lanes);

    /// <summary>Floats in all.</summary>
    public int Workspace => Patch + (tile.Positions * lanes);

    private int Plane(int elements) => ((elements * Registers.Vectors) + 1) * lanes;
}
