using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// An operation and the element-wise ones that follow it, in the operation's kernel. Its operands are the maker's, then, step by step, those that a step takes beside what was made so far.
/// </summary>
/// <param name="Maker">Makes the value.</param>
/// <param name="Steps">What is applied to it.</param>
public sealed record Fused(Operation Maker, EquatableArray<FusedStep> Steps) : Operation
{
    /// <inheritdoc/>
    public override string Name => Maker.Name;

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => [.. Maker.InputNames, .. StepOperands.SelectMany(names => names).OfType<string>()];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => Maker.OutputNames;

    /// <inheritdoc/>
    public override int InPlaceInput => Maker.InPlaceInput;

    // For each step the names of its operands; null for what was made so far.
    private IEnumerable<string?[]> StepOperands => Steps.Select((step, number) =>
        step.Operation.InputNames.Select((name, i) => i == step.Made ? null : $"{Identifiers.Camel(step.Operation.Name)}{Identifiers.Pascal(name)}{(number == 0 ? string.Empty : $"{number + 1}")}").ToArray());

    private int OfMaker => Maker.InputNames.Count;

    /// <inheritdoc/>
    public override string Describe() => string.Join(" + ", Steps.Select(step => step.Operation.Describe()).Prepend(Maker.Describe()));

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Maker.Infer(inputs.Take(OfMaker).ToArray());

    /// <inheritdoc/>
    public override long MultiplyAdds(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => Maker.MultiplyAdds(inputs.Take(OfMaker).ToArray(), outputs);

    /// <inheritdoc/>
    public override bool KernelReads(int input) => input >= OfMaker || Maker.KernelReads(input);

    /// <inheritdoc/>
    public override int Workspace(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => Maker.Workspace(inputs.Take(OfMaker).ToArray(), outputs);

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
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel) =>
        Maker.Emit(kernel.Making(Maker, OfMaker, Steps.Zip(StepOperands, (step, operands) => new Epilogue.Step((IPointwise)step.Operation, operands)).ToArray()));
}

/// <summary>One of the operations that follow another in its kernel.</summary>
/// <param name="Operation">A pointwise one (<see cref="IPointwise"/>).</param>
/// <param name="Made">Which of its operands is what was made so far.</param>
public sealed record FusedStep(Operation Operation, int Made);
