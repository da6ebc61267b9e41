using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// The gradient of <see cref="Recurrence"/> with respect to the shares of the gates, the input's and, where it differs, the previous state's: backpropagation through time, from each sequence's last step of the recurrence to its
/// first. Beyond a sequence's end it is 0.
/// </summary>
/// <param name="Forward">The recurrence.</param>
public sealed record RecurrenceGradient(Recurrence Forward) : Operation
{
    private RecurrentCell Cell => Forward.Cell;

    private int Units => Forward.Units;

    /// <inheritdoc/>
    public override string Name => Forward.Name + "Gradient";

    /// <inheritdoc/>
    public override string Describe() => $"The gradient of {Forward.Describe()}";

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => Cell.Saved > 0 ? ["statesGradient", "weight", "states", "saved", "lengths"] : ["statesGradient", "weight", "states", "lengths"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => Cell.JoinsAll ? ["gatesGradient"] : ["gatesGradient", "sharesGradient"];

    /// <inheritdoc/>
    public override bool RunsAlongTime => true;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Enumerable.Repeat(Shape.Of(Cell.Gates * Units), OutputNames.Count).ToArray();

    /// <inheritdoc/>
    public override long MultiplyAdds(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => Forward.MultiplyAdds(inputs, outputs);

    /// <summary>The gradients that a step hands to the one before.</summary>
    public override int Workspace(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => Cell.Carried * Units * VectorWidth.Lanes;

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var time = call.TimeOf();
        var (gradient, weight, states, saved) = (call.Input(0), call.Input(1), call.Input(2), Cell.Saved > 0 ? call.Input(3) : []);
        var (ofInputs, ofShares) = (call.Output(), call.Output(OutputNames.Count - 1));
        var rows = Cell.Gates * Units;
        for (var sample = 0; sample < call.Batch; sample++)
        {
            var handed = new double[Units, Cell.Carried];
            foreach (var (step, previous) in Recurrence.Order(sample * time.MaximumLength, call.LengthOf(time, sample), Forward.IsReversed).Reverse())
            {
                for (var unit = 0; unit < Units; unit++)
                {
                    var (inputs, shares, carried) = (new double[Cell.Gates], new double[Cell.Gates], new double[Cell.Carried]);
                    for (var i = 0; i < Cell.Carried; i++)
                    {
                        carried[i] = handed[unit, i];
                    }

                    var values = new CellValues(states[(step * Units) + unit], previous < 0 ? 0 : states[(previous * Units) + unit], SavedAt(step, unit), SavedAt(previous, unit));
                    Cell.Differentiate(values, gradient[(step * Units) + unit] + carried[0], carried, inputs, shares);
                    for (var gate = 0; gate < Cell.Gates; gate++)
                    {
                        ofInputs[(step * rows) + (gate * Units) + unit] = inputs[gate];
                        ofShares[(step * rows) + (gate * Units) + unit] = shares[gate];
                    }

                    for (var i = 0; i < Cell.Carried; i++)
                    {
                        handed[unit, i] = carried[i];
                    }
                }

                for (var unit = 0; unit < Units; unit++)
                {
                    handed[unit, 0] += Enumerable.Range(0, rows).Sum(row => weight[(row * Units) + unit] * ofShares[(step * rows) + row]);
                }
            }
        }

        double[] SavedAt(int step, int unit) => [.. Enumerable.Range(0, Cell.Saved).Select(slot => step < 0 ? 0 : saved[(((step * Cell.Saved) + slot) * Units) + unit])];
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var vector = kernel.Vector;
        kernel.DeclareSteps(kernel.InputTime());
        using (kernel.ForSlices(out var lane))
        {
            using (kernel.For("element", Cell.Carried * Units, out var element))
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

                kernel.Write("""
                    if (isStart)
                        break;
                    """);
                foreach (var tiles in Tiling.Split(Units, vector.Bits == 512 ? 16 : 12))
                {
                    using (kernel.For("unit", tiles, out var unit))
                    {
                        EmitShares(kernel, tiles.Size, unit, lane);
                    }
                }
            }
        }
    }

    private void EmitUnit(KernelWriter kernel, Offset unit, Offset lane)
    {
        var vector = kernel.Vector;
        var place = kernel.Declare("place", (unit * VectorWidth.Lanes) + lane);
        for (var i = 0; i < Cell.Carried; i++)
        {
            kernel.Write($"var carried{i} = {vector.Load("workspace", place + (i * Units * VectorWidth.Lanes))};");
        }

        kernel.Write($"""
            var dh = {vector.Load("statesGradient", StateAt("step"))} + carried0;
            var state = {vector.Load("states", StateAt("step"))};
            var before = isStart ? {vector.Zero} : {vector.Load("states", StateAt("previous"))};
            """);
        var code = new CellCode(kernel, _ => string.Empty, _ => string.Empty, slot => Forward.SavedAt("step", slot, place), slot => Forward.SavedAt("previous", slot, place));
        Cell.EmitGradient(code);
        for (var gate = 0; gate < Cell.Gates; gate++)
        {
            var target = ((Offset)"step" * (Cell.Gates * Units * VectorWidth.Lanes)) + (gate * Units * VectorWidth.Lanes) + place;
            var (input, state) = code.Gates[gate];
            kernel.Write($"{vector.Store(code.WhereReal(input, vector.Zero), OutputNames[0], target)};");
            if (!Cell.JoinsAll)
            {
                kernel.Write($"{vector.Store(code.WhereReal(state.Length > 0 ? state : input, vector.Zero), OutputNames[1], target)};");
            }
        }

        for (var i = 0; i < Cell.Carried; i++)
        {
            kernel.Write($"{vector.Store(code.WhereReal(code.Handed[i], $"carried{i}"), "workspace", place + (i * Units * VectorWidth.Lanes))};");
        }

        Offset StateAt(string step) => ((Offset)step * (Units * VectorWidth.Lanes)) + place;
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
                var d = {vector.Load(OutputNames[^1], ((((Offset)"step" * rows) + row) * VectorWidth.Lanes) + lane)};
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
