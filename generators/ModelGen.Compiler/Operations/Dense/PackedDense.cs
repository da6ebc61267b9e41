using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>A fully connected layer for one sample: vectors of units from a <see cref="PackedWeight"/>, its last operand.</summary>
/// <param name="Dense">The layer.</param>
public sealed record PackedDense(Dense Dense) : OneSampleOperation(Dense)
{
    /// <inheritdoc/>
    public override bool CanBeContiguous => true;

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => [.. base.InputNames, "packed"];

    /// <summary>The packed weight holds the bias too.</summary>
    public override bool KernelReads(int input) => (input == 0 && Column is null) || input == InputNames.Count - 1;

    /// <summary>The sample's outputs, side by side.</summary>
    public override int Workspace(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => PackedWeight.Padded(Dense.Units);

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var vector = kernel.Vector;
        var (features, padded) = (kernel.InputShape(0).Count, PackedWeight.Padded(Dense.Units));
        kernel.Write("// Vectors of units, in the same order of additions as for a block.");
        var sample = Sample(kernel);
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
                        var x = {vector.Broadcast((feature * InputStride).In(sample))};
                        """);
                    for (var t = 0; t < tiles.Size; t++)
                    {
                        kernel.Write($"sum{t} = {vector.MultiplyAdd(vector.Load("weights", t * vector.Count), "x", $"sum{t}")};");
                    }
                }

                for (var t = 0; t < tiles.Size; t++)
                {
                    ActivationEpilogue.Store(kernel, Dense.Activation, $"sum{t}", "workspace", unit + (t * vector.Count));
                }
            }
        }

        ActivationEpilogue.Write(kernel, Dense.Activation, "workspace", padded / vector.Count, vector.Count);
        using (kernel.For("unit", Dense.Units, out var unit))
        {
            kernel.Write($"{(unit * OutputStride).In("output")} = {unit.In("workspace")};");
        }
    }
}
