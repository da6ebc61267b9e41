using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// An operation and the element-wise ones that follow it, and a sum over channels of what they make, in the operation's kernel. Its operands are the maker's, then, step by step, those that a step takes
/// beside what was made so far, then those of the sum.
/// </summary>
/// <param name="Maker">Makes the value.</param>
/// <param name="Steps">What is applied to it.</param>
/// <param name="Sum">Sums of its elements, the second result, if any.</param>
public sealed record Fused(Operation Maker, EquatableArray<FusedStep> Steps, ChannelSum? Sum = null) : Operation
{
    /// <inheritdoc/>
    public override string Name => Maker.Name;

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => [.. Maker.InputNames, .. StepOperands.SelectMany(names => names).OfType<string>(), .. OfSum];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => Sum is null ? Maker.OutputNames : [.. Maker.OutputNames, .. Sum.OutputNames];

    /// <inheritdoc/>
    public override bool Reduces(int output) => output > 0;

    /// <inheritdoc/>
    public override int InPlaceInput => Maker.InPlaceInput;

    // For each step the names of its operands; null for what was made so far.
    private IEnumerable<string?[]> StepOperands => Steps.Select((step, number) =>
        step.Operation.InputNames.Select((name, i) => i == step.Made ? null : $"{Identifiers.Camel(step.Operation.Name)}{Identifiers.Pascal(name)}{(number == 0 ? string.Empty : $"{number + 1}")}").ToArray());

    private int OfMaker => Maker.InputNames.Count;

    private IEnumerable<string> OfSum => Sum?.InputNames.Skip(1) ?? [];

    /// <inheritdoc/>
    public override string Describe() => string.Join(" + ", Steps.Select(step => step.Operation).Concat(Sum is null ? [] : [Sum]).Select(operation => operation.Describe()).Prepend(Maker.Describe()));

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs)
    {
        var made = Maker.Infer(inputs.Take(OfMaker).ToArray());
        return Sum is null ? made : new[] { made.Shapes[0], Sum.Infer(made.Shapes).Shapes[0] };
    }

    /// <inheritdoc/>
    public override long MultiplyAdds(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => Maker.MultiplyAdds(inputs.Take(OfMaker).ToArray(), outputs);

    /// <inheritdoc/>
    public override bool KernelReads(int input) => input >= OfMaker || Maker.KernelReads(input);

    /// <inheritdoc/>
    public override int Workspace(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) =>
        Maker.Workspace(inputs.Take(OfMaker).ToArray(), outputs) + (Sum is null ? 0 : VectorWidth.Lanes * outputs[1].Shape.Count);

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var made = call.Of(Maker, Enumerable.Range(0, OfMaker), made: null);
        var next = OfMaker;
        foreach (var step in Steps)
        {
            made = call.Of(step.Operation, step.Operation.InputNames.Select((_, i) => i == step.Made ? -1 : next++), made);
        }

        made.CopyTo(call.Output(), 0);
        _ = Sum is null ? null : call.Of(Sum, OfSum.Select(_ => next++).Prepend(-1), made, output: 1);
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var steps = Steps.Zip(StepOperands, (step, operands) => new Epilogue.Step((IPointwise)step.Operation, operands)).ToArray();
        var maker = kernel.Making(Maker, OfMaker, steps, hasSum: Sum is not null);
        if (Sum is null)
        {
            Maker.Emit(maker);
            return;
        }

        var shape = kernel.OutputShape();
        var channels = kernel.Size("SumChannels", shape[0]);
        kernel.Write($"ref var {Epilogue.Partials} = ref {((Offset)kernel.Size("Partials", maker.Workspace)).In("workspace")};");
        Sixteens.Clear(kernel, Epilogue.Partials, channels * VectorWidth.Lanes);
        Maker.Emit(maker);
        Sum.EmitEnd(kernel, Epilogue.Partials, channels, shape.Count / shape[0]);
    }
}

/// <summary>One of the operations that follow another in its kernel.</summary>
/// <param name="Operation">A pointwise one (<see cref="IPointwise"/>).</param>
/// <param name="Made">Which of its operands is what was made so far.</param>
public sealed record FusedStep(Operation Operation, int Made);
