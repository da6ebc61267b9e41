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
/// <param name="HasInitial">Whether what the first step gets from before it is given; otherwise it is 0.</param>
/// <param name="Saves">Whether a backward pass follows.</param>
public sealed record Recurrence(RecurrentCell Cell, int Units, bool IsReversed, bool HasInitial = false, bool Saves = true) : Operation
{
    /// <summary>The operand from which on those for the time before the first step stand.</summary>
    internal const int FirstInitial = 3;

    /// <inheritdoc/>
    public override string Name => Cell.Name + "States";

    /// <inheritdoc/>
    public override string Describe() => $"{Cell.Name}({Units}{(IsReversed ? ", reversed" : string.Empty)})";

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["gates", "weight", "bias", .. HasInitial ? Cell.InitialNames : [], "lengths"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => Saved > 0 ? [.. Cell.StateNames, "saved"] : Cell.StateNames;

    /// <inheritdoc/>
    public override bool RunsAlongTime => true;

    /// <summary>Values of a unit that the backward pass needs besides what units hand on.</summary>
    internal int Saved => Saves ? Cell.Saved : 0;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => OutputNames.Select((_, output) => Shape.Of(output < Cell.States ? Units : Saved * Units)).ToArray();

    /// <inheritdoc/>
    public override long MultiplyAdds(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => (long)Cell.Gates * Units * Units * (outputs[0].Time?.MaximumLength ?? 1);

    /// <summary>The sums of a step's gates.</summary>
    public override int Workspace(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => Cell.Gates * Units * VectorWidth.Lanes;

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context)
    {
        var (gates, weight, lengths, states) = (context.Input(0), context.Input(1), context.Input(InputNames.Count - 1), context.Output());
        var initial = Enumerable.Range(0, HasInitial ? Cell.States : 0).Select(state => context.Input(FirstInitial + state)).ToArray();
        var gradients = Enumerable.Range(0, Cell.States).Select(context.OutputGradientOf).ToArray();
        var operation = new RecurrenceGradient(this, gradients.Select(gradient => gradient is not null).ToEquatableArray());
        var results = context.Add(operation, [.. gradients.OfType<Value>(), weight, .. context.Node.Outputs, .. initial, lengths]).Producer!.Outputs;
        var ofShares = results[operation.OutputNames.Count - 1 - initial.Length];
        return
        [
            context.Needs(0) ? results[0] : null,
            context.Needs(1) ? context.Add(new DenseWeightGradient(), ofShares, context.Add(new PreviousStep(IsReversed, HasInitial), [states, .. initial.Take(1)])) : null,
            context.AddIfNeeded(2, new BiasGradient(), ofShares),
            .. results.Skip(results.Count - initial.Length),
            null,
        ];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Value>? ForStep(StepContext context)
    {
        if (IsReversed)
        {
            return null;
        }

        var states = Enumerable.Range(0, Cell.States).Select(state => context.State(Shape.Of(Units), HasInitial ? FirstInitial + state : null)).ToArray();
        var shares = context.Add(new Dense(Cell.Gates * Units), states[0].Before, context.Input(1), context.Input(2));
        var next = context.Add(new RecurrentStep(Cell, Units, Saves: false), [context.Input(0), shares, .. states.Select(state => state.Before)]).Producer!.Outputs;
        for (var state = 0; state < Cell.States; state++)
        {
            context.Next(states[state].Place, next[state]);
        }

        return next;
    }

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var time = call.TimeOf();
        var (gates, weight, bias) = (call.Input(0), call.Input(1), call.Input(2));
        var (inputs, shares, before, next, saved) = (new double[Cell.Gates], new double[Cell.Gates], new double[Cell.States], new double[Cell.States], new double[Cell.Saved]);
        for (var sample = 0; sample < call.Batch; sample++)
        {
            var first = sample * time.MaximumLength;
            foreach (var (step, previous) in Order(first, call.LengthOf(time, sample), IsReversed))
            {
                for (var unit = 0; unit < Units; unit++)
                {
                    for (var gate = 0; gate < Cell.Gates; gate++)
                    {
                        var row = (gate * Units) + unit;
                        inputs[gate] = gates[(step * Cell.Gates * Units) + row];
                        shares[gate] = bias[row] + Enumerable.Range(0, Units).Sum(k => weight[(row * Units) + k] * Before(0, sample, previous, k));
                    }

                    for (var state = 0; state < Cell.States; state++)
                    {
                        before[state] = Before(state, sample, previous, unit);
                    }

                    Cell.Step(inputs, shares, before, next, saved);
                    for (var state = 0; state < Cell.States; state++)
                    {
                        call.Output(state)[(step * Units) + unit] = next[state];
                    }

                    for (var slot = 0; slot < Saved; slot++)
                    {
                        call.Output(Cell.States)[(((step * Saved) + slot) * Units) + unit] = saved[slot];
                    }
                }
            }

            // Where the order is reversed, the time before a sequence's first step lies beyond its end.
            for (var step = call.LengthOf(time, sample); step < time.MaximumLength; step++)
            {
                for (var i = 0; i < Cell.States * Units; i++)
                {
                    call.Output(i / Units)[((first + step) * Units) + (i % Units)] = IsReversed ? Before(i / Units, sample, -1, i % Units) : call.Output(i / Units)[((first + step - 1) * Units) + (i % Units)];
                }
            }
        }

        double Before(int state, int sample, int previous, int unit) =>
            previous >= 0 ? call.Output(state)[(previous * Units) + unit] : HasInitial ? call.Input(FirstInitial + state)[(sample * Units) + unit] : 0;
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
                    """);
                kernel.Write(HasInitial
                    ? $"ref var before = ref isStart ? ref initialStates : ref Unsafe.Add(ref states, previous * {Units * VectorWidth.Lanes});"
                    : $"""
                        // Before the first step the state is 0.
                        var known = isStart ? 0 : {Units};
                        ref var before = ref Unsafe.Add(ref states, isStart ? 0 : previous * {Units * VectorWidth.Lanes});
                        """);
                foreach (var tiles in Tiling.Split(Units, tile))
                {
                    using (kernel.For("unit", tiles, out var unit))
                    {
                        EmitSums(kernel, tiles.Size, unit, lane);
                    }
                }

                using (kernel.For("unit", Units, out var unit))
                {
                    EmitUnit(kernel, unit, lane);
                }
            }
        }
    }

    /// <summary>The sums of all gates of some units, before any function: those in a loop of their own are few enough for the JIT to inline.</summary>
    private void EmitSums(KernelWriter kernel, int tile, Offset unit, Offset lane)
    {
        var vector = kernel.Vector;
        var rows = (from gate in Enumerable.Range(0, Cell.Gates) from u in Enumerable.Range(0, tile) select (Gate: gate, Unit: u, Sum: $"sum{gate}_{u}")).ToArray();
        foreach (var (gate, u, sum) in rows)
        {
            var bias = vector.Broadcast(((gate * Units) + unit + u).In("bias"));
            kernel.Write($"var {sum} = {(Cell.Joins(gate) ? $"{vector.Load("gates", GateAt("step", gate, unit + u, lane))} + {bias}" : bias)};");
        }

        kernel.Write($"ref var weights = ref {(unit * Units).In("weight")};");
        using (kernel.Block($"for (var k = 0; k < {(HasInitial ? $"{Units}" : "known")}; k++)"))
        {
            kernel.Write($"var h = {vector.Load("before", ((Offset)"k" * VectorWidth.Lanes) + lane)};");
            foreach (var (gate, u, sum) in rows)
            {
                kernel.Write($"{sum} = {vector.MultiplyAdd(vector.Broadcast(((Offset)"k" + (((gate * Units) + u) * Units)).In("weights")), "h", sum)};");
            }
        }

        foreach (var (gate, u, sum) in rows)
        {
            kernel.Write($"{vector.Store(sum, "workspace", GateAt(null, gate, unit + u, lane))};");
        }
    }

    private void EmitUnit(KernelWriter kernel, Offset unit, Offset lane)
    {
        var vector = kernel.Vector;
        var place = kernel.Declare("place", (unit * VectorWidth.Lanes) + lane);
        var code = new CellCode(
            kernel,
            Cell,
            gate => vector.Load("workspace", GateAt(null, gate, unit, lane)),
            gate => vector.Load("gates", GateAt("step", gate, unit, lane)),
            Saved > 0 ? slot => SavedAt("step", slot, place) : null);
        DeclareBefore(kernel, code, place);
        Cell.Emit(code);
        for (var state = 0; state < Cell.States; state++)
        {
            kernel.Write($"{vector.Store(vector.Select("isReal", code.Next[state], code.Before(state)), Cell.StateNames[state], StateAt("step", place))};");
        }
    }

    /// <summary>Where a step has a unit's gate; without a step, where one step alone has it.</summary>
    private Offset GateAt(string? step, int gate, Offset unit, Offset lane) =>
        ((((step is null ? 0 : (Offset)step * (Cell.Gates * Units)) + (gate * Units)) + unit) * VectorWidth.Lanes) + lane;

    /// <summary>Declares what a unit gets from the step before.</summary>
    internal void DeclareBefore(KernelWriter kernel, CellCode code, Offset place)
    {
        var initial = Cell.InitialNames.ToArray();
        for (var state = 0; state < Cell.States; state++)
        {
            var start = HasInitial ? kernel.Vector.Load(initial[state], place) : kernel.Vector.Zero;
            kernel.Write($"var {code.Before(state)} = isStart ? {start} : {kernel.Vector.Load(Cell.StateNames[state], StateAt("previous", place))};");
        }
    }

    /// <summary>Where a step has a unit's state.</summary>
    internal Offset StateAt(string step, Offset place) => ((Offset)step * (Units * VectorWidth.Lanes)) + place;

    /// <summary>Where a step saved a unit's value.</summary>
    internal Offset SavedAt(string step, int slot, Offset place) => ((Offset)step * (Saved * Units * VectorWidth.Lanes)) + (slot * Units * VectorWidth.Lanes) + place;
}
