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
