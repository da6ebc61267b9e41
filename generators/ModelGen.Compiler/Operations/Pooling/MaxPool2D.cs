using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>The maximum of each window of each channel. NaN propagates, as in PyTorch.</summary>
public sealed record MaxPool2D(PoolWindow Window) : Operation, IPoolsSample
{
    /// <inheritdoc/>
    public override string Name => nameof(MaxPool2D);

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
        [context.AddIfNeeded(0, new MaxPool2DGradient(Window), context.OutputGradient, context.Input(0), context.Output())];

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var (input, output) = (call.Input(0), call.Output());
        for (var i = 0; i < output.Length; i++)
        {
            output[i] = double.NegativeInfinity;
        }

        Window.ForEach(call.Batch, call.InputShape(0), call.OutputShape(), (y, x, _) => output[y] = input[x] > output[y] || double.IsNaN(input[x]) ? input[x] : output[y]);
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var vector = kernel.Vector;
        new PoolKernel(kernel, Window, kernel.InputShape(), kernel.OutputShape()).Write(
            _ => kernel.Write($"var maximum = {vector.Constant(double.NegativeInfinity)};"),
            (_, x) => kernel.Write($"maximum = VectorMath.Max(maximum, {vector.Load("input", x)});"),
            y => kernel.Write($"{vector.Store("maximum", "output", y)};"));
    }

    /// <inheritdoc/>
    public void EmitSample(KernelWriter kernel, string sample) =>
        new PoolKernel(kernel, Window, kernel.InputShape(), kernel.OutputShape(), isContiguous: true).Write(
            _ => kernel.Write("var maximum = float.NegativeInfinity;"),
            (_, x) => kernel.Write($"maximum = VectorMath.Max(maximum, {x.In(sample)});"),
            y => kernel.Write($"{y.In("output")} = maximum;"));
}

/// <summary>The gradient of max pooling: all of a window's gradient goes to its first maximum in row-major order.</summary>
public sealed record MaxPool2DGradient(PoolWindow Window) : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(MaxPool2DGradient);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["outputGradient", "input", "output"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => ["inputGradient"];

    /// <inheritdoc/>
    public override string Describe() => Window.Describe(Name);

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => inputs[1];

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var (outputGradient, input, output, inputGradient) = (call.Input(0), call.Input(1), call.Input(2), call.Output());
        var given = new bool[output.Length];
        Window.ForEach(call.Batch, call.InputShape(1), call.InputShape(2), (y, x, _) =>
        {
            if (!given[y] && (input[x] == output[y] || double.IsNaN(input[x])))
            {
                given[y] = true;
                inputGradient[x] += outputGradient[y];
            }
        });
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var vector = kernel.Vector;
        var pool = new PoolKernel(kernel, Window, kernel.InputShape(1), kernel.InputShape(2));
        if (!pool.IsPartition)
        {
            pool.WriteZeros("inputGradient");
        }

        pool.Write(
            y => kernel.Write($"""
                var dy = {vector.Load("outputGradient", y)};
                var maximum = {vector.Load("output", y)};
                """),
            (_, x) =>
            {
                // What is left of dy goes to the first element that is the maximum; then nothing is left.
                using (kernel.Names())
                {
                    var sum = pool.IsDisjoint ? "share" : $"{vector.Load("inputGradient", x)} + share";
                    kernel.Write($"""
                        var element = {vector.Load("input", x)};
                        var isMaximum = {vector.Compare("Equals", "element", "maximum")} | ~{vector.Compare("Equals", "element", "element")};
                        var share = {vector.Select("isMaximum", "dy", vector.Zero)};
                        dy = {vector.Select("isMaximum", vector.Zero, "dy")};
                        {vector.Store(sum, "inputGradient", x)};
                        """);
                }
            },
            _ => { });
    }
}
