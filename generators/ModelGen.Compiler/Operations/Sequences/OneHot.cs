using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>1 at an index and 0 elsewhere: [classes], or a row for each of several indices. As PyTorch's <c>one_hot</c>.</summary>
public sealed record OneHot(int Classes) : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(OneHot);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["indices"];

    /// <inheritdoc/>
    public override string Describe() => FormattableString.Invariant($"OneHot({Classes})");

    /// <inheritdoc/>
    public override Problem? Validate() => Constants.AtLeast("classes", Classes, 1);

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => inputs[0].Count == 1 ? Shape.Of(Classes) : Shape.Of(inputs[0].Count, Classes);

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context) => [null];

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        for (var i = 0; i < call.Output().Length; i++)
        {
            call.Output()[i] = (int)call.Input(0)[i / Classes] == i % Classes ? 1 : 0;
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var vector = kernel.Vector;
        using (kernel.ForAllSlices(out var lane))
        using (kernel.For("index", kernel.InputShape().Count, out var index))
        {
            kernel.Write($"var value = {vector.Load("indices", (index * VectorWidth.Lanes) + lane)};");
            using (kernel.For("classIndex", Classes, out var classIndex))
            {
                var one = vector.Select(ClassLoss.IsLabel(vector, "value", classIndex), vector.Constant(1), vector.Zero);
                kernel.Write($"{vector.Store(one, "output", (((index * Classes) + classIndex) * VectorWidth.Lanes) + lane)};");
            }
        }
    }
}
