using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// The gradient of <see cref="Recurrence"/> with respect to the shares of the gates, the input's and, where it differs, the previous state's, and to what the first step got: backpropagation through time, from each sequence's
/// last step of the recurrence to its first. Beyond a sequence's end it is 0.
/// </summary>
/// <param name="Forward">The recurrence.</param>
/// <param name="HasGradient">Of each thing that units hand on, whether the loss depends on it otherwise than through the next step.</param>
public sealed record RecurrenceGradient(Recurrence Forward, EquatableArray<bool> HasGradient) : Operation
{
    private RecurrentCell Cell => Forward.Cell;

    private int Units => Forward.Units;

    private IEnumerable<string> GradientNames => Cell.StateNames.Where((_, state) => HasGradient[state]).Select(name => name + "Gradient");

    private IReadOnlyList<string> InitialNames => Forward.HasInitial ? [.. Cell.InitialNames] : [];

    private string SharesGradient => Cell.JoinsAll ? "gatesGradient" : "sharesGradient";

    /// <inheritdoc/>
    public override string Name => Forward.Name + "Gradient";

    /// <inheritdoc/>
    public override string Describe() => $"The gradient of {Forward.Describe()}";

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => [.. GradientNames, "weight", .. Forward.OutputNames, .. InitialNames, "lengths"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => [.. Cell.JoinsAll ? new[] { "gatesGradient" } : ["gatesGradient", "sharesGradient"], .. InitialNames.Select(name => name + "Gradient")];

    /// <inheritdoc/>
    public override bool RunsAlongTime => true;

    /// <inheritdoc/>
    public override TimeAxis? ResultTime(IReadOnlyList<Value> inputs, int output) => output < OutputNames.Count - InitialNames.Count ? inputs[0].Time : null;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) =>
        OutputNames.Select((_, output) => Shape.Of(output < OutputNames.Count - InitialNames.Count ? Cell.Gates * Units : Units)).ToArray();

