using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>A convolution's weight [filters, channels, 3, 3] as <see cref="WinogradConvolution"/> takes it: G·g·Gᵀ of each kernel, [positions, filters, channels].</summary>
/// <remarks>For sixteen kernels and more, so that they fill a vector of any width.</remarks>
/// <param name="Tile">Outputs along an axis of a tile.</param>
/// <param name="IsFlipped">Whether each kernel is turned by 180°, as the gradient of a convolution's input needs it.</param>
public sealed record WinogradWeight(int Tile, bool IsFlipped) : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(WinogradWeight);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["weight"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => ["transformed"];

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Shape.Of(WinogradTile.Of(Tile).Positions, inputs[0][0], inputs[0][1]);

    /// <inheritdoc/>
    public override string Comment(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) =>
        $"Weight {inputs[0].Shape.ToShortString()}{(IsFlipped ? ", each kernel turned by 180°," : string.Empty)} for Winograd F({Tile}×{Tile}, 3×3): {outputs[0].Shape.ToShortString()}";

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var (weight, transformed) = (call.Input(0), call.Output());
        var tile = WinogradTile.Of(Tile);
        var kernels = call.InputShape(0)[0] * call.InputShape(0)[1];
        for (var kernel = 0; kernel < kernels; kernel++)
        {
            var result = WinogradTile.Transform(tile.OfKernel, (p, q) => weight[(kernel * 9) + Tap(p, q)]);
            for (var position = 0; position < tile.Positions; position++)
            {
                transformed[(position * kernels) + kernel] = result[position / tile.Inputs, position % tile.Inputs];
            }
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel) =>
        kernel.Write($"Winograd.TransformKernels({Tile}, isFlipped: {(IsFlipped ? "true" : "false")}, ref weight, {kernel.Size("Kernels", kernel.OutputShape()[1] * kernel.OutputShape()[2])}, ref transformed);");

    private int Tap(int row, int column) => IsFlipped ? 8 - ((row * 3) + column) : (row * 3) + column;
}
