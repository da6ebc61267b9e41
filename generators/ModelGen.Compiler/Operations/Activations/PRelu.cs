using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>x where positive, otherwise a·x with one learned slope a (He et al. 2015); PyTorch's <c>PReLU</c> with its defaults.</summary>
public sealed record PRelu : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(PRelu);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["input", "weight"];

    /// <inheritdoc/>
    public override int WeightCount => 1;

    /// <inheritdoc/>
    public override int InPlaceInput => 0;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => inputs[0];

    /// <inheritdoc/>
    public override IReadOnlyList<Weight> Weights(IReadOnlyList<Shape> inputs) => [new Weight("weight", Shape.Of(1), new Initial("Constant", 0.25f, 1, 1))];

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context) =>
    [
        context.AddIfNeeded(0, new PReluInputGradient(), context.OutputGradient, context.Input(0), context.Input(1)),
        context.AddIfNeeded(1, new PReluWeightGradient(), context.OutputGradient, context.Input(0)),
    ];

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var (input, slope, output) = (call.Input(0), call.Input(1)[0], call.Output());
        for (var i = 0; i < output.Length; i++)
        {
            output[i] = input[i] > 0 ? input[i] : slope * input[i];
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var vector = kernel.Vector;
        kernel.Write($"var slope = {vector.Broadcast("weight")};");
        using (kernel.ForVectors(kernel.OutputShape().Count, out var i))
        {
            kernel.Write($"""
                var x = {vector.Load("input", i)};
                {vector.Store(vector.Select(vector.Compare("GreaterThan", "x", vector.Zero), "x", "x * slope"), "output", i)};
                """);
        }
    }

    /// <inheritdoc/>
    public override int? StraightCost(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => 3 * outputs[0].Shape.Count;

    /// <inheritdoc/>
    public override void EmitStraight(StraightWriter code)
    {
        for (var element = 0; element < code.OutputShape().Count; element++)
        {
            var x = code.Input(0, element);
            code.Define(0, element, code.Vector.Select(code.Vector.Compare("GreaterThan", x, code.Vector.Zero), x, $"{x} * {code.Input(1, 0)}"));
        }
    }
}

/// <summary>The gradient of <see cref="PRelu"/>'s input: dy where x is positive, otherwise a·dy.</summary>
public sealed record PReluInputGradient : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(PReluInputGradient);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["outputGradient", "input", "weight"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => ["inputGradient"];

    /// <inheritdoc/>
    public override int InPlaceInput => 0;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => inputs[0];

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var (outputGradient, input, slope, inputGradient) = (call.Input(0), call.Input(1), call.Input(2)[0], call.Output());
        for (var i = 0; i < inputGradient.Length; i++)
        {
            inputGradient[i] = input[i] > 0 ? outputGradient[i] : slope * outputGradient[i];
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var vector = kernel.Vector;
        kernel.Write($"var slope = {vector.Broadcast("weight")};");
        using (kernel.ForVectors(kernel.OutputShape().Count, out var i))
        {
            kernel.Write($"""
                var dy = {vector.Load("outputGradient", i)};
                {vector.Store(vector.Select(vector.Compare("GreaterThan", vector.Load("input", i), vector.Zero), "dy", "dy * slope"), "inputGradient", i)};
                """);
        }
    }

    /// <inheritdoc/>
    public override int? StraightCost(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => 3 * outputs[0].Shape.Count;

    /// <inheritdoc/>
    public override void EmitStraight(StraightWriter code)
    {
        for (var element = 0; element < code.OutputShape().Count; element++)
        {
            var dy = code.Input(0, element);
            code.Define(0, element, code.Vector.Select(code.Vector.Compare("GreaterThan", code.Input(1, element), code.Vector.Zero), dy, $"{dy} * {code.Input(2, 0)}"));
        }
    }
}

/// <summary>The gradient of <see cref="PRelu"/>'s slope: da += Σ over samples and values of x·dy where x is not positive.</summary>
public sealed record PReluWeightGradient : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(PReluWeightGradient);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["outputGradient", "input"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => ["weightGradient"];

    /// <inheritdoc/>
    public override bool IsReduction => true;

    /// <summary>A sum for each lane.</summary>
    public override int Workspace(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => VectorWidth.Lanes;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Shape.Of(1);

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var (outputGradient, input, weightGradient) = (call.Input(0), call.Input(1), call.Output());
        for (var i = 0; i < input.Length; i++)
        {
            weightGradient[0] += input[i] > 0 ? 0 : input[i] * outputGradient[i];
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var vector = kernel.Vector;

        // Slices without a real sample count as 0.
        using (kernel.ForVectors(1, out var i))
        {
            kernel.Write($"{vector.Store(vector.Zero, "workspace", i)};");
        }

        using (kernel.ForSlices(out var lane))
        {
            kernel.Write($"var sum = {vector.Zero};");
            RunSum.Write(kernel, kernel.InputShape().Count, ["sum"], (chain, index) => kernel.Write($"""
                var x{chain} = VectorMath.Min({vector.Zero}, {vector.Load("input", (index * VectorWidth.Lanes) + lane)});
                sum{chain} = {vector.MultiplyAdd($"x{chain}", vector.Load("outputGradient", (index * VectorWidth.Lanes) + lane), $"sum{chain}")};
                """));
            kernel.Write($"{vector.Store("sum", "workspace", lane)};");
        }

        kernel.Write("Lanes.AddSums(ref workspace, 1, ref weightGradient);");
    }
}
