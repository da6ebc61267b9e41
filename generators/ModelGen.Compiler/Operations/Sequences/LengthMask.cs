using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>What hides steps beyond a sequence's end from a softmax over all of them, [largest length, columns]: 0 for real steps, −∞ for others.</summary>
/// <param name="MaximumLength">The largest length.</param>
/// <param name="Columns">Columns, which are equal.</param>
public sealed record LengthMask(int MaximumLength, int Columns) : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(LengthMask);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["lengths"];

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Shape.Of(MaximumLength, Columns);

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var count = MaximumLength * Columns;
        for (var i = 0; i < call.Output().Length; i++)
        {
            call.Output()[i] = i % count / Columns < call.Input(0)[i / count] ? 0 : double.NegativeInfinity;
        }
    }

    /// <summary>Lanes without a sample have one step, so that what is computed from it is finite.</summary>
    public override void Emit(KernelWriter kernel)
    {
        var vector = kernel.Vector;
        using (kernel.ForSlices(out var lane))
        {
            kernel.Write($"var length = {vector.Class}.Max({vector.Load("lengths", lane)}, {vector.IntegerType}.One);");
            using (kernel.For("step", MaximumLength, out var step))
            using (kernel.For("column", Columns, out var column))
            {
                var isReal = $"{vector.Compare("LessThan", vector.Broadcast($"{step}"), "length")}.AsSingle()";
                kernel.Write($"{vector.Store(vector.Select(isReal, vector.Zero, vector.Constant(double.NegativeInfinity)), "output", (((step * Columns) + column) * VectorWidth.Lanes) + lane)};");
            }
        }
    }
}
