using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>The gradient of a dense layer's input for one sample: vectors of features, which are neighbours in the weight. The order of additions is that of <see cref="DenseInputGradient"/>.</summary>
public sealed record OneSampleDenseInputGradient(Signature Signature) : OneSampleOperation(new DenseInputGradient(), Signature)
{
    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var vector = kernel.Vector;
        var (units, features) = (Signature.Inputs[1][0], Signature.Inputs[1][1]);
        foreach (var tiles in Tiling.Split((features + vector.Count - 1) / vector.Count, vector.Registers / 2))
        {
            using (kernel.For("feature", new TileRun(tiles.First * vector.Count, tiles.Size * vector.Count, tiles.Count), out var feature))
            {
                for (var v = 0; v < tiles.Size; v++)
                {
                    kernel.Write($"var sum{v} = {vector.Zero};");
                }

                using (kernel.For("unit", units, out var unit))
                {
                    kernel.Write($"""
                        ref var weights = ref {((unit * features) + feature).In("weight")};
                        var dy = {vector.Broadcast(unit.In("outputGradient"))};
                        """);
                    for (var v = 0; v < tiles.Size; v++)
                    {
                        kernel.Write($"sum{v} = {vector.MultiplyAdd(vector.Load("weights", v * vector.Count), "dy", $"sum{v}")};");
                    }
                }

                for (var v = 0; v < tiles.Size; v++)
                {
                    kernel.Write($"{vector.Store($"sum{v}", "inputGradient", feature + (v * vector.Count))};");
                }
            }
        }
    }

    /// <inheritdoc/>
    public override int? StraightCost(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => Signature.Inputs[1][0] * outputs[0].Shape.Count * 2;

    /// <inheritdoc/>
    public override void EmitStraight(StraightWriter code)
    {
        var (vector, units, features) = (code.Vector, Signature.Inputs[1][0], Signature.Inputs[1][1]);
        var weight = code.PlaceOf(code.Node.Inputs[1]);
        for (var feature = 0; feature < features; feature += vector.Count)
        {
            var sum = code.Local("sum", $"{Weights(0)} * {code.Element(0, 0)}");
            for (var unit = 1; unit < units; unit++)
            {
                code.Assign(sum, vector.MultiplyAdd(Weights(unit), code.Element(0, unit), sum));
            }

            code.Define(0, feature / vector.Count, sum);

            string Weights(int unit) => vector.Load(weight.Reference, weight.First + (unit * features) + feature);
        }
    }
}

/// <summary>The gradient of a dense layer's weight for one sample, dW += dy·xᵀ: vectors of features.</summary>
public sealed record OneSampleDenseWeightGradient(DenseWeightGradient Gradient, Signature Signature) : OneSampleOperation(Gradient, Signature)
{
    /// <inheritdoc/>
    public override bool StoresFirst => Gradient.IsAlone;

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var vector = kernel.Vector;
        var (units, features) = (Signature.Outputs[0][0], Signature.Outputs[0][1]);
        Sixteens.DeclareTail(kernel, features);
        using (kernel.For("unit", units, out var unit))
        {
            kernel.Write($"""
                ref var gradient = ref {(unit * features).In("weightGradient")};
                var dy = {vector.Broadcast(unit.In("outputGradient"))};
                """);
            Sixteens.ForVectors(kernel, features, (feature, _, isTail) =>
            {
                var (before, x) = (vector.Load("gradient", feature), vector.Load("input", feature));
                var sum = StoresFirst ? $"dy * {x}" : vector.MultiplyAdd("dy", x, before);
                kernel.Write($"{vector.Store(Sixteens.Select(kernel, isTail, sum, before), "gradient", feature)};");
            });
        }
    }

    /// <inheritdoc/>
    public override int? StraightCost(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => Signature.Outputs[0][0] * inputs[1].Shape.Count * 2;

    /// <inheritdoc/>
    public override void EmitStraight(StraightWriter code)
    {
        var (vector, units, features) = (code.Vector, Signature.Outputs[0][0], Signature.Outputs[0][1]);
        var sums = code.PlaceOf(code.Node.Outputs[0]);
        for (var unit = 0; unit < units; unit++)
        {
            var dy = code.Element(0, unit);
            for (var feature = 0; feature < features; feature += vector.Count)
            {
                var x = code.Input(1, feature / vector.Count);
                var (place, count) = (sums.First + (unit * features) + feature, Math.Min(vector.Count, features - feature));
                code.Write(StoresFirst
                    ? PartialVector.Store(vector, code.Local("product", $"{dy} * {x}"), sums.Reference, place, count)
                    : PartialVector.MultiplyAdd(vector, dy, x, sums.Reference, place, count));
            }
        }
    }
}

/// <summary>The gradient of a bias for one sample: a sum over each channel's positions, of sixteen partial sums that one fixed tree adds up.</summary>
public sealed record OneSampleBiasGradient(BiasGradient Gradient, Signature Signature) : OneSampleOperation(Gradient, Signature)
{
    /// <inheritdoc/>
    public override bool HasBitsOfBatches => Signature.Inputs[0].Count == Signature.Outputs[0].Count;

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var vector = kernel.Vector;
        var channels = Signature.Outputs[0].Count;
        var positions = Signature.Inputs[0].Count / channels;
        if (positions == 1)
        {
            kernel.Write($"Lanes.Add(ref outputGradient, {channels}, ref biasGradient);");
            return;
        }

        Sixteens.DeclareTail(kernel, positions);
        using (kernel.For("channel", channels, out var channel))
        {
            kernel.Write($"ref var dy = ref {(channel * positions).In("outputGradient")};");
            Sixteens.DeclareParts(kernel, "sum");
            Sixteens.ForVectors(kernel, positions, (position, part, isTail) =>
                kernel.Write($"sum{part} += {Sixteens.Select(kernel, isTail, vector.Load("dy", position), vector.Zero)};"));
            kernel.Write($"{channel.In("biasGradient")} += {Sixteens.SumOfParts(kernel, "sum")};");
        }
    }

    /// <inheritdoc/>
    public override int? StraightCost(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) =>
        Signature.Inputs[0].Count == Signature.Outputs[0].Count ? inputs[0].Shape.Count * 3 : null;

    /// <inheritdoc/>
    public override void EmitStraight(StraightWriter code)
    {
        var (vector, count, one) = (code.Vector, Signature.Outputs[0].Count, code.Local("one", code.Vector.Constant(1)));
        var sums = code.PlaceOf(code.Node.Outputs[0]);
        for (var first = 0; first < count; first += vector.Count)
        {
            code.Write(PartialVector.MultiplyAdd(vector, code.Input(0, first / vector.Count), one, sums.Reference, sums.First + first, Math.Min(vector.Count, count - first)));
        }
    }
}
