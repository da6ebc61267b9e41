using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>All steps of a sequence as one value of the sample, [largest length, …]; 0 beyond the sequence's end.</summary>
/// <param name="MaximumLength">The largest length, which is the time axis's: shapes do not know it.</param>
public sealed record StepsAsAxis(int MaximumLength) : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(StepsAsAxis);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["input", "lengths"];

    /// <inheritdoc/>
    public override bool RunsAlongTime => true;

    /// <inheritdoc/>
    public override TimeAxis? ResultTime(IReadOnlyList<Value> inputs) => null;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => new Shape([MaximumLength, .. inputs[0].Sizes]);

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context) => [context.AddIfNeeded(0, new StepsAsAxisGradient(context.Input(0).Time!), context.OutputGradient, context.Input(1)), null];

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call) => CopyReal(call, call.TimeOf(), call.InputShape(0).Count);

    /// <summary>Copies what belongs to real steps: all steps of a sample stand side by side in either form.</summary>
    internal static void CopyReal(ReferenceCall call, TimeAxis time, int count)
    {
        for (var i = 0; i < call.Output().Length; i++)
        {
            call.Output()[i] = i / count % time.MaximumLength < call.LengthOf(time, i / count / time.MaximumLength) ? call.Input(0)[i] : 0;
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        kernel.Write($"const int steps = {MaximumLength};");
        EmitCopy(kernel, kernel.InputShape().Count, "input", "output");
    }

    /// <summary>Writes the same copy; lanes without a sample have one step, so that they are finite.</summary>
    internal static void EmitCopy(KernelWriter kernel, int count, string from, string to)
    {
        var vector = kernel.Vector;
        using (kernel.ForSlices(out var lane))
        {
            kernel.Write($"var length = {vector.Class}.Max({vector.Load("lengths", lane)}, {vector.IntegerType}.One);");
            using (kernel.ForSteps(out var step))
            {
                kernel.Write($"var isReal = {StepChoice.All.Mask(vector)};");
                using (kernel.For("element", count, out var element))
                {
                    var place = kernel.Declare("place", (((step * count) + element) * VectorWidth.Lanes) + lane);
                    kernel.Write($"{vector.Store(vector.Select("isReal", vector.Load(from, place), vector.Zero), to, place)};");
                }
            }
        }
    }
}

/// <summary>The gradient of <see cref="StepsAsAxis"/>: each real step's own.</summary>
/// <param name="Time">The sequence's time axis.</param>
public sealed record StepsAsAxisGradient(TimeAxis Time) : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(StepsAsAxisGradient);

    /// <inheritdoc/>
    public override string Describe() => Name;

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["outputGradient", "lengths"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => ["inputGradient"];

    /// <inheritdoc/>
    public override bool RunsAlongTime => true;

    /// <inheritdoc/>
    public override TimeAxis? ResultTime(IReadOnlyList<Value> inputs) => Time;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => new Shape([.. inputs[0].Sizes.Skip(1)]);

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call) => StepsAsAxis.CopyReal(call, Time, call.OutputShape().Count);

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        kernel.DeclareSteps(Time);
        StepsAsAxis.EmitCopy(kernel, kernel.OutputShape().Count, "outputGradient", "inputGradient");
    }
}
