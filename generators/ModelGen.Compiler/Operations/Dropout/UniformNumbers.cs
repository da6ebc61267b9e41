using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;
using ModelGen.Runtime;

namespace ModelGen.Compiler.Operations;

/// <summary>Independent uniform numbers in [0, 1). A constant to the gradient.</summary>
/// <param name="Index">See <see cref="RandomLayer"/>.</param>
/// <param name="Shape">How many.</param>
public sealed record UniformNumbers(int Index, Shape Shape) : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(UniformNumbers);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => [];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => ["noise"];

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Shape;

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context) => [];

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        for (var i = 0; i < call.Output().Length; i++)
        {
            call.Output()[i] = Philox.Uniform(call.Data.Seed, call.Data.Step, (uint)(i / Shape.Count), (uint)Index, i % Shape.Count);
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel) =>
        kernel.Write($"RandomLanes.FillUniform(ref noise, {Shape.Count}, block.Seed, block.Step, (uint)block.FirstSample, {Index});");
}
