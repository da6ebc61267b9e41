using ModelGen.Compiler.Emission;

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
}

/// <summary>The gradient of a dense layer's weight for one sample, dW += dy·xᵀ: vectors of features.</summary>
public sealed record OneSampleDenseWeightGradient(Signature Signature) : OneSampleOperation(new DenseWeightGradient(), Signature)
{
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
                var before = vector.Load("gradient", feature);
                kernel.Write($"{vector.Store(Sixteens.Select(kernel, isTail, vector.MultiplyAdd("dy", vector.Load("input", feature), before), before), "gradient", feature)};");
            });
        }
    }
}

/// <summary>The gradient of a bias for one sample: a sum over each channel's positions, of sixteen partial sums that one fixed tree adds up.</summary>
public sealed record OneSampleBiasGradient(BiasGradient Gradient, Signature Signature) : OneSampleOperation(Gradient, Signature)
{
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
            foreach (var part in Sixteens.Parts(kernel))
            {
                kernel.Write($"var sum{part} = {vector.Zero};");
            }

            Sixteens.ForVectors(kernel, positions, (position, part, isTail) =>
                kernel.Write($"sum{part} += {Sixteens.Select(kernel, isTail, vector.Load("dy", position), vector.Zero)};"));
            kernel.Write($"{channel.In("biasGradient")} += {Sixteens.Sum(kernel, "sum")};");
        }
    }
}
