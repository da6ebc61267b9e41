using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// For each group of a sample's values the mean μ and 1/√(σ² + ε), σ² being the biased variance around μ, which is known by then; without centering 1/√(mean of x² + ε) alone.
/// How they depend on x is covered by the gradient rule of <see cref="NormalizeSample"/>, so they have no gradients of their own.
/// </summary>
public sealed record SampleStatistics(SampleGroups Layout, float Epsilon) : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(SampleStatistics);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["input"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => [.. Layout.Statistics];

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Layout.Statistics.Select(_ => Shape.Of(Layout.Groups)).ToArray();

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context) => [null];

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        for (var group = 0; group < call.Batch * Layout.Groups; group++)
        {
            var values = new ArraySegment<double>(call.Input(0), group * Layout.Size, Layout.Size);
            var mean = Layout.IsCentered ? values.Average() : 0;
            call.Output(Layout.IsCentered ? 1 : 0)[group] = 1 / Math.Sqrt(values.Average(value => (value - mean) * (value - mean)) + Epsilon);
            if (Layout.IsCentered)
            {
                call.Output()[group] = mean;
            }
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var vector = kernel.Vector;
        var share = vector.Constant(1.0 / Layout.Size);
        using (kernel.For("group", Layout.Groups, out var group))
        using (kernel.ForSlices(out var lane))
        {
            var statistic = (group * VectorWidth.Lanes) + lane;
            var first = kernel.Declare("first", group * Layout.Size);
            if (Layout.IsCentered)
            {
                kernel.Write($"var sum = {vector.Zero};");
                RunSum.Write(kernel, Layout.Size, ["sum"], (chain, index) => kernel.Write($"sum{chain} += {Value(index)};"));
                kernel.Write($"""
                    var center = sum * {share};
                    {vector.Store("center", "mean", statistic)};
                    """);
            }

            kernel.Write($"var squares = {vector.Zero};");
            RunSum.Write(kernel, Layout.Size, ["squares"], (chain, index) => kernel.Write($"""
                var value{chain} = {Layout.Centered(Value(index))};
                squares{chain} = {vector.MultiplyAdd($"value{chain}", $"value{chain}", $"squares{chain}")};
                """));
            kernel.Write($"{vector.Store($"{vector.Constant(1)} / {vector.Class}.Sqrt({vector.MultiplyAdd("squares", share, vector.Constant(Epsilon))})", "inverse", statistic)};");

            string Value(Offset index) => vector.Load("input", ((first + index) * VectorWidth.Lanes) + lane);
        }
    }
}
