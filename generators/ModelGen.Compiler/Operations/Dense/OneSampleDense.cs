using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>A fully connected layer for one sample while it is trained, its weight as PyTorch lays it out: a dot product for each unit, of sixteen partial sums that one fixed tree adds up.</summary>
public sealed record OneSampleDense(Dense Dense, Signature Signature) : OneSampleOperation(Dense, Signature)
{
    // Sums that are computed side by side, so that one multiply-add need not wait for the last.
    private const int Sums = 8;

    /// <inheritdoc/>
    public override bool HasBitsOfBatches => false;

    private int Features => Signature.Inputs[0].Count;

    /// <summary>Sixteen partial sums for each unit.</summary>
    public override int Workspace(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => Dense.Units * VectorWidth.Lanes;

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var vector = kernel.Vector;
        kernel.Write("// Sixteen partial sums for each unit, of every sixteenth product; they are added up last.");
        Sixteens.DeclareTail(kernel, Features);
        foreach (var tiles in Tiling.Split(Dense.Units, Sums * vector.Count / VectorWidth.Lanes))
        {
            using (kernel.For("unit", tiles, out var unit))
            {
                EmitTile(kernel, unit, tiles.Size);
            }
        }

        if (Dense.HasBias)
        {
            kernel.Write($"Lanes.Copy(ref bias, {Dense.Units}, ref output);");
        }
        else
        {
            Sixteens.Clear(kernel, "output", Dense.Units);
        }

        kernel.Write($"Lanes.AddSums(ref workspace, {Dense.Units}, ref output);");
        if (Dense.Activation is not null)
        {
            using (kernel.For("i", 0, Dense.Units, vector.Count, out var i))
            {
                kernel.Write($"""
                    var sum = {vector.Load("output", i)};
                    {vector.Store(Dense.Activation.Vector(vector, "sum"), "output", i)};
                    """);
            }
        }
    }

    private void EmitTile(KernelWriter kernel, Offset unit, int units)
    {
        var vector = kernel.Vector;
        kernel.Write($"ref var weights = ref {(unit * Features).In("weight")};");
        ForEachSum((u, part) => kernel.Write($"var sum{u}_{part} = {vector.Zero};"));
        Sixteens.ForVectors(kernel, Features, (feature, part, isTail) =>
        {
            kernel.Write($"var x{part} = {vector.Load("input", feature)};");
            for (var u = 0; u < units; u++)
            {
                var sum = vector.MultiplyAdd(vector.Load("weights", (u * Features) + feature), $"x{part}", $"sum{u}_{part}");
                kernel.Write($"sum{u}_{part} = {Sixteens.Select(kernel, isTail, sum, $"sum{u}_{part}")};");
            }
        });
        ForEachSum((u, part) => kernel.Write($"{vector.Store($"sum{u}_{part}", "workspace", ((unit + u) * VectorWidth.Lanes) + (part * vector.Count))};"));

        void ForEachSum(Action<int, int> write)
        {
            for (var u = 0; u < units; u++)
            {
                foreach (var part in Sixteens.Parts(kernel))
                {
                    write(u, part);
                }
            }
        }
    }

    /// <inheritdoc/>
    public override int? StraightCost(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) =>
        (Dense.Units * ((2 * inputs[0].Shape.Count) + 1)) + (outputs[0].Shape.Count * (Dense.Activation?.Cost ?? 0));

    /// <summary>Sixteen partial sums for each unit, and their sums.</summary>
    public override int StraightWorkspace => (Dense.Units * VectorWidth.Lanes) + PackedWeight.Padded(Dense.Units);

    /// <inheritdoc/>
    public override void EmitStraight(StraightWriter code)
    {
        var (vector, weight, workspace) = (code.Vector, code.PlaceOf(code.Node.Inputs[1]), code.Workspace);
        var tail = Features % vector.Count == 0 ? string.Empty : code.Local("tail", Sixteens.Tail(vector, Features % vector.Count));
        for (var unit = 0; unit < Dense.Units; unit++)
        {
            var parts = new string?[VectorWidth.Lanes / vector.Count];
            for (var feature = 0; feature < Features; feature += vector.Count)
            {
                var part = feature / vector.Count % parts.Length;
                var (weights, x) = (vector.Load(weight.Reference, weight.First + (unit * Features) + feature), code.Input(0, feature / vector.Count));
                var sum = parts[part] is { } before ? vector.MultiplyAdd(weights, x, before) : $"{weights} * {x}";
                if (Features - feature < vector.Count)
                {
                    sum = vector.Select(tail, sum, parts[part] ?? vector.Zero);
                }

                parts[part] = code.Local("sum", sum);
            }

            for (var part = 0; part < parts.Length; part++)
            {
                code.Write($"{vector.Store(parts[part] ?? vector.Zero, workspace.Reference, workspace.First + (unit * VectorWidth.Lanes) + (part * vector.Count))};");
            }
        }

        var sums = workspace.First + (Dense.Units * VectorWidth.Lanes);
        for (var i = 0; i < Dense.Units; i += vector.Count)
        {
            var bias = Dense.HasBias ? code.PlaceOf(code.Node.Inputs[2]) : default;
            code.Write($"{vector.Store(Dense.HasBias ? vector.Load(bias.Reference, bias.First + i) : vector.Zero, workspace.Reference, sums + i)};");
        }

        code.Write($"Lanes.AddSums(ref {((Offset)workspace.First).In(workspace.Reference)}, {Dense.Units}, ref {((Offset)sums).In(workspace.Reference)});");
        for (var i = 0; i < Dense.Units; i += vector.Count)
        {
            var sum = code.Local("sum", vector.Load(workspace.Reference, sums + i));
            code.Define(0, i / vector.Count, Dense.Activation is null ? sum : Dense.Activation.Vector(vector, sum));
        }
    }
}
