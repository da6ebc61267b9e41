using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// y[c] = x[c] · d[c]^−β with d[c] = k + α/size · Σ x² over the <paramref name="Size"/> channels around c, ⌊size/2⌋ before it and ⌊(size − 1)/2⌋ after it, as far as there are any (Krizhevsky,
/// Sutskever and Hinton 2012); PyTorch's <c>LocalResponseNorm</c>.
/// </summary>
public sealed record LocalResponseNorm(int Size, float Alpha = 1e-4f, float Beta = 0.75f, float K = 1f) : CompositeOperation
{
    /// <inheritdoc/>
    public override string Name => nameof(LocalResponseNorm);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["input"];

    /// <inheritdoc/>
    public override string Describe() => $"LocalResponseNorm({Size})";

    /// <inheritdoc/>
    public override Problem? Validate() =>
        Constants.Distance("size", Size) ?? Constants.NotNegative("Alpha", Alpha) ?? Constants.NotNegative("Beta", Beta) ?? Constants.Positive("K", K);

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => inputs[0];

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Lower(LoweringContext context)
    {
        var divisor = context.Add(new ResponseDivisor(Size, Alpha, K), context.Inputs[0]);
        return [context.Add(new DivideByResponse(Size, Alpha, Beta), context.Inputs[0], divisor)];
    }
}

/// <summary>d[c] = k + α/size · Σ x² over neighbouring channels. How it depends on x is covered by the gradient rule of <see cref="DivideByResponse"/>.</summary>
public sealed record ResponseDivisor(int Size, float Alpha, float K) : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(ResponseDivisor);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["input"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => ["divisor"];

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => inputs[0];

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context) => [null];

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var (input, divisor) = (call.Input(0), call.Output());
        foreach (var (channel, neighbours) in new ChannelWindow(Size / 2, (Size - 1) / 2).All(call.Batch, call.InputShape(0)))
        {
            divisor[channel] = K + (Alpha / Size * neighbours.Sum(i => input[i] * input[i]));
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var vector = kernel.Vector;
        var axis = ClassAxis.Of(kernel.OutputShape());
        axis.ForPositions(kernel, (position, lane) =>
        {
            using (kernel.For("channel", axis.Classes, out var channel))
            {
                new ChannelWindow(Size / 2, (Size - 1) / 2).Write(kernel, axis, channel, neighbour => kernel.Write($"""
                    var value = {vector.Load("input", axis.Offset(neighbour, position, lane))};
                    sum = {vector.MultiplyAdd("value", "value", "sum")};
                    """));
                kernel.Write($"{vector.Store(vector.MultiplyAdd("sum", vector.Constant((double)Alpha / Size), vector.Constant(K)), "divisor", axis.Offset(channel, position, lane))};");
            }
        });
    }
}

/// <summary>y = x · d^−β.</summary>
public sealed record DivideByResponse(int Size, float Alpha, float Beta) : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(DivideByResponse);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["input", "divisor"];

    /// <inheritdoc/>
    public override int InPlaceInput => 0;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => inputs[0];

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context) =>
        [context.AddIfNeeded(0, new DivideByResponseGradient(Size, Alpha, Beta), context.OutputGradient, context.Input(0), context.Input(1)), null];

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var (input, divisor, output) = (call.Input(0), call.Input(1), call.Output());
        for (var i = 0; i < output.Length; i++)
        {
            output[i] = input[i] * Math.Pow(divisor[i], -Beta);
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var vector = kernel.Vector;
        using (kernel.ForVectors(kernel.OutputShape().Count, out var i))
        {
            kernel.Write($"""
                var factor = VectorMath.Exp({vector.Constant(-Beta)} * VectorMath.Log({vector.Load("divisor", i)}));
                {vector.Store($"{vector.Load("input", i)} * factor", "output", i)};
                """);
        }
    }
}

/// <summary>
/// The gradient of x in <see cref="DivideByResponse"/>, d's dependence on x included: dx[c] = dy[c] · d[c]^−β − 2αβ/size · x[c] · Σ dy · x · d^(−β − 1) over the channels in whose windows c is.
/// </summary>
public sealed record DivideByResponseGradient(int Size, float Alpha, float Beta) : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(DivideByResponseGradient);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["outputGradient", "input", "divisor"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => ["inputGradient"];

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => inputs[0];

    /// <summary>The terms of the sums, for all channels.</summary>
    public override int Workspace(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => VectorWidth.Lanes * inputs[0].Shape.Count;

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var (outputGradient, input, divisor, inputGradient) = (call.Input(0), call.Input(1), call.Input(2), call.Output());
        foreach (var (channel, neighbours) in Windows.All(call.Batch, call.InputShape(0)))
        {
            var sum = neighbours.Sum(i => outputGradient[i] * input[i] * Math.Pow(divisor[i], -Beta - 1.0));
            inputGradient[channel] = (outputGradient[channel] * Math.Pow(divisor[channel], -Beta)) - (2.0 * Alpha * Beta / Size * input[channel] * sum);
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var vector = kernel.Vector;
        var axis = ClassAxis.Of(kernel.OutputShape());
        axis.ForPositions(kernel, (position, lane) =>
        {
            using (kernel.For("channel", axis.Classes, out var channel))
            {
                var offset = axis.Offset(channel, position, lane);
                kernel.Write($"""
                    var d = {vector.Load("divisor", offset)};
                    var gradient = {vector.Load("outputGradient", offset)} * VectorMath.Exp({vector.Constant(-Beta)} * VectorMath.Log(d));
                    {vector.Store("gradient", "inputGradient", offset)};
                    {vector.Store($"gradient * {vector.Load("input", offset)} / d", "workspace", offset)};
                    """);
            }

            using (kernel.For("channel", axis.Classes, out var channel))
            {
                Windows.Write(kernel, axis, channel, neighbour => kernel.Write($"sum += {vector.Load("workspace", axis.Offset(neighbour, position, lane))};"));
                var offset = axis.Offset(channel, position, lane);
                var factor = $"{vector.Load("input", offset)} * {vector.Constant(-2.0 * Alpha * Beta / Size)}";
                kernel.Write($"{vector.Store(vector.MultiplyAdd("sum", factor, vector.Load("inputGradient", offset)), "inputGradient", offset)};");
            }
        });
    }

    // The window of the forward pass, mirrored.
    private ChannelWindow Windows => new((Size - 1) / 2, Size / 2);
}

/// <summary>A channel and its neighbours, as far as there are any.</summary>
internal readonly record struct ChannelWindow(int Before, int After)
{
    /// <summary>Every element with those of its window at the same position.</summary>
    public IEnumerable<(int Element, IEnumerable<int> Neighbours)> All(int batch, Shape shape)
    {
        foreach (var group in ClassAxis.Of(shape).Groups(batch))
        {
            for (var channel = 0; channel < group.Length; channel++)
            {
                var first = Math.Max(channel - Before, 0);
                yield return (group[channel], group.Skip(first).Take(Math.Min(channel + After + 1, group.Length) - first));
            }
        }
    }

    /// <summary>Declares <c>sum</c> and loops over the window of a channel; the body gets the running neighbour and adds its term.</summary>
    public void Write(KernelWriter kernel, ClassAxis axis, Offset channel, Action<Offset> term)
    {
        kernel.Write($"""
            var sum = {kernel.Vector.Zero};
            var below = Math.Min({channel + (After + 1)}, {axis.Classes});
            """);
        using (kernel.Block($"for (var neighbour = Math.Max({channel} - {Before}, 0); neighbour < below; neighbour++)"))
        {
            term("neighbour");
        }
    }
}
