using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// A fully connected layer for one sample, with the weight as it lies: vectors of features, sixteen running sums for each unit, which a fixed tree adds up. For training, where a
/// <see cref="PackedWeight"/> would be stale after each step.
/// </summary>
/// <param name="Dense">The layer.</param>
/// <param name="IsGradient">Whether the result is a gradient, whose other lanes are zero.</param>
public sealed record OneSampleDense(Dense Dense, bool IsGradient) : OneSampleOperation(Dense)
{
    /// <inheritdoc/>
    public override bool CanBeContiguous => true;

    /// <inheritdoc/>
    public override bool HasBitsOfBlocks => false;

    /// <summary>The sample's features, the running sums of its units, and these added up.</summary>
    public override int Workspace(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) =>
        PackedWeight.Padded(inputs[0].Shape.Count) + (Dense.Units * VectorWidth.Lanes) + PackedWeight.Padded(Dense.Units);

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var (features, vector) = (kernel.InputShape(0).Count, kernel.Vector);
        var whole = features / VectorWidth.Lanes * VectorWidth.Lanes;
        Offset partials = PackedWeight.Padded(features);
        kernel.Write($"""
            // Vectors of features: each unit has sixteen running sums, which one tree adds up at every width.
            ref var partials = ref {partials.In("workspace")};
            ref var sums = ref {(partials + (Dense.Units * VectorWidth.Lanes)).In("workspace")};
            """);
        var sample = Sample(kernel);
        if (!IsInputContiguous)
        {
            SampleLanes.Gather(kernel, sample, 0, features, "workspace");
            sample = "workspace";
        }

        kernel.Write($"ref var x = ref {sample};");
        EmitRest(kernel, features, whole);
        if (whole > 0)
        {
            foreach (var tiles in Tiling.Split(Dense.Units, vector.Count / 2))
            {
                using (kernel.For("unit", tiles, out var unit))
                {
                    EmitTile(kernel, features, whole, unit, tiles.Size);
                }
            }

            kernel.Write($"Lanes.AddSums(ref partials, {Dense.Units}, ref sums);");
        }

        EmitResults(kernel);
    }

    private static void EmitTile(KernelWriter kernel, int features, int whole, Offset unit, int units)
    {
        var vector = kernel.Vector;
        var sums = (from u in Enumerable.Range(0, units) from lane in Enumerable.Range(0, VectorWidth.Lanes / vector.Count) select (Unit: u, Lane: lane * vector.Count, Name: $"sum{u}_{lane}")).ToArray();
        kernel.Write($"ref var weights = ref {(unit * features).In("weight")};");
        foreach (var sum in sums)
        {
            kernel.Write($"var {sum.Name} = {vector.Zero};");
        }

        using (kernel.For("feature", 0, whole, VectorWidth.Lanes, out var feature))
        {
            for (var lane = 0; lane < VectorWidth.Lanes; lane += vector.Count)
            {
                kernel.Write($"var x{lane} = {vector.Load("x", feature + lane)};");
            }

            foreach (var (u, lane, name) in sums)
            {
                kernel.Write($"{name} = {vector.MultiplyAdd(vector.Load("weights", feature + ((u * features) + lane)), $"x{lane}", name)};");
            }
        }

        foreach (var (u, lane, name) in sums)
        {
            kernel.Write($"{vector.Store(name, "partials", ((unit + u) * VectorWidth.Lanes) + lane)};");
        }
    }

    // Biases, and the features beyond the last sixteen.
    private void EmitRest(KernelWriter kernel, int features, int whole)
    {
        using (kernel.For("unit", Dense.Units, out var unit))
        {
            kernel.Write($"var rest = {(Dense.HasBias ? unit.In("bias") : "0f")};");
            if (whole < features)
            {
                using (kernel.For("feature", whole, features, 1, out var feature))
                {
                    kernel.Write($"rest = MathF.FusedMultiplyAdd({((unit * features) + feature).In("weight")}, {feature.In("x")}, rest);");
                }
            }

            kernel.Write($"{unit.In("sums")} = rest;");
        }
    }

    private void EmitResults(KernelWriter kernel)
    {
        if (Dense.Activation is { } activation)
        {
            using (kernel.For("i", 0, PackedWeight.Padded(Dense.Units), kernel.Vector.Count, out var i))
            {
                kernel.Write($"""
                    var sum = {kernel.Vector.Load("sums", i)};
                    {kernel.Vector.Store(activation.Vector(kernel.Vector, "sum"), "sums", i)};
                    """);
            }
        }

        using (kernel.For("unit", Dense.Units, out var unit))
        {
            new SampleLanes(IsGradient, IsOutputContiguous).Write(kernel, unit.In("sums"), "output", unit);
        }
    }
}
