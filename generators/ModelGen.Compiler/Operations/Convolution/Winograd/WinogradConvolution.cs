using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// A convolution of 3×3 taps, stride 1, by Winograd's minimal filtering: the transformed weight of <see cref="WinogradWeight"/> times the transformed tiles of the input, with zeros around it; then the bias
/// and the activation that was fused into it, if any. With the weight's kernels turned and its channels in the filters' place it is the gradient of such a convolution's input.
/// </summary>
/// <param name="Tile">Outputs along an axis of a tile, 2 or 4.</param>
/// <param name="Geometry">The direct convolution, of a padded input.</param>
/// <param name="Border">Zeros around the input.</param>
/// <param name="IsTransposed">Whether the input has the weight's filters and the output its channels.</param>
/// <param name="HasBias">Whether a bias is added.</param>
/// <param name="Activation">Applied in the same kernel.</param>
public sealed record WinogradConvolution(int Tile, Geometry Geometry, Border Border, bool IsTransposed, bool HasBias, Elementwise? Activation = null) : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(WinogradConvolution);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => HasBias ? ["input", "transformed", "bias"] : ["input", "transformed"];

    /// <inheritdoc/>
    public override string Describe() =>
        $"{(IsTransposed ? "Gradient of the input of a 3×3 convolution" : "Conv2D(3)")} as Winograd F({Tile}×{Tile}, 3×3){(Activation is null ? string.Empty : " + " + Activation.Describe())}";

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Shape.Of(
        IsTransposed ? inputs[1][2] : inputs[1][1], inputs[0][1] + Border.Top + Border.Bottom - 2, inputs[0][2] + Border.Left + Border.Right - 2);

    /// <inheritdoc/>
    public override bool OffersEpilogue => true;

    /// <summary>Where no tile begins among the outputs of another.</summary>
    public override bool OffersSum(Shape output) => output[1] % Tile == 0 && output[2] % Tile == 0;

    /// <summary>Those of the direct way, for comparison.</summary>
    public override long MultiplyAdds(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => 9L * inputs[0].Shape[0] * outputs[0].Shape.Count;

    /// <inheritdoc/>
    public override int Workspace(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => VectorWidth.All.Max(vector => new WinogradLayout(WinogradTile.Of(Tile), inputs[0].Shape, outputs[0].Shape, vector).Workspace);

    /// <summary>Tile by tile in double precision; the last tiles of a row or column begin where they still fit, and have the last word.</summary>
    public override void Evaluate(ReferenceCall call)
    {
        var (input, transformed, output) = (call.Input(0), call.Input(1), call.Output());
        var (tile, from, to) = (WinogradTile.Of(Tile), call.InputShape(0), call.OutputShape());
        var data = new double[from[0]][,];
        var products = new double[tile.Inputs, tile.Inputs];
        for (var i = 0; i < call.Batch * tile.Steps(to[1]) * tile.Steps(to[2]); i++)
        {
            var sample = i / (tile.Steps(to[1]) * tile.Steps(to[2]));
            var row = Math.Min(i / tile.Steps(to[2]) % tile.Steps(to[1]) * Tile, to[1] - Tile);
            var column = Math.Min(i % tile.Steps(to[2]) * Tile, to[2] - Tile);
            for (var plane = 0; plane < from[0]; plane++)
            {
                data[plane] = WinogradTile.Transform(tile.OfInput, (p, q) => Input(sample, plane, row + p - Border.Top, column + q - Border.Left));
            }

            for (var channel = 0; channel < to[0]; channel++)
            {
                for (var position = 0; position < tile.Positions; position++)
                {
                    var (p, q) = (position / tile.Inputs, position % tile.Inputs);
                    var weights = position * from[0] * to[0];
                    products[p, q] = Enumerable.Range(0, from[0]).Sum(plane => transformed[weights + (IsTransposed ? (plane * to[0]) + channel : (channel * from[0]) + plane)] * data[plane][p, q]);
                }

                var outputs = WinogradTile.Transform(tile.OfProducts, (p, q) => products[p, q]);
                for (var p = 0; p < Tile; p++)
                {
                    for (var q = 0; q < Tile; q++)
                    {
                        var sum = outputs[p, q] + (HasBias ? call.Input(2)[channel] : 0);
                        output[(((((sample * to[0]) + channel) * to[1]) + row + p) * to[2]) + column + q] = Activation is null ? sum : Activation.Function(sum);
                    }
                }
            }
        }

        double Input(int sample, int plane, int row, int column) =>
            row >= 0 && row < from[1] && column >= 0 && column < from[2] ? input[(((((sample * from[0]) + plane) * from[1]) + row) * from[2]) + column] : 0;
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel) => new WinogradKernel(kernel, this).Write();
}