    /// <inheritdoc/>
    public override long MultiplyAdds(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => Forward.MultiplyAdds(inputs, outputs);

    /// <summary>The gradients that a step hands to the one before.</summary>
    public override int Workspace(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => Cell.States * Units * VectorWidth.Lanes;

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var time = call.TimeOf();
        var operands = InputNames.Select((name, index) => (name, index)).ToDictionary(pair => pair.name, pair => call.Input(pair.index));
        var (ofInputs, ofShares) = (call.Output(), call.Output(Cell.JoinsAll ? 0 : 1));
        var rows = Cell.Gates * Units;
        for (var sample = 0; sample < call.Batch; sample++)
        {
            var handed = new double[Units, Cell.States];
            foreach (var (step, previous) in Recurrence.Order(sample * time.MaximumLength, call.LengthOf(time, sample), Forward.IsReversed).Reverse())
            {
                for (var unit = 0; unit < Units; unit++)
                {
                    var (inputs, shares, ofBefore) = (new double[Cell.Gates], new double[Cell.Gates], new double[Cell.States]);
                    double[] gradients = [.. Cell.StateNames.Select((name, state) => handed[unit, state] + (HasGradient[state] ? operands[name + "Gradient"][(step * Units) + unit] : 0))];
                    double[] after = [.. Cell.StateNames.Select(name => operands[name][(step * Units) + unit])];
                    double[] before = [.. Cell.StateNames.Zip(Cell.InitialNames, (name, initial) =>
                        previous >= 0 ? operands[name][(previous * Units) + unit] : Forward.HasInitial ? operands[initial][(sample * Units) + unit] : 0)];
                    double[] saved = [.. Enumerable.Range(0, Cell.Saved).Select(slot => operands["saved"][(((step * Cell.Saved) + slot) * Units) + unit])];
                    Cell.Differentiate(new CellValues(after, before, saved), gradients, ofBefore, inputs, shares);
                    for (var gate = 0; gate < Cell.Gates; gate++)
                    {
                        ofInputs[(step * rows) + (gate * Units) + unit] = inputs[gate];
                        ofShares[(step * rows) + (gate * Units) + unit] = shares[gate];
                    }

                    for (var state = 0; state < Cell.States; state++)
                    {
                        handed[unit, state] = ofBefore[state];
                    }
                }

                for (var unit = 0; unit < Units; unit++)
                {
                    handed[unit, 0] += Enumerable.Range(0, rows).Sum(row => operands["weight"][(row * Units) + unit] * ofShares[(step * rows) + row]);
                }
            }

            for (var i = 0; i < InitialNames.Count * Units; i++)
            {
                call.Output(OutputNames.Count - InitialNames.Count + (i / Units))[(sample * Units) + (i % Units)] = handed[i % Units, i / Units];
            }
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var vector = kernel.Vector;
        kernel.DeclareSteps(kernel.InputTime());
        using (kernel.ForSlices(out var lane))
        {
            using (kernel.For("element", Cell.States * Units, out var element))
            {
                kernel.Write($"{vector.Store(vector.Zero, "workspace", (element * VectorWidth.Lanes) + lane)};");
            }

            kernel.Write($"var length = {vector.Load("lengths", lane)};");
            using (kernel.Block("for (var turn = 0; turn < steps; turn++)"))
            {
                kernel.Write($"""
                    var step = {(Forward.IsReversed ? "turn" : "steps - 1 - turn")};
                    var previous = {(Forward.IsReversed ? "step + 1" : "step - 1")};
                    var isStart = turn == steps - 1;
                    var isReal = {StepChoice.All.Mask(vector)};
                    """);
                using (kernel.For("unit", Units, out var unit))
                {
                    EmitUnit(kernel, unit, lane);
                }

                if (!Forward.HasInitial)
                {
                    kernel.Write("""
                        if (isStart)
                            break;
                        """);
                }

                foreach (var tiles in Tiling.Split(Units, vector.Bits == 512 ? 16 : 12))
                {
                    using (kernel.For("unit", tiles, out var unit))
                    {
                        EmitShares(kernel, tiles.Size, unit, lane);
                    }
                }
            }

            for (var state = 0; state < InitialNames.Count; state++)
            {
                using (kernel.For("element", Units, out var element))
                {
                    kernel.Write($"{vector.Store(vector.Load("workspace", ((element + (state * Units)) * VectorWidth.Lanes) + lane), InitialNames[state] + "Gradient", (element * VectorWidth.Lanes) + lane)};");
                }
            }
        }
    }

    private void EmitUnit(KernelWriter kernel, Offset unit, Offset lane)
    {
        var vector = kernel.Vector;
        var place = kernel.Declare("place", (unit * VectorWidth.Lanes) + lane);
        var code = new CellCode(kernel, Cell, _ => string.Empty, _ => string.Empty, slot => Forward.SavedAt("step", slot, place));
        Forward.DeclareBefore(kernel, code, place);
        for (var state = 0; state < Cell.States; state++)
        {
            var own = HasGradient[state] ? $"{vector.Load(Cell.StateNames[state] + "Gradient", Forward.StateAt("step", place))} + " : string.Empty;
            kernel.Write($"""
                var handed{state} = {vector.Load("workspace", place + (state * Units * VectorWidth.Lanes))};
                var {code.Gradient(state)} = {own}handed{state};
                var {code.After(state)} = {vector.Load(Cell.StateNames[state], Forward.StateAt("step", place))};
                """);
        }

        Cell.EmitGradient(code);
        for (var gate = 0; gate < Cell.Gates; gate++)
        {
            var target = ((Offset)"step" * (Cell.Gates * Units * VectorWidth.Lanes)) + (gate * Units * VectorWidth.Lanes) + place;
            kernel.Write($"{vector.Store(vector.Select("isReal", code.Gates[gate].Input, vector.Zero), "gatesGradient", target)};");
            if (!Cell.JoinsAll)
            {
                kernel.Write($"{vector.Store(vector.Select("isReal", code.ShareGradient(gate), vector.Zero), "sharesGradient", target)};");
            }
        }

        for (var state = 0; state < Cell.States; state++)
        {
            kernel.Write($"{vector.Store(vector.Select("isReal", code.Handed[state], $"handed{state}"), "workspace", place + (state * Units * VectorWidth.Lanes))};");
        }
    }

    /// <summary>The previous state's gradient by way of its share of the gates.</summary>
    private void EmitShares(KernelWriter kernel, int tile, Offset unit, Offset lane)
    {
        var vector = kernel.Vector;
        var rows = Cell.Gates * Units;
        for (var u = 0; u < tile; u++)
        {
            kernel.Write($"var sum{u} = {vector.Load("workspace", ((unit + u) * VectorWidth.Lanes) + lane)};");
        }

        using (kernel.For("row", rows, out var row))
        {
            kernel.Write($"""
                var d = {vector.Load(SharesGradient, ((((Offset)"step" * rows) + row) * VectorWidth.Lanes) + lane)};
                ref var weights = ref {((row * Units) + unit).In("weight")};
                """);
            for (var u = 0; u < tile; u++)
            {
                kernel.Write($"sum{u} = {vector.MultiplyAdd(vector.Broadcast(((Offset)u).In("weights")), "d", $"sum{u}")};");
            }
        }

        for (var u = 0; u < tile; u++)
        {
            kernel.Write($"{vector.Store($"sum{u}", "workspace", ((unit + u) * VectorWidth.Lanes) + lane)};");
        }
    }
}
