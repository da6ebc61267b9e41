using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// The gradient of the weight of a convolution of 3×3 taps, stride 1, by Winograd's minimal filtering: dW += Gᵀ[Σ over samples and tiles of (A·dy·Aᵀ) ⊙ (Bᵀ·x·B)]G, the transposed of what
/// <see cref="WinogradConvolution"/> computes.
/// </summary>
/// <param name="Tile">Outputs along an axis of a tile, 2 or 4.</param>
/// <param name="Geometry">The direct convolution, of a padded input.</param>
/// <param name="Border">Zeros around the input.</param>
public sealed record WinogradWeightGradient(int Tile, Geometry Geometry, Border Border) : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(WinogradWeightGradient);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["outputGradient", "input"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => ["weightGradient"];

    /// <inheritdoc/>
    public override bool IsReduction => true;

    /// <inheritdoc/>
    public override string Describe() => $"Gradient of the weight of a 3×3 convolution as Winograd F({Tile}×{Tile}, 3×3)";

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Shape.Of(inputs[0][0], inputs[1][0], 3, 3);

    /// <summary>Those of the direct way, for comparison.</summary>
    public override long MultiplyAdds(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => 9L * inputs[1].Shape[0] * inputs[0].Shape.Count;

    /// <summary>The direct way.</summary>
    public override OneSampleOperation? ForOneSample(bool isGradient, IReadOnlyList<Operation?> producers) =>
        new ConvolutionWeightGradient(Geometry).ForOneSample(isGradient, [null, Border.AsPadding()]) is { } direct
            ? new OneSampleWinograd(this, direct, direct.Bypassed is null ? [0, 1] : [0, 1, 1], BypassedOperand: null)
            : null;

    /// <inheritdoc/>
    public override int Workspace(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) =>
        new WinogradWeightLayout(WinogradTile.Of(Tile), inputs[0].Shape, inputs[1].Shape).Workspace;

    /// <summary>The direct way, which is the same but for rounding.</summary>
    public override void Evaluate(ReferenceCall call)
    {
        var (outputGradient, input, weightGradient) = (call.Input(0), call.Input(1), call.Output());
        var (from, to) = (call.InputShape(1), call.InputShape(0));
        for (var sample = 0; sample < call.Batch; sample++)
        {
            for (var w = 0; w < weightGradient.Length; w++)
            {
                var (filter, channel, p, q) = (w / 9 / from[0], w / 9 % from[0], w / 3 % 3, w % 3);
                for (var position = 0; position < to[1] * to[2]; position++)
                {
                    var (row, column) = ((position / to[2]) + p - Border.Top, (position % to[2]) + q - Border.Left);
                    if (row >= 0 && row < from[1] && column >= 0 && column < from[2])
                    {
                        weightGradient[w] += outputGradient[(((sample * to[0]) + filter) * to[1] * to[2]) + position] * input[(((((sample * from[0]) + channel) * from[1]) + row) * from[2]) + column];
                    }
                }
            }
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel) => new WinogradWeightKernel(kernel, this).Write();
}

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
