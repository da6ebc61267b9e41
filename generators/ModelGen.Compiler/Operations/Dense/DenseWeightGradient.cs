using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>The gradient of a dense layer's weight: dW += Σ over samples of dy·xᵀ. The kernel adds the samples of a block in order, vectorized over features.</summary>
public sealed record DenseWeightGradient : Operation
{
    /// <summary>Whether no other reduction adds to the result, so that the kernel may store.</summary>
    public bool IsAlone { get; init; }

    /// <summary>The batch's column that the input is: its samples are read from there. Null where the input is computed.</summary>
    public int? Column { get; init; }

    /// <summary>The time axis whose steps are added up in registers too; null where there is none, or the kernel is called for each.</summary>
    public TimeAxis? Time { get; init; }

    /// <inheritdoc/>
    public override string Name => nameof(DenseWeightGradient);

    /// <inheritdoc/>
    public override bool RunsAlongTime => Time is not null;

    /// <summary>By units.</summary>
    public override bool DividesWork => Time is not null;

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["outputGradient", "input"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => ["weightGradient"];

    /// <inheritdoc/>
    public override bool IsReduction => true;

    /// <inheritdoc/>
    public override bool StoresFirst => IsAlone;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Shape.Of(inputs[0].Count, inputs[1].Count);

    /// <inheritdoc/>
    public override long MultiplyAdds(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => (long)outputs[0].Shape.Count * (Time?.MaximumLength ?? 1);

    /// <inheritdoc/>
    public override bool KernelReads(int input) => input == 0 || Column is null;

    /// <summary>The input, transposed to [samples][features] at each step.</summary>
    public override int Workspace(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => Column is null ? checked(VectorWidth.Lanes * inputs[1].Shape.Count * (Time?.MaximumLength ?? 1)) : 0;

    /// <inheritdoc/>
    public override OneSampleForm ForOneSample(Node node) => OneSampleForm.Of(new OneSampleDenseWeightGradient(this, Signature.Of(node)), node);

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var (outputGradient, input, weightGradient) = (call.Input(0), call.Input(1), call.Output());
        var (units, features) = (call.OutputShape()[0], call.OutputShape()[1]);
        for (var sample = 0; sample < call.Batch * (Time?.MaximumLength ?? 1); sample++)
        {
            for (var unit = 0; unit < units; unit++)
            {
                for (var feature = 0; feature < features; feature++)
                {
                    weightGradient[(unit * features) + feature] += outputGradient[(sample * units) + unit] * input[(sample * features) + feature];
                }
            }
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var (units, features) = (kernel.OutputShape()[0], kernel.OutputShape()[1]);
        var vector = kernel.Vector;
        kernel.Write("// The input, sample after sample: a vector is then one of features, and a tile's sums stay in registers over all samples.");
        if (Column is { } column)
        {
            kernel.Write($"ref var rows = ref block.Floats({column}, {features});");
        }
        else if (Time is not null)
        {
            kernel.Write("ref var rows = ref workspace;");
            kernel.DeclareSteps(Time);
            using (kernel.ForPartOfSteps(out var step))
            {
                var place = step * (features * VectorWidth.Lanes);
                kernel.Write($"Lanes.Store(ref {place.In("input")}, {features}, block.Samples, ref {place.In("rows")});");
            }

            kernel.Write("block.Sync();");
        }
        else
        {
            kernel.Write($"""
                ref var rows = ref workspace;
                Lanes.Store(ref input, {features}, block.Samples, ref rows);
                """);
        }

        var whole = features / vector.Count;
        foreach (var unitTiles in Tiling.Split(units, 4))
        {
            using (DividesWork ? kernel.ForPart("unit", unitTiles, out var unit) : kernel.For("unit", unitTiles, out unit))
            {
                foreach (var vectors in Tiling.Split(whole, vector.Bits == 512 ? 4 : 2))
                {
                    var ofFeatures = new TileRun(vectors.First * vector.Count, vectors.Size * vector.Count, vectors.Count);
                    using (kernel.For("feature", ofFeatures, out var feature))
                    {
                        EmitTile(kernel, features, (unit, unitTiles.Size), (feature, vectors.Size));
                    }
                }

                if (features % vector.Count > 0)
                {
                    kernel.Write("// Features beyond the last whole vector: the same sums, one at a time.");
                    using (kernel.For("feature", whole * vector.Count, features, 1, out var feature))
                    {
                        EmitScalars(kernel, features, (unit, unitTiles.Size), feature);
                    }
                }
            }
        }
    }

    private void EmitTile(KernelWriter kernel, int features, (Offset First, int Count) units, (Offset First, int Vectors) tile)
    {
        var vector = kernel.Vector;
        var sums = (from u in Enumerable.Range(0, units.Count) from v in Enumerable.Range(0, tile.Vectors) select (Name: $"sum{u}_{v}", Weight: Weight(u, v))).ToArray();
        foreach (var (name, weight) in sums)
        {
            kernel.Write($"var {name} = {(StoresFirst ? vector.Zero : vector.Load("weightGradient", weight))};");
        }

        if (StoresFirst)
        {
            using (kernel.Block("if (!block.IsFirst)"))
            {
                foreach (var (name, weight) in sums)
                {
                    kernel.Write($"{name} = {vector.Load("weightGradient", weight)};");
                }
            }
        }

        using (Time is null ? kernel.Names() : kernel.ForSteps(out _))
        using (kernel.ForSamples(out var sample))
        {
            for (var v = 0; v < tile.Vectors; v++)
            {
                kernel.Write($"var x{v} = {vector.Load("rows", (RowOf(sample) * features) + tile.First + (v * vector.Count))};");
            }

            for (var u = 0; u < units.Count; u++)
            {
                kernel.Write($"var dy{u} = {vector.Broadcast((GradientsOf(kernel) + ((units.First + u) * VectorWidth.Lanes) + sample).In("outputGradient"))};");
                for (var v = 0; v < tile.Vectors; v++)
                {
                    kernel.Write($"sum{u}_{v} = {vector.MultiplyAdd($"dy{u}", $"x{v}", $"sum{u}_{v}")};");
                }
            }
        }

        foreach (var (name, weight) in sums)
        {
            kernel.Write($"{vector.Store(name, "weightGradient", weight)};");
        }

        Offset Weight(int u, int v) => ((units.First + u) * features) + tile.First + (v * vector.Count);
    }

    private void EmitScalars(KernelWriter kernel, int features, (Offset First, int Count) units, Offset feature)
    {
        for (var u = 0; u < units.Count; u++)
        {
            var unit = units.First + u;
            kernel.Write($"ref var gradient{u} = ref {((unit * features) + feature).In("weightGradient")};");
            if (StoresFirst)
            {
                kernel.Write($"gradient{u} = block.IsFirst ? 0f : gradient{u};");
            }

            using (Time is null ? kernel.Names() : kernel.ForSteps(out _))
            using (kernel.ForSamples(out var sample))
            {
                kernel.Write($"""
                    var dy = {(GradientsOf(kernel) + (unit * VectorWidth.Lanes) + sample).In("outputGradient")};
                    gradient{u} = MathF.FusedMultiplyAdd(dy, {((RowOf(sample) * features) + feature).In("rows")}, gradient{u});
                    """);
            }
        }
    }

    private Offset RowOf(Offset sample) => Time is null ? sample : ((Offset)"step" * VectorWidth.Lanes) + sample;

    /// <summary>Where the running step's gradients begin.</summary>
    private Offset GradientsOf(KernelWriter kernel) => Time is null ? 0 : (Offset)"step" * (kernel.OutputShape()[0] * VectorWidth.Lanes);

    /// <inheritdoc/>
    public override int? StraightCost(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => outputs[0].Shape.Count * 2;

    /// <inheritdoc/>
    public override void EmitStraight(StraightWriter code)
    {
        var (units, features) = (code.OutputShape()[0], code.OutputShape()[1]);
        for (var unit = 0; unit < units; unit++)
        {
            for (var feature = 0; feature < features; feature++)
            {
                code.Accumulate(0, (unit * features) + feature, $"{code.Input(0, unit)} * {code.Input(1, feature)}");
            }
        }
    }
}
