using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>Layers of recurrent units, one upon the other, with PyTorch's weights: <c>weight_ih_l0</c>, <c>weight_hh_l0</c>, <c>bias_ih_l0</c>, <c>bias_hh_l0</c>, those of the other direction ending in <c>_reverse</c>.</summary>
/// <param name="Cell">What a unit does.</param>
/// <param name="Units">Units a direction.</param>
/// <param name="Layers">Layers.</param>
/// <param name="Bidirectional">Whether each layer has units that go from the last step to the first too; their states follow the others'.</param>
/// <param name="LastState">Whether the result is the state after a sequence's last step (of units that go the other way, after its first), not that of every step.</param>
/// <param name="HasStates">Whether what units hand on after the last step is a result too: the state and, if there is one, the memory; [units], of several layers or directions [layers · directions, units], as in PyTorch.</param>
/// <param name="HasInitial">Whether what the first step gets is given, of the same shapes.</param>
public sealed record RecurrentLayer(RecurrentCell Cell, int Units, int Layers = 1, bool Bidirectional = false, bool LastState = false, bool HasStates = false, bool HasInitial = false) : CompositeOperation
{
    private const int WeightsOfDirection = 4;

    private int Directions => Bidirectional ? 2 : 1;

    private int Initials => HasInitial ? Cell.States : 0;

    private Shape StateShape => Layers * Directions == 1 ? Shape.Of(Units) : Shape.Of(Layers * Directions, Units);

    /// <summary>Whether the input is one step of a sequence, not all of it.</summary>
    private bool IsStep { get; init; }

    /// <inheritdoc/>
    public override string Name => Cell.Name;

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["input", .. HasInitial ? Cell.InitialNames : [], .. IsStep ? [] : new[] { "lengths" }, .. Enumerable.Range(0, WeightCount).Select(weight => $"weight{weight}")];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => HasStates ? ["output", .. Cell.StateNames] : base.OutputNames;

    /// <inheritdoc/>
    public override int WeightCount => WeightsOfDirection * Layers * Directions;

    /// <inheritdoc/>
    public override bool RunsAlongTime => !IsStep;

    /// <inheritdoc/>
    public override IReadOnlyList<int> SequenceOperands => IsStep ? [] : [0];

    /// <inheritdoc/>
    public override Operation? WithoutSteps => HasInitial && !Bidirectional ? this with { IsStep = true } : null;

    /// <inheritdoc/>
    public override TimeAxis? ResultTime(IReadOnlyList<Value> inputs) => LastState ? null : inputs[0].Time;

    /// <inheritdoc/>
    public override TimeAxis? ResultTime(IReadOnlyList<Value> inputs, int output) => output == 0 ? ResultTime(inputs) : null;

    /// <inheritdoc/>
    public override string Describe() =>
        $"{Name}({Units}{(Layers > 1 ? FormattableString.Invariant($", Layers = {Layers}") : string.Empty)}{(Bidirectional ? ", Bidirectional = true" : string.Empty)}{(LastState ? ", LastState = true" : string.Empty)})";

    /// <inheritdoc/>
    public override Problem? Validate() => Constants.AtLeast("units", Units, 1) ?? Constants.AtLeast("Layers", Layers, 1);

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs)
    {
        if (inputs[0].Rank != 1)
        {
            return Problem.Of(Rules.DenseTakesVector, FormattableString.Invariant($"{inputs[0].LongCount}"));
        }

        var unfit = inputs.Skip(1).Take(Initials).FirstOrDefault(shape => shape != StateShape);
        return unfit is not null
            ? Problem.Of(Rules.StatesDoNotFit, unfit.ToString(), StateShape.ToString())
            : new[] { Shape.Of(Units * Directions) }.Concat(Enumerable.Repeat(StateShape, HasStates ? Cell.States : 0)).ToArray();
    }

    /// <summary>PyTorch draws all of them evenly from ±1/√units.</summary>
    public override IReadOnlyList<Weight> Weights(IReadOnlyList<Shape> inputs)
    {
        var weights = new List<Weight>();
        var (features, rows, initial) = (inputs[0].Count, Cell.Gates * Units, new Initial("Default", 0f, Units, Units));
        for (var layer = 0; layer < Layers; layer++)
        {
            for (var direction = 0; direction < Directions; direction++)
            {
                var suffix = FormattableString.Invariant($"_l{layer}{(direction == 0 ? string.Empty : "_reverse")}");
                weights.Add(new Weight("weight_ih" + suffix, Shape.Of(rows, features), initial, IsPenalized: true));
                weights.Add(new Weight("weight_hh" + suffix, Shape.Of(rows, Units), initial, IsPenalized: true));
                weights.Add(new Weight("bias_ih" + suffix, Shape.Of(rows), initial));
                weights.Add(new Weight("bias_hh" + suffix, Shape.Of(rows), initial));
            }

            features = Units * Directions;
        }

        return weights;
    }

    /// <inheritdoc/>
    public override long MultiplyAdds(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) =>
        (inputs[0].Time?.MaximumLength ?? 1) * inputs.Skip(inputs.Count - WeightCount).Where(weight => weight.Shape.Rank == 2).Sum(weight => (long)weight.Shape.Count);

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Lower(LoweringContext context)
    {
        var firstWeight = 1 + Initials + (IsStep ? 0 : 1);
        var (input, saves, after) = (context.Inputs[0], context.Mode == ProgramMode.Training, Enumerable.Range(0, Cell.States).Select(_ => new List<Value>()).ToArray());
        Value[] directions = [];
        for (var layer = 0; layer < Layers; layer++)
        {
            directions = new Value[Directions];
            for (var direction = 0; direction < Directions; direction++)
            {
                var row = (layer * Directions) + direction;
                var weights = context.Inputs.Skip(firstWeight + (WeightsOfDirection * row)).Take(WeightsOfDirection).ToArray();
                var initial = Enumerable.Range(0, Initials).Select(state => Row(context.Inputs[1 + state], row)).ToArray();
                var gates = context.Add(new Dense(Cell.Gates * Units), input, weights[0], weights[2]);
                var states = IsStep
                    ? context.Add(new RecurrentStep(Cell, Units, saves), [gates, context.Add(new Dense(Cell.Gates * Units), initial[0], weights[1], weights[3]), .. initial])
                    : context.Add(new Recurrence(Cell, Units, direction == 1, HasInitial, saves), [gates, weights[1], weights[3], .. initial, context.Inputs[firstWeight - 1]]);
                directions[direction] = states;
                for (var state = 0; state < Cell.States && (HasStates || LastState); state++)
                {
                    after[state].Add(IsStep ? states.Producer!.Outputs[state]
                        : context.Add(new StepReduction(direction == 0 ? StepChoice.Last : StepChoice.First), states.Producer!.Outputs[state], context.Inputs[firstWeight - 1]));
                }
            }

            input = Join(directions);
        }

        return [LastState ? Join([.. after[0].Skip(after[0].Count - Directions)]) : input, .. HasStates ? after.Select(states => As(StateShape, Join([.. states]))) : []];

        Value Join(Value[] parts) => parts.Length == 1 ? parts[0] : context.Add(new Concat(parts.Length), parts);
        Value As(Shape shape, Value value) => value.Shape == shape ? value : context.Add(new Reshape(shape), value);
        Value Row(Value states, int row) => As(Shape.Of(Units), states.Shape.Rank == 1 ? states : context.Add(new Slice(0, row, 1), states));
    }
}
