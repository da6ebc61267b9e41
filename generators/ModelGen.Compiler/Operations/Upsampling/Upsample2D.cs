using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// An image whose height and width are <paramref name="Scale"/> times the input's; PyTorch's <c>Upsample</c> without aligned corners. Nearest: y[c, i, j] = x[c, ⌊i/scale⌋, ⌊j/scale⌋]. Bilinear: x at
/// row (i + ½)/scale − ½ and the like column, between the four values around it and not beyond the border.
/// </summary>
/// <param name="Scale">Rows and columns that stand for one.</param>
/// <param name="Mode">The name of a member of the runtime's <c>UpsampleMode</c>.</param>
public sealed record Upsample2D(int Scale, string Mode = "Nearest") : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(Upsample2D);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["input"];

    /// <inheritdoc/>
    public override string Describe() => Mode == "Nearest" ? $"Upsample2D({Scale})" : $"Upsample2D({Scale}, Mode = UpsampleMode.{Mode})";

    /// <inheritdoc/>
    public override Problem? Validate() => Constants.Distance("scale", Scale) ?? Constants.Member("Mode", Mode);

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs)
    {
        var input = inputs[0];
        return input.Rank != 3 ? Problem.Of(Rules.ImageExpected)
            : Limits.Check("values a sample", input.LongCount * Scale * Scale, Limits.Values) is { } problem ? problem
            : Shape.Of(input[0], input[1] * Scale, input[2] * Scale);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context) =>
        [context.AddIfNeeded(0, new Upsample2DGradient(Scale, Mode), context.OutputGradient)];

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var (input, output) = (call.Input(0), call.Output());
        Interpolation.Of(Mode).ForEach(call.Batch, call.InputShape(0), Scale, (y, x, share) => output[y] += share * input[x]);
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var vector = kernel.Vector;
        Interpolation.Of(Mode).Write(kernel, kernel.InputShape(), Scale, (y, corners) =>
        {
            var sum = string.Empty;
            foreach (var (x, share) in corners)
            {
                var value = vector.Load("input", x);
                sum = share is null ? value : sum.Length == 0 ? $"{value} * {share}" : vector.MultiplyAdd(value, share, sum);
            }

            kernel.Write($"{vector.Store(sum, "output", y)};");
        });
    }
}

/// <summary>The gradient of <see cref="Upsample2D"/>: each value of the input gets the shares that it had in outputs.</summary>
public sealed record Upsample2DGradient(int Scale, string Mode) : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(Upsample2DGradient);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["outputGradient"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => ["inputGradient"];

    /// <inheritdoc/>
    public override string Describe() => Name;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Shape.Of(inputs[0][0], inputs[0][1] / Scale, inputs[0][2] / Scale);

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var (outputGradient, inputGradient) = (call.Input(0), call.Output());
        Interpolation.Of(Mode).ForEach(call.Batch, call.OutputShape(), Scale, (y, x, share) => inputGradient[x] += share * outputGradient[y]);
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var vector = kernel.Vector;
        using (kernel.ForVectors(kernel.OutputShape().Count, out var i))
        {
            kernel.Write($"{vector.Store(vector.Zero, "inputGradient", i)};");
        }

        Interpolation.Of(Mode).Write(kernel, kernel.OutputShape(), Scale, (y, corners) =>
        {
            kernel.Write($"var dy = {vector.Load("outputGradient", y)};");
            foreach (var (x, share) in corners)
            {
                var sum = share is null ? $"{vector.Load("inputGradient", x)} + dy" : vector.MultiplyAdd("dy", share, vector.Load("inputGradient", x));
                kernel.Write($"{vector.Store(sum, "inputGradient", x)};");
            }
        });
    }
}
