using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>The gradient of a dense layer's input for one sample: vectors of features, which are neighbours in the weight. The order of additions is that of <see cref="DenseInputGradient"/>.</summary>
/// <param name="IsGradient">Whether the result is a gradient, whose other lanes are zero.</param>
public sealed record OneSampleDenseInputGradient(bool IsGradient) : OneSampleOperation(new DenseInputGradient())
{
    /// <summary>The sample's results, side by side.</summary>
    public override int Workspace(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => outputs[0].Shape.Count;

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var (units, features) = (kernel.InputShape(1)[0], kernel.InputShape(1)[1]);
        var vector = kernel.Vector;
        kernel.Write("// Vectors of features, in the same order of additions as for a block.");
        foreach (var tiles in Tiling.Split(features / vector.Count, vector.Registers / 2))
        {
            using (kernel.For("feature", new TileRun(tiles.First * vector.Count, tiles.Size * vector.Count, tiles.Count), out var feature))
            {
                EmitTile(kernel, units, features, tiles.Size, feature);
            }
        }

        if (features % vector.Count > 0 && features > vector.Count)
        {
            kernel.Write("// The last vector, which has some of the features before it too.");
            using (kernel.Names())
            {
                EmitTile(kernel, units, features, vectors: 1, features - vector.Count);
            }
        }
        else if (features < vector.Count)
        {
            using (kernel.For("feature", features, out var feature))
            {
                kernel.Write("var sum = 0f;");
                using (kernel.For("unit", units, out var unit))
                {
                    kernel.Write($"sum = MathF.FusedMultiplyAdd({((unit * features) + feature).In("weight")}, {(unit * VectorWidth.Lanes).In("outputGradient")}, sum);");
                }

                kernel.Write($"{feature.In("workspace")} = sum;");
            }
        }

        using (kernel.For("feature", features, out var feature))
        {
            new SampleLanes(IsGradient).Write(kernel, feature.In("workspace"), "inputGradient", feature);
        }
    }

    private static void EmitTile(KernelWriter kernel, int units, int features, int vectors, Offset feature)
    {
        var vector = kernel.Vector;
        for (var v = 0; v < vectors; v++)
        {
            kernel.Write($"var sum{v} = {vector.Zero};");
        }

        using (kernel.For("unit", units, out var unit))
        {
            kernel.Write($"""
                ref var weights = ref {((unit * features) + feature).In("weight")};
                var dy = {vector.Broadcast((unit * VectorWidth.Lanes).In("outputGradient"))};
                """);
            for (var v = 0; v < vectors; v++)
            {
                kernel.Write($"sum{v} = {vector.MultiplyAdd(vector.Load("weights", v * vector.Count), "dy", $"sum{v}")};");
            }
        }

        for (var v = 0; v < vectors; v++)
        {
            kernel.Write($"{vector.Store($"sum{v}", "workspace", feature + (v * vector.Count))};");
        }
    }
}
