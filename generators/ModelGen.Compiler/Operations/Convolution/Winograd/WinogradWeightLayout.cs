using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>The workspace of <see cref="WinogradWeightKernel"/>.</summary>
internal sealed class WinogradWeightLayout
{
    // Floats that a position's factors may take: 24 KiB, half of the first cache on current machines.
    private const int CachedFloats = 6 * 1024;

    private readonly WinogradTile tile;
    private readonly int filters, channels;

    public WinogradWeightLayout(WinogradTile tile, Shape outputGradient, Shape input)
    {
        (this.tile, filters, channels) = (tile, outputGradient[0], input[0]);
        TileColumns = tile.Steps(outputGradient[2]);
        Tiles = tile.Steps(outputGradient[1]) * TileColumns;
        Group = Math.Max(1, Math.Min(Tiles, CachedFloats / (VectorWidth.Lanes * (filters + channels))));
        PaddedChannels = PackedWeight.Padded(channels);
    }

    /// <summary>Tiles in a row.</summary>
    public int TileColumns { get; }

    /// <summary>All tiles.</summary>
    public int Tiles { get; }

    /// <summary>Tiles that are in the workspace at a time.</summary>
    public int Group { get; }

    /// <summary>Channels of the sums.</summary>
    public int PaddedChannels { get; }

    /// <summary>From a position's sums [filters][padded channels] to the next one's. As with all planes a line more than they take: else positions would meet in the same lines of the first cache.</summary>
    public int SumPlane => (filters * PaddedChannels) + VectorWidth.Lanes;

    /// <summary>From a position of one tile's transformed inputs [channels][16] to the next one.</summary>
    public int TransposedPlane => (channels + 1) * VectorWidth.Lanes;

    /// <summary>From a position's transformed gradients [filters][tiles of a group][16] to the next one's.</summary>
    public int GradientPlane => ((filters * Group) + 1) * VectorWidth.Lanes;

    /// <summary>[positions][tiles of a group][16 samples][channels]: the transformed inputs, behind the sums. A vector of channels may reach beyond them.</summary>
    public int Inputs => tile.Positions * SumPlane;

    /// <summary>The transformed gradients.</summary>
    public int Gradients => Inputs + (tile.Positions * Group * VectorWidth.Lanes * channels);

    /// <summary>One tile's transformed inputs before they are transposed; later sixteen kernels' gradients.</summary>
    public int Transposed => Gradients + (tile.Positions * GradientPlane);

    /// <summary>Memory for halves of transformations.</summary>
    public int Columns => Transposed + Math.Max(tile.Positions * TransposedPlane, 18 * VectorWidth.Lanes);

    /// <summary>Where a tile is copied to that lies partly outside the image.</summary>
    public int Patch => Columns + (tile.Positions * VectorWidth.Lanes);

    /// <summary>Floats in all.</summary>
    public int Workspace => Patch + (tile.Positions * VectorWidth.Lanes);
}
