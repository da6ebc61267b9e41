using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// The states of recurrent units, step after step, from the input's share of their gates (one product for all steps, computed before): h[t] = cell(gates[t], U·h[t − 1] + c). Beyond a sequence's end the state stays.
/// </summary>
/// <param name="Cell">What a unit does.</param>
/// <param name="Units">Units.</param>
/// <param name="IsReversed">Whether it goes from each sequence's own last step to its first.</param>
public sealed record Recurrence(RecurrentCell Cell, int Units, bool IsReversed) : Operation
{
    /// <inheritdoc/>
    public override string Name => Cell.Name + "States";

    /// <inheritdoc/>
    public override string Describe() => $"{Cell.Name}({Units}{(IsReversed ? ", reversed" : string.Empty)})";

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["gates", "weight", "bias", "lengths"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => Cell.Saved > 0 ? ["states", "saved"] : ["states"];

    /// <inheritdoc/>
    public override bool RunsAlongTime => true;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Cell.Saved > 0 ? new[] { Shape.Of(Units), Shape.Of(Cell.Saved * Units) } : Shape.Of(Units);

    /// <inheritdoc/>
    public override long MultiplyAdds(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => (long)Cell.Gates * Units * Units * (outputs[0].Time?.MaximumLength ?? 1);

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context)
    {
        var (gates, weight, lengths, states) = (context.Input(0), context.Input(1), context.Input(3), context.Output());
        var operation = new RecurrenceGradient(this);
        var gradients = context.Add(operation, [context.OutputGradient, weight, states, .. Cell.Saved > 0 ? [context.Output(1)] : Array.Empty<Value>(), lengths]).Producer!.Outputs;
        var ofStates = gradients[^1];
        return
        [
            context.Needs(0) ? gradients[0] : null,
            context.Needs(1) ? context.Add(new DenseWeightGradient(), ofStates, context.Add(new PreviousStep(IsReversed), states)) : null,
            context.AddIfNeeded(2, new BiasGradient(), ofStates),
            null,
        ];
    }

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var time = call.TimeOf();
        var (gates, weight, bias, states) = (call.Input(0), call.Input(1), call.Input(2), call.Output());
        var saved = Cell.Saved > 0 ? call.Output(1) : [];
        var (inputs, shares, before) = (new double[Cell.Gates], new double[Cell.Gates], new double[Cell.Saved]);
        for (var sample = 0; sample < call.Batch; sample++)
        {
            foreach (var (step, previous) in Order(sample * time.MaximumLength, call.LengthOf(time, sample), IsReversed))
            {
                for (var unit = 0; unit < Units; unit++)
                {
                    for (var gate = 0; gate < Cell.Gates; gate++)
                    {
                        var row = (gate * Units) + unit;
                        inputs[gate] = gates[(step * Cell.Gates * Units) + row];
                        shares[gate] = bias[row] + (previous < 0 ? 0 : Enumerable.Range(0, Units).Sum(k => weight[(row * Units) + k] * states[(previous * Units) + k]));
                    }

                    for (var slot = 0; slot < Cell.Saved; slot++)
                    {
                        before[slot] = previous < 0 ? 0 : saved[(((previous * Cell.Saved) + slot) * Units) + unit];
                    }

                    var made = new double[Cell.Saved];
                    states[(step * Units) + unit] = Cell.Step(inputs, shares, previous < 0 ? 0 : states[(previous * Units) + unit], before, made);
                    for (var slot = 0; slot < Cell.Saved; slot++)
                    {
                        saved[(((step * Cell.Saved) + slot) * Units) + unit] = made[slot];
                    }
                }
            }
        }
    }

    /// <summary>The real steps of a sample in the order of the states, each with the one before it, −1 for none.</summary>
    internal static IEnumerable<(int Step, int Previous)> Order(int first, int length, bool isReversed) => Enumerable.Range(0, length).Select(i => isReversed
        ? (first + length - 1 - i, i == 0 ? -1 : first + length - i)
        : (first + i, i == 0 ? -1 : first + i - 1));

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var vector = kernel.Vector;
        var tile = (vector.Bits == 512 ? 16 : 12) / Cell.Gates;
        kernel.DeclareSteps(kernel.InputTime());
        using (kernel.ForSlices(out var lane))
        {
            kernel.Write($"var length = {vector.Load("lengths", lane)};");
            using (kernel.Block("for (var turn = 0; turn < steps; turn++)"))
            {
                kernel.Write($"""
                    var step = {(IsReversed ? "steps - 1 - turn" : "turn")};
                    var previous = {(IsReversed ? "step + 1" : "step - 1")};
                    var isStart = turn == 0;
                    var isReal = {StepChoice.All.Mask(vector)};
                    // Before the first step the state is 0.
                    var known = isStart ? 0 : {Units};
                    ref var statesBefore = ref Unsafe.Add(ref states, isStart ? 0 : previous * {Units * VectorWidth.Lanes});
                    """);
                foreach (var tiles in Tiling.Split(Units, tile))
                {
                    using (kernel.For("unit", tiles, out var unit))
                    {
                        EmitTile(kernel, tiles.Size, unit, lane);
                    }
                }
            }
        }
    }

    private void EmitTile(KernelWriter kernel, int tile, Offset unit, Offset lane)
    {
        var vector = kernel.Vector;
        var rows = (from gate in Enumerable.Range(0, Cell.Gates) from u in Enumerable.Range(0, tile) select (Gate: gate, Unit: u, Sum: $"sum{gate}_{u}")).ToArray();
        foreach (var (gate, u, sum) in rows)
        {
            var bias = vector.Broadcast(((gate * Units) + unit + u).In("bias"));
            kernel.Write($"var {sum} = {(Cell.Joins(gate) ? $"{Share(gate, u)} + {bias}" : bias)};");
        }

        kernel.Write($"ref var weights = ref {(unit * Units).In("weight")};");
        using (kernel.Block("for (var k = 0; k < known; k++)"))
        {
            kernel.Write($"var h = {vector.Load("statesBefore", ((Offset)"k" * VectorWidth.Lanes) + lane)};");
            foreach (var (gate, u, sum) in rows)
            {
                kernel.Write($"{sum} = {vector.MultiplyAdd(vector.Broadcast(((Offset)"k" + (((gate * Units) + u) * Units)).In("weights")), "h", sum)};");
            }
        }

        for (var u = 0; u < tile; u++)
        {
            using (kernel.Braces())
            {
                var number = u;
                var place = kernel.Declare("place", ((unit + u) * VectorWidth.Lanes) + lane);
                kernel.Write($"var before = isStart ? {vector.Zero} : {vector.Load("statesBefore", place)};");
                var code = new CellCode(kernel, gate => $"sum{gate}_{number}", gate => Share(gate, number), slot => SavedAt("step", slot, place), slot => SavedAt("previous", slot, place));
                kernel.Write($"var next = {Cell.Emit(code)};");
                kernel.Write($"{vector.Store(code.WhereReal("next", "before"), "states", ((Offset)"step" * (Units * VectorWidth.Lanes)) + place)};");
            }
        }

        string Share(int gate, int u) => vector.Load("gates", ((((Offset)"step" * (Cell.Gates * Units)) + (gate * Units) + unit + u) * VectorWidth.Lanes) + lane);
    }

    /// <summary>Where a step saved a unit's value.</summary>
    internal Offset SavedAt(string step, int slot, Offset place) => ((Offset)step * (Cell.Saved * Units * VectorWidth.Lanes)) + (slot * Units * VectorWidth.Lanes) + place;
}
