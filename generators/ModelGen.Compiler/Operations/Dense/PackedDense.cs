using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

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
        var epilogue = kernel.Epilogue.After(Dense.Activation);
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
                    epilogue.Store($"sum{t}", "output", unit + (t * vector.Count));
                }
            }
        }

        epilogue.Write("output", 0, padded / vector.Count, vector.Count);
    }

    /// <inheritdoc/>
    public override int? StraightCost(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) =>
        outputs[0].Shape.Count * ((2 * Signature.Inputs[0].Count) + (Dense.Activation?.Cost ?? 0));

    /// <inheritdoc/>
    public override void EmitStraight(StraightWriter code)
    {
        var (vector, padded, packed) = (code.Vector, PackedWeight.Padded(Dense.Units), code.PlaceOf(code.Node.Inputs[1]));
        for (var unit = 0; unit < Dense.Units; unit += vector.Count)
        {
            var sum = code.Local("sum", Packed(row: 0));
            for (var feature = 0; feature < Signature.Inputs[0].Count; feature++)
            {
                code.Assign(sum, vector.MultiplyAdd(Packed(feature + 1), code.Element(0, feature), sum));
            }

            code.Define(0, unit / vector.Count, Dense.Activation is null ? sum : Dense.Activation.Vector(vector, sum));

            string Packed(int row) => vector.Load(packed.Reference, packed.First + (row * padded) + unit);
        }
    }
}
