using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;
using ModelGen.Runtime;

namespace ModelGen.Compiler.Operations;

/// <summary>Indices that generated code draws itself, from a distribution that the model holds: all equally likely where nobody has set one. A constant to the gradient.</summary>
/// <param name="Index">See <see cref="RandomLayer"/>.</param>
/// <param name="Count">Indices a sample.</param>
/// <param name="Vocabulary">How many there are.</param>
/// <param name="Slot">Which of the model's distributions it is.</param>
/// <param name="First">Where that begins in their memory.</param>
public sealed record NoiseIndices(int Index, int Count, int Vocabulary, int Slot = -1, int First = 0) : Operation
{
    /// <inheritdoc/>
    public override string Name => "Negatives";

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => [];

    /// <inheritdoc/>
    public override bool YieldsIntegers => true;

    /// <inheritdoc/>
    public override string Describe() => FormattableString.Invariant($"Negatives({Count}, {Vocabulary})");

    /// <inheritdoc/>
    public override Problem? Validate() => Constants.AtLeast("count", Count, 1) ?? Constants.AtLeast("vocabulary", Vocabulary, 1);

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Shape.Of(Count);

    /// <summary>Two random words for each index.</summary>
    public override int Workspace(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => 2 * Count * VectorWidth.Lanes;

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context) => [];

    /// <summary>Of the distribution that is there at first.</summary>
    public override void Evaluate(ReferenceCall call)
    {
        for (var i = 0; i < call.Output().Length; i++)
        {
            var word = Philox.Word(call.Data.Seed, call.Data.Step, (uint)(i / Count), (uint)Index, 2 * (i % Count));
            call.Output()[i] = (ulong)word * (uint)Vocabulary >> 32;
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel) => kernel.Write(
        $"RandomLanes.FillIndices(ref output, {Count}, {Vocabulary}, ref block.Noise({First}), ref workspace, block.Seed, block.Step, (uint)block.FirstSample, {Index});");
}
