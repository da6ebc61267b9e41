using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>One step of recurrent units, from both shares of their gates: what <see cref="Recurrence"/> does at each step of a sequence, where the steps do not lie side by side.</summary>
/// <param name="Cell">What a unit does.</param>
/// <param name="Units">Units.</param>
/// <param name="Saves">Whether a backward pass follows.</param>
public sealed record RecurrentStep(RecurrentCell Cell, int Units, bool Saves = true) : Operation
{
    /// <inheritdoc/>
    public override string Name => Cell.Name + "Step";

    /// <inheritdoc/>
    public override string Describe() => $"{Cell.Name}({Units}), one step";

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["gates", "shares", .. Cell.InitialNames];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => Saved > 0 ? [.. Cell.StateNames, "saved"] : Cell.StateNames;

    private int Saved => Saves ? Cell.Saved : 0;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => OutputNames.Select((_, output) => Shape.Of(output < Cell.States ? Units : Saved * Units)).ToArray();

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context)
    {
        var gradients = Enumerable.Range(0, Cell.States).Select(context.OutputGradientOf).ToArray();
        var operation = new RecurrentStepGradient(this, gradients.Select(gradient => gradient is not null).ToEquatableArray());
        var results = context.Add(operation, [.. gradients.OfType<Value>(), .. context.Node.Outputs, .. context.Node.Inputs.Skip(2)]).Producer!.Outputs;
        return [results[0], results[Cell.JoinsAll ? 0 : 1], .. results.Skip(Cell.JoinsAll ? 1 : 2)];
    }

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var (inputs, shares, next, saved) = (new double[Cell.Gates], new double[Cell.Gates], new double[Cell.States], new double[Cell.Saved]);
        for (var i = 0; i < call.Batch * Units; i++)
        {
            var (sample, unit) = (i / Units, i % Units);
            for (var gate = 0; gate < Cell.Gates; gate++)
            {
                inputs[gate] = call.Input(0)[(((sample * Cell.Gates) + gate) * Units) + unit];
                shares[gate] = call.Input(1)[(((sample * Cell.Gates) + gate) * Units) + unit];
            }

            Cell.Step(inputs, shares, [.. Enumerable.Range(0, Cell.States).Select(state => call.Input(2 + state)[i])], next, saved);
            for (var state = 0; state < Cell.States; state++)
            {
                call.Output(state)[i] = next[state];
            }

            for (var slot = 0; slot < Saved; slot++)
            {
                call.Output(Cell.States)[(((sample * Saved) + slot) * Units) + unit] = saved[slot];
            }
        }
    }

    /// <summary>Sixteens of a gate begin where units are a multiple of sixteen.</summary>
    public override OneSampleForm? ForOneSample(Node node) => Units % VectorWidth.Lanes == 0 ? OneSampleForm.Of(new OneSampleRecurrentStep(this, Signature.Of(node)), node) : null;

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var (vector, initial) = (kernel.Vector, Cell.InitialNames.ToArray());
        using (kernel.ForVectors(Units, out var i))
        {
            var code = new CellCode(kernel, Cell, gate => Cell.Joins(gate) ? $"({At("gates", gate)} + {At("shares", gate)})" : At("shares", gate), gate => At("gates", gate), Saved > 0 ? slot => Place(slot) : null);
            for (var state = 0; state < Cell.States; state++)
            {
                kernel.Write($"var {code.Before(state)} = {vector.Load(initial[state], i)};");
            }

            Cell.Emit(code);
            for (var state = 0; state < Cell.States; state++)
            {
                kernel.Write($"{vector.Store(code.Next[state], Cell.StateNames[state], i)};");
            }

            string At(string shares, int gate) => vector.Load(shares, Place(gate));
            Offset Place(int part) => i + (part * Units * VectorWidth.Lanes);
        }
    }
}

/// <summary>The same for the only sample.</summary>
public sealed record OneSampleRecurrentStep(RecurrentStep Step, Signature Signature) : OneSampleOperation(Step, Signature)
{
    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel) => (Step with { Units = Step.Units / VectorWidth.Lanes }).Emit(kernel);
}

