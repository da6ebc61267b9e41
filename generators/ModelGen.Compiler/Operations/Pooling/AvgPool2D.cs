using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>The average of each window of each channel; zeros of the padding count (PyTorch's count_include_pad).</summary>
public sealed record AvgPool2D(PoolWindow Window) : Operation, IPooling
{
    /// <inheritdoc/>
    public override string Name => nameof(AvgPool2D);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["input"];

    /// <inheritdoc/>
    public override string Describe() => Window.Describe(Name);

    /// <inheritdoc/>
    public override Problem? Validate() => Window.Validate();

    /// <inheritdoc/>
    public override IReadOnlyList<int> Unread(Shape input) => Window.Unread(input);

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Window.Infer(inputs[0]);

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context) =>
        [context.AddIfNeeded(0, new AvgPool2DGradient(Window, context.Input(0).Shape), context.OutputGradient)];

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var (input, output) = (call.Input(0), call.Output());
        Window.ForEach(call.Batch, call.InputShape(0), call.OutputShape(), (y, x, divisor) => output[y] += input[x] / divisor);
    }

    /// <inheritdoc/>
    public override OneSampleForm ForOneSample(Node node) => OneSamplePooling.Of(node);

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel) => ((IPooling)this).Emit(kernel, kernel.Signature, new PoolNumbers.OfSamples(kernel.Vector));

    void IPooling.Emit(KernelWriter kernel, Signature signature, PoolNumbers numbers)
    {
        var pool = new PoolKernel(kernel, Window, signature.Inputs[0], signature.Outputs[0], numbers);
        pool.Write(
            _ => kernel.Write($"var sum = {numbers.Constant(0)};"),
            (_, x) => kernel.Write($"sum += {numbers.Load("input", x)};"),
            y => kernel.Write($"{numbers.Store($"sum * (1f / {pool.Divisor})", "output", y)};"));
    }
}

/// <summary>The gradient of average pooling: each element of a window gets an equal share.</summary>
public sealed record AvgPool2DGradient(PoolWindow Window, Shape Input) : Operation, IPooling
{
    /// <inheritdoc/>
    public override string Name => nameof(AvgPool2DGradient);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["outputGradient"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => ["inputGradient"];

    /// <inheritdoc/>
    public override string Describe() => Window.Describe(Name);

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Input;

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var (outputGradient, inputGradient) = (call.Input(0), call.Output());
        Window.ForEach(call.Batch, Input, call.InputShape(0), (y, x, divisor) => inputGradient[x] += outputGradient[y] / divisor);
    }

    /// <inheritdoc/>
    public override OneSampleForm ForOneSample(Node node) => OneSamplePooling.Of(node);

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel) => ((IPooling)this).Emit(kernel, kernel.Signature, new PoolNumbers.OfSamples(kernel.Vector));

    void IPooling.Emit(KernelWriter kernel, Signature signature, PoolNumbers numbers)
    {
        var pool = new PoolKernel(kernel, Window, Input, signature.Inputs[0], numbers);
        if (!pool.IsPartition)
        {
            pool.WriteZeros("inputGradient");
        }

        pool.Write(
            y => kernel.Write($"var share = {numbers.Load("outputGradient", y)} * (1f / {pool.Divisor});"),
            (_, x) => kernel.Write($"{numbers.Store(pool.IsDisjoint ? "share" : $"{numbers.Load("inputGradient", x)} + share", "inputGradient", x)};"),
            _ => { });
    }
}
