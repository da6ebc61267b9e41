using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>The gradient of a dense layer's weight: dW += Σ over samples of dy·xᵀ. The kernel adds the samples of a block in order, vectorized over features.</summary>
public sealed record DenseWeightGradient : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(DenseWeightGradient);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["outputGradient", "input"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => ["weightGradient"];

    /// <inheritdoc/>
    public override bool IsReduction => true;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Shape.Of(inputs[0].Count, inputs[1].Count);

    /// <inheritdoc/>
    public override long MultiplyAdds(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => outputs[0].Shape.Count;

    /// <summary>The input, transposed to [16 samples][features].</summary>
    public override int Workspace(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => VectorWidth.Lanes * inputs[1].Shape.Count;

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var (outputGradient, input, weightGradient) = (call.Input(0), call.Input(1), call.Output());
        var (units, features) = (call.OutputShape()[0], call.OutputShape()[1]);
        for (var sample = 0; sample < call.Batch; sample++)
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
        kernel.Write($"Lanes.Transpose(ref input, {features}, ref workspace);");
        foreach (var (firstUnit, unitTile, unitGroups) in Tiling.Split(units, 4))
        {
            using (kernel.For("unitGroup", unitGroups))
            {
                kernel.Write($"var unit = {firstUnit} + unitGroup * {unitTile};");
                var whole = features / vector.Count;
                foreach (var (firstVector, vectorTile, vectorGroups) in Tiling.Split(whole, vector.Bits == 512 ? 4 : 2))
                {
                    using (kernel.For("vectorGroup", vectorGroups))
                    {
                        kernel.Write($"var feature = ({firstVector} + vectorGroup * {vectorTile}) * {vector.Count};");
                        EmitTile(kernel, features, unitTile, vectorTile);
                    }
                }

                // Features beyond the last whole vector: the same sums, one at a time.
                using (features % vector.Count > 0 ? kernel.Block($"for (var feature = {whole * vector.Count}; feature < {features}; feature++)") : null as IDisposable)
                {
                    if (features % vector.Count > 0)
                    {
                        EmitScalars(kernel, features, unitTile);
                    }
                }
            }
        }
    }

    private static void EmitTile(KernelWriter kernel, int features, int unitTile, int vectorTile)
    {
        var vector = kernel.Vector;
        for (var u = 0; u < unitTile; u++)
        {
            for (var v = 0; v < vectorTile; v++)
            {
                kernel.Write($"var sum{u}_{v} = {vector.Load("weightGradient", Offset(u, v))};");
            }
        }

        using (kernel.Block("for (var sample = 0; sample < block.Samples; sample++)"))
        {
            for (var v = 0; v < vectorTile; v++)
            {
                kernel.Write($"var x{v} = {vector.Load("workspace", $"sample * {features} + feature + {v * vector.Count}")};");
            }

            for (var u = 0; u < unitTile; u++)
            {
                kernel.Write($"var dy{u} = {vector.Broadcast($"Unsafe.Add(ref outputGradient, (unit + {u}) * {VectorWidth.Lanes} + sample)")};");
                for (var v = 0; v < vectorTile; v++)
                {
                    kernel.Write($"sum{u}_{v} = {vector.MultiplyAdd($"dy{u}", $"x{v}", $"sum{u}_{v}")};");
                }
            }
        }

        for (var u = 0; u < unitTile; u++)
        {
            for (var v = 0; v < vectorTile; v++)
            {
                kernel.Write($"{vector.Store($"sum{u}_{v}", "weightGradient", Offset(u, v))};");
            }
        }

        string Offset(int u, int v) => $"(unit + {u}) * {features} + feature + {v * vector.Count}";
    }

    private static void EmitScalars(KernelWriter kernel, int features, int unitTile)
    {
        for (var u = 0; u < unitTile; u++)
        {
            kernel.Write($$"""
                ref var gradient{{u}} = ref Unsafe.Add(ref weightGradient, (unit + {{u}}) * {{features}} + feature);
                for (var sample = 0; sample < block.Samples; sample++)
                {
                    gradient{{u}} = MathF.FusedMultiplyAdd(Unsafe.Add(ref outputGradient, (unit + {{u}}) * {{VectorWidth.Lanes}} + sample), Unsafe.Add(ref workspace, sample * {{features}} + feature), gradient{{u}});
                }
                """);
        }
    }

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