/// <summary>The gradient of <see cref="RecurrentStep"/> with respect to the shares of the gates, the input's and, where it differs, the previous state's, and to what the units got from the step before.</summary>
/// <param name="Forward">The step.</param>
/// <param name="HasGradient">Of each thing that units hand on, whether the loss depends on it.</param>
public sealed record RecurrentStepGradient(RecurrentStep Forward, EquatableArray<bool> HasGradient) : Operation
{
    private RecurrentCell Cell => Forward.Cell;

    private int Units => Forward.Units;

    /// <inheritdoc/>
    public override string Name => Forward.Name + "Gradient";

    /// <inheritdoc/>
    public override string Describe() => $"The gradient of {Forward.Describe()}";

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => [.. Cell.StateNames.Where((_, state) => HasGradient[state]).Select(name => name + "Gradient"), .. Forward.OutputNames, .. Cell.InitialNames];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => [.. Cell.JoinsAll ? new[] { "gatesGradient" } : ["gatesGradient", "sharesGradient"], .. Cell.InitialNames.Select(name => name + "Gradient")];

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => OutputNames.Select((_, output) => Shape.Of(output < OutputNames.Count - Cell.States ? Cell.Gates * Units : Units)).ToArray();

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var operands = InputNames.Select((name, index) => (name, index)).ToDictionary(pair => pair.name, pair => call.Input(pair.index));
        var (inputs, shares, handed) = (new double[Cell.Gates], new double[Cell.Gates], new double[Cell.States]);
        for (var i = 0; i < call.Batch * Units; i++)
        {
            var (sample, unit) = (i / Units, i % Units);
            double[] saved = [.. Enumerable.Range(0, Cell.Saved).Select(slot => operands["saved"][(((sample * Cell.Saved) + slot) * Units) + unit])];
            var values = new CellValues([.. Cell.StateNames.Select(name => operands[name][i])], [.. Cell.InitialNames.Select(name => operands[name][i])], saved);
            Cell.Differentiate(values, [.. Cell.StateNames.Select((name, state) => HasGradient[state] ? operands[name + "Gradient"][i] : 0)], handed, inputs, shares);
            for (var gate = 0; gate < Cell.Gates; gate++)
            {
                var place = (((sample * Cell.Gates) + gate) * Units) + unit;
                call.Output()[place] = inputs[gate];
                call.Output(Cell.JoinsAll ? 0 : 1)[place] = shares[gate];
            }

            for (var state = 0; state < Cell.States; state++)
            {
                call.Output(OutputNames.Count - Cell.States + state)[i] = handed[state];
            }
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var (vector, initial) = (kernel.Vector, Cell.InitialNames.ToArray());
        using (kernel.ForVectors(Units, out var i))
        {
            var code = new CellCode(kernel, Cell, _ => string.Empty, _ => string.Empty, slot => Place(slot));
            for (var state = 0; state < Cell.States; state++)
            {
                kernel.Write($"""
                    var {code.Before(state)} = {vector.Load(initial[state], i)};
                    var {code.After(state)} = {vector.Load(Cell.StateNames[state], i)};
                    var {code.Gradient(state)} = {(HasGradient[state] ? vector.Load(Cell.StateNames[state] + "Gradient", i) : vector.Zero)};
                    """);
            }

            Cell.EmitGradient(code);
            for (var gate = 0; gate < Cell.Gates; gate++)
            {
                kernel.Write($"{vector.Store(code.Gates[gate].Input, "gatesGradient", Place(gate))};");
                if (!Cell.JoinsAll)
                {
                    kernel.Write($"{vector.Store(code.ShareGradient(gate), "sharesGradient", Place(gate))};");
                }
            }

            for (var state = 0; state < Cell.States; state++)
            {
                kernel.Write($"{vector.Store(code.Handed[state], initial[state] + "Gradient", i)};");
            }

            Offset Place(int part) => i + (part * Units * VectorWidth.Lanes);
        }
    }
}
