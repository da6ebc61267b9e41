using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>The average of each window of each channel; zeros of the padding count (PyTorch's count_include_pad).</summary>
public sealed record AvgPool2D(PoolWindow Window) : Operation, IPoolsSample
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
    public override void Emit(KernelWriter kernel)
    {
        var vector = kernel.Vector;
        var pool = new PoolKernel(kernel, Window, kernel.InputShape(), kernel.OutputShape());
        pool.Write(
            _ => kernel.Write($"var sum = {vector.Zero};"),
            (_, x) => kernel.Write($"sum += {vector.Load("input", x)};"),
            y => kernel.Write($"{vector.Store($"sum * (1f / {pool.Divisor})", "output", y)};"));
    }

    /// <inheritdoc/>
    public void EmitSample(KernelWriter kernel, string sample)
    {
        var pool = new PoolKernel(kernel, Window, kernel.InputShape(), kernel.OutputShape(), isContiguous: true);
        pool.Write(
            _ => kernel.Write("var sum = 0f;"),
            (_, x) => kernel.Write($"sum += {x.In(sample)};"),
            y => kernel.Write($"{y.In("output")} = sum * (1f / {pool.Divisor});"));
    }
}

/// <summary>The gradient of average pooling: each element of a window gets an equal share.</summary>
public sealed record AvgPool2DGradient(PoolWindow Window, Shape Input) : Operation
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
    public override void Emit(KernelWriter kernel)
    {
        var vector = kernel.Vector;
        var pool = new PoolKernel(kernel, Window, Input, kernel.InputShape());
        if (!pool.IsPartition)
        {
            pool.WriteZeros("inputGradient");
        }

        pool.Write(
            y => kernel.Write($"var share = {vector.Load("outputGradient", y)} * (1f / {pool.Divisor});"),
            (_, x) => kernel.Write($"{vector.Store(pool.IsDisjoint ? "share" : $"{vector.Load("inputGradient", x)} + share", "inputGradient", x)};"),
            _ => { });
    }
}
