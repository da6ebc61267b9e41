using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Operations;

/// <summary>A fully connected layer for one sample: vectors of units from a <see cref="PackedWeight"/>, its second operand. The order of additions is that of <see cref="Dense"/>.</summary>
public sealed record PackedDense(Dense Dense, Signature Signature) : OneSampleOperation(Dense, Signature)
{
    /// <summary>The packed weight holds the bias too.</summary>
    public override IReadOnlyList<string> InputNames => ["input", "packed"];

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var (input, packed, output) = (call.Input(0), call.Input(1), call.Output());
        var padded = PackedWeight.Padded(Dense.Units);
        for (var unit = 0; unit < Dense.Units; unit++)
        {
            var sum = packed[unit];
            for (var feature = 0; feature < Signature.Inputs[0].Count; feature++)
            {
                sum += packed[((feature + 1) * padded) + unit] * input[feature];
            }

            output[unit] = Dense.Activation is null ? sum : Dense.Activation.Function(sum);
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var vector = kernel.Vector;
        var (features, padded) = (Signature.Inputs[0].Count, PackedWeight.Padded(Dense.Units));
        foreach (var tiles in Tiling.Split(padded / vector.Count, vector.Registers / 2))
        {
            var ofUnits = new TileRun(tiles.First * vector.Count, tiles.Size * vector.Count, tiles.Count);
            using (kernel.For("unit", ofUnits, out var unit))
            {
                for (var t = 0; t < tiles.Size; t++)
                {
                    kernel.Write($"var sum{t} = {vector.Load("packed", unit + (t * vector.Count))};");
                }

                using (kernel.For("feature", features, out var feature))
                {
                    kernel.Write($"""
                        ref var weights = ref {(((feature + 1) * padded) + unit).In("packed")};
                        var x = {vector.Broadcast(feature.In("input"))};
                        """);
                    for (var t = 0; t < tiles.Size; t++)
                    {
                        kernel.Write($"sum{t} = {vector.MultiplyAdd(vector.Load("weights", t * vector.Count), "x", $"sum{t}")};");
                    }
                }

                for (var t = 0; t < tiles.Size; t++)
                {
                    ActivationEpilogue.Store(kernel, Dense.Activation, $"sum{t}", "output", unit + (t * vector.Count));
                }
            }
        }

        ActivationEpilogue.Write(kernel, Dense.Activation, "output", padded / vector.Count, vector.Count);
    }
}
