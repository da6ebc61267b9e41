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
public sealed record RecurrentLayer(RecurrentCell Cell, int Units, int Layers = 1, bool Bidirectional = false, bool LastState = false) : CompositeOperation
{
    private const int WeightsOfDirection = 4;

    private int Directions => Bidirectional ? 2 : 1;

    /// <inheritdoc/>
    public override string Name => Cell.Name;

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["input", "lengths", .. Enumerable.Range(0, WeightCount).Select(weight => $"weight{weight}")];

    /// <inheritdoc/>
    public override int WeightCount => WeightsOfDirection * Layers * Directions;

    /// <inheritdoc/>
    public override bool RunsAlongTime => true;

    /// <inheritdoc/>
    public override bool TakesSequence => true;

    /// <inheritdoc/>
    public override TimeAxis? ResultTime(IReadOnlyList<Value> inputs) => LastState ? null : inputs[0].Time;

    /// <inheritdoc/>
    public override string Describe() =>
        $"{Name}({Units}{(Layers > 1 ? FormattableString.Invariant($", Layers = {Layers}") : string.Empty)}{(Bidirectional ? ", Bidirectional = true" : string.Empty)}{(LastState ? ", LastState = true" : string.Empty)})";

    /// <inheritdoc/>
    public override Problem? Validate() => Constants.AtLeast("units", Units, 1) ?? Constants.AtLeast("Layers", Layers, 1);

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => inputs[0].Rank == 1
        ? Shape.Of(Units * Directions)
        : Problem.Of(Rules.DenseTakesVector, FormattableString.Invariant($"{inputs[0].LongCount}"));

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
        var (states, lengths) = (context.Inputs[0], context.Inputs[1]);
        Value[] directions = [];
        for (var layer = 0; layer < Layers; layer++)
        {
            var input = states;
            directions = new Value[Directions];
            for (var direction = 0; direction < Directions; direction++)
            {
                var first = 2 + (WeightsOfDirection * ((layer * Directions) + direction));
                var gates = context.Add(new Dense(Cell.Gates * Units), input, context.Inputs[first], context.Inputs[first + 2]);
                directions[direction] = context.Add(new Recurrence(Cell, Units, IsReversed: direction == 1), gates, context.Inputs[first + 1], context.Inputs[first + 3], lengths);
            }

            states = Join(directions);
        }

        return [LastState ? Join([.. directions.Select((states, direction) => context.Add(new StepReduction(direction == 0 ? StepChoice.Last : StepChoice.First), states, lengths))]) : states];

        Value Join(Value[] parts) => parts.Length == 1 ? parts[0] : context.Add(new Concat(parts.Length), parts);
    }
}
