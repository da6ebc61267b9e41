using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>An operation whose result has its place in the memory that a network which is run step by step keeps for each block of sequences.</summary>
public interface IKept
{
    /// <summary>The place: floats from the memory's start.</summary>
    int Offset { get; }
}

/// <summary>What an earlier step, or the start, has left: it is in place, so nothing is computed.</summary>
/// <param name="Offset">The place.</param>
/// <param name="Shape">The shape of a sample's, or of each step's.</param>
/// <param name="Time">The time axis along which it exists, if any.</param>
/// <param name="IsInteger">Whether it is integers.</param>
public sealed record Recall(int Offset, Shape Shape, TimeAxis? Time, bool IsInteger) : StepOperation, IKept
{
    /// <inheritdoc/>
    public override string Name => nameof(Recall);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => [];

    /// <inheritdoc/>
    public override bool YieldsIntegers => IsInteger;

    /// <inheritdoc/>
    public override TimeAxis? ResultTime(IReadOnlyList<Value> inputs) => Time;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Shape;

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel) => throw new InvalidOperationException("What is in place has no kernel.");
}

/// <summary>Leaves a value for the next step.</summary>
/// <param name="Offset">The place.</param>
public sealed record Remember(int Offset) : StepOperation, IKept
{
    /// <inheritdoc/>
    public override string Name => nameof(Remember);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["input"];

    /// <inheritdoc/>
    public override bool HasEffect => true;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => inputs[0];

    /// <inheritdoc/>
    public override string Comment(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => $"{inputs[0].Shape.ToShortString()} for the next step";

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel) => kernel.Write($"Lanes.Copy(ref input, {kernel.OutputShape().Count * VectorWidth.Lanes}, ref output);");
}

/// <summary>Puts a step's value behind those of the steps before it; the result is all of them.</summary>
/// <param name="Offset">The place of the first.</param>
/// <param name="Time">The steps so far.</param>
public sealed record AppendStep(int Offset, TimeAxis Time) : StepOperation, IKept
{
    /// <inheritdoc/>
    public override string Name => nameof(AppendStep);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["input"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => ["steps"];

    /// <inheritdoc/>
    public override bool RunsAlongTime => true;

    /// <inheritdoc/>
    public override TimeAxis? ResultTime(IReadOnlyList<Value> inputs) => Time;

    /// <inheritdoc/>
    public override bool HasEffect => true;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => inputs[0];

    /// <inheritdoc/>
    public override string Comment(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => $"{inputs[0].Shape.ToShortString()} behind those of earlier steps";

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var floats = kernel.OutputShape().Count * VectorWidth.Lanes;
        kernel.Write($"Lanes.Copy(ref input, {floats}, ref {((Offset)"block.Position" * floats).In("steps")});");
    }
}

/// <summary>The number of the steps so far, the running one included, as the length of each sequence.</summary>
public sealed record StepsSoFar : StepOperation
{
    /// <inheritdoc/>
    public override string Name => nameof(StepsSoFar);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => [];

    /// <inheritdoc/>
    public override bool YieldsIntegers => true;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Shape.Of(1);

    /// <inheritdoc/>
    public override string Comment(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => "The steps so far";

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        using (kernel.For("lane", VectorWidth.Lanes, out var lane))
        {
            kernel.Write($"{lane.In("output")} = block.Position + 1;");
        }
    }
}
