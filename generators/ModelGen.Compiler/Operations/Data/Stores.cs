using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>Writes a value where the caller wants it, sample after sample.</summary>
/// <param name="Index">The output.</param>
/// <param name="Time">The time axis along which the value exists, if any.</param>
public sealed record StoreOutput(int Index, TimeAxis? Time = null) : Operation
{
    /// <inheritdoc/>
    public override bool RunsAlongTime => Time is not null;

    /// <inheritdoc/>
    public override string Name => nameof(StoreOutput);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["value"];

    /// <inheritdoc/>
    public override bool HasEffect => true;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Array.Empty<Shape>();

    /// <inheritdoc/>
    public override string Comment(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => $"{inputs[0].Shape.ToShortString()}[16] → output {Index}, sample after sample";

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
    }

    /// <inheritdoc/>
    public override OneSampleForm ForOneSample(Node node) => OneSampleForm.Of(new OneSampleStoreOutput(this, Signature.Of(node)), node);

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel) => kernel.Write(Time is { Lengths: var lengths }
        ? $"Lanes.StoreSteps(ref value, ref block.Integers({lengths}), {kernel.InputShape().Count}, block.Samples, ref block.OutputSequences({Index}, {lengths}, {kernel.InputShape().Count}));"
        : $"Lanes.Store(ref value, {kernel.InputShape().Count}, block.Samples, ref block.Output({Index}, {kernel.InputShape().Count}));");
}

/// <summary>Writes the only sample's value where the caller wants it.</summary>
public sealed record OneSampleStoreOutput(StoreOutput Store, Signature Signature) : OneSampleOperation(Store, Signature)
{
    /// <inheritdoc/>
    public override string Comment(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => $"{Signature.Inputs[0].ToShortString()} of one sample → output {Store.Index}";

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel) => kernel.Write($"Lanes.Copy(ref value, {Signature.Inputs[0].Count}, ref block.Output({Store.Index}, {Signature.Inputs[0].Count}));");

    /// <inheritdoc/>
    public override int? StraightCost(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => inputs[0].Shape.Count;

    /// <inheritdoc/>
    public override void EmitStraight(StraightWriter code)
    {
        var (vector, count) = (code.Vector, Signature.Inputs[0].Count);
        var output = code.Reference("output", $"block.Output({Store.Index}, {count})");
        for (var first = 0; first < count; first += vector.Count)
        {
            code.Write(PartialVector.Store(vector, code.Input(0, first / vector.Count), output, first, Math.Min(vector.Count, count - first)));
        }
    }
}

/// <summary>Writes each sample's loss where the engine sums it.</summary>
public sealed record StoreLoss : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(StoreLoss);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["loss"];

    /// <inheritdoc/>
    public override bool HasEffect => true;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Array.Empty<Shape>();

    /// <inheritdoc/>
    public override string Comment(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => "The loss of each sample";

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel) =>
        kernel.Write("Lanes.Store(ref loss, 1, block.Samples, ref block.Losses);");

    /// <inheritdoc/>
    public override int? StraightCost(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => 1;

    /// <summary>There is room for the lanes without a sample.</summary>
    public override void EmitStraight(StraightWriter code) => code.Write($"{code.Vector.Store(code.Input(0, 0), "block.Losses", code.Lane)};");
}
