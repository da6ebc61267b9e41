using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>A gradient that is known once for the batch (of a parameter behind functions of parameters), added up over the samples: result += value · Σ w, and the samples' weights w add up to 1.</summary>
public sealed record ParameterGradient : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(ParameterGradient);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["value", "sampleWeight"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => ["gradient"];

    /// <inheritdoc/>
    public override bool IsReduction => true;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => inputs[0];

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var total = call.Input(1).Sum();
        for (var i = 0; i < call.Output().Length; i++)
        {
            call.Output()[i] += call.Input(0)[i] * total;
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        kernel.Write("var total = 0f;");
        using (kernel.ForSamples(out var sample))
        {
            kernel.Write($"total += {sample.In("sampleWeight")};");
        }

        using (kernel.For("i", kernel.OutputShape().Count, out var i))
        {
            kernel.Write($"{i.In("gradient")} = MathF.FusedMultiplyAdd({i.In("value")}, total, {i.In("gradient")});");
        }
    }
}
