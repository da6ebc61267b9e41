using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>The gradient of a bias that stands once for each first-axis index (unit or channel), or of the shape given: db += Σ over samples and positions of dy.</summary>
public sealed record BiasGradient(Shape? Bias = null) : ChannelSum
{
    /// <inheritdoc/>
    public override string Name => nameof(BiasGradient);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["outputGradient"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => ["biasGradient"];

    /// <inheritdoc/>
    public override bool SumsElements => Bias is null;

    /// <inheritdoc/>
    public override string Describe() => Name;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Bias ?? base.Infer(inputs);

    /// <inheritdoc/>
    public override OneSampleForm ForOneSample(Node node) => OneSampleForm.Of(new OneSampleBiasGradient(this, Signature.Of(node)), node);

    private protected override double Term(ReferenceCall call, int sample, int channel, int element) => call.Input(0)[element];

    private protected override string Add(KernelWriter kernel, string sum, int number, Offset offset) => $"{sum} + {kernel.Vector.Load("outputGradient", offset)}";

    /// <inheritdoc/>
    public override int? StraightCost(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => inputs[0].Shape.Count;

    /// <inheritdoc/>
    public override void EmitStraight(StraightWriter code)
    {
        var positions = code.InputShape().Count / code.OutputShape().Count;
        for (var bias = 0; bias < code.OutputShape().Count; bias++)
        {
            var sum = code.Local("sum", code.Input(0, bias * positions));
            for (var position = 1; position < positions; position++)
            {
                code.Assign(sum, $"{sum} + {code.Input(0, (bias * positions) + position)}");
            }

            code.Accumulate(0, bias, sum);
        }
    }
}
