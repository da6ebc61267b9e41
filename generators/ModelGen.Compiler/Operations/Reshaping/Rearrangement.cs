using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>An operation that brings elements to other places and computes nothing.</summary>
public abstract record Rearrangement : Operation
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["input"];

    /// <inheritdoc/>
    public override bool TakesBatchValues => true;

    /// <summary>What goes where; every element of the result is written once.</summary>
    private protected abstract IEnumerable<Move> Moves(IReadOnlyList<Shape> inputs, Shape output);

    /// <inheritdoc/>
    public sealed override int? PlaceInOperand(IReadOnlyList<Shape> inputs)
    {
        var moves = Moves(inputs, Infer(inputs).Shapes[0]).Take(2).ToArray();
        return moves is [{ From: { } from } move] && from.IsRun(move.Shape) && move.To.IsRun(move.Shape) ? from.Offset : null;
    }

    /// <inheritdoc/>
    public sealed override IReadOnlyList<int>? PlacesOfOperands(IReadOnlyList<Shape> inputs)
    {
        var moves = Moves(inputs, Infer(inputs).Shapes[0]).ToArray();
        return moves.Length == inputs.Count && moves.All(move => move.From is { Offset: 0 } from && move.Shape == inputs[move.Input] && from.IsRun(move.Shape) && move.To.IsRun(move.Shape))
            ? [.. moves.OrderBy(move => move.Input).Select(move => move.To.Offset)]
            : null;
    }

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var output = call.OutputShape();
        var samples = call.Output().Length / output.Count;
        foreach (var move in Moves([.. call.Node.Inputs.Select(input => input.Shape)], output))
        {
            for (var i = 0; i < samples * move.Shape.Count; i++)
            {
                var (sample, element) = (i / move.Shape.Count, i % move.Shape.Count);
                call.Output()[(sample * output.Count) + move.To.ElementAt(move.Shape, element)] = move.From is { } source
                    ? call.Input(move.Input)[(call.Node.Inputs[move.Input].Extent == Extent.Sample ? sample * call.InputShape(move.Input).Count : 0) + source.ElementAt(move.Shape, element)]
                    : 0;
            }
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        foreach (var move in Moves([.. Enumerable.Range(0, kernel.InputCount).Select(kernel.InputShape)], kernel.OutputShape()))
        {
            using (kernel.Names())
            {
                ElementLoops.Write(
                    kernel,
                    move.Shape,
                    move.To with { Name = OutputNames[0], Extent = kernel.OutputExtent() },
                    move.From is { } source ? [source with { Name = InputNames[move.Input], Extent = kernel.InputExtent(move.Input) }] : [],
                    (vector, operands) => operands.Length > 0 ? operands[0] : vector.Zero);
            }
        }
    }

    /// <inheritdoc/>
    public override int? StraightCost(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => BroadcastKernel.StraightCost(1, outputs);

    /// <inheritdoc/>
    public override void EmitStraight(StraightWriter code)
    {
        foreach (var move in Moves([.. code.Node.Inputs.Select(input => input.Shape)], code.OutputShape()))
        {
            for (var element = 0; element < move.Shape.Count; element++)
            {
                code.Define(0, move.To.ElementAt(move.Shape, element), move.From is { } source ? code.Input(move.Input, source.ElementAt(move.Shape, element)) : code.Vector.Zero);
            }
        }
    }
}

/// <summary>A part of a rearrangement.</summary>
/// <param name="Shape">The part's shape.</param>
/// <param name="To">The result, as a loop over the part's elements sees it.</param>
/// <param name="From">The operand, as a loop over the part's elements sees it; null for zeros.</param>
/// <param name="Input">The operand's index.</param>
internal sealed record Move(Shape Shape, ElementView To, ElementView? From, int Input = 0);
