using System.Globalization;
using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// A convolution (cross-correlation, as in PyTorch) over [channels, height, width]:
/// y[o, i, j] = b[o] + Σ over c, p, q of W[o, c, p, q] · x[c, i·stride + p·dilation, j·stride + q·dilation], the channels c being those of o's group; then the activation that was fused into it, if any.
/// </summary>
/// <param name="Filters">Output channels.</param>
/// <param name="KernelHeight">Rows of the kernel.</param>
/// <param name="KernelWidth">Columns of the kernel.</param>
/// <param name="Stride">Rows and columns between two outputs.</param>
/// <param name="Padding">Zeros added on each side; −1 (<c>Padding.Same</c>) for an output as large as the input.</param>
/// <param name="Dilation">Distance between two of the kernel's taps.</param>
/// <param name="Groups">Groups of channels that are convolved apart.</param>
/// <param name="HasBias">Whether a bias is added.</param>
/// <param name="Initializer">How weights start.</param>
/// <param name="InitializerScale">Its scale.</param>
/// <param name="Activation">Applied in the same kernel.</param>
/// <param name="IsPacked">Whether the last operand is the weight laid out for vectors of filters, which a single sample is faster with.</param>
public sealed record Conv2D(
    int Filters, int KernelHeight, int KernelWidth, int Stride = 1, int Padding = 0, int Dilation = 1, int Groups = 1, bool HasBias = true,
    string Initializer = "Default", float InitializerScale = 0f, Elementwise? Activation = null, bool IsPacked = false) : Operation, IAbsorbsScale, IPacksWeight
{
    /// <summary>The value of <see cref="Padding"/> that keeps the size.</summary>
    public const int Same = -1;

    /// <inheritdoc/>
    public override string Name => nameof(Conv2D);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["input", "weight", .. HasBias ? ["bias"] : Array.Empty<string>(), .. IsPacked ? ["packed"] : Array.Empty<string>()];

    /// <inheritdoc/>
    public override int WeightCount => 1 + (HasBias ? 1 : 0) + (IsPacked ? 1 : 0);

    /// <inheritdoc/>
    public override string Describe()
    {
        var options = new List<string> { Filters.ToString(CultureInfo.InvariantCulture), KernelHeight.ToString(CultureInfo.InvariantCulture) };
        AddIf(KernelWidth != KernelHeight, KernelWidth.ToString(CultureInfo.InvariantCulture));
        AddIf(Stride != 1, $"Stride = {Stride}");
        AddIf(Padding != 0, Padding == Same ? "Padding = Padding.Same" : $"Padding = {Padding}");
        AddIf(Dilation != 1, $"Dilation = {Dilation}");
        AddIf(Groups != 1, $"Groups = {Groups}");
        AddIf(!HasBias, "Bias = false");
        return $"Conv2D({string.Join(", ", options)}){(Activation is null ? string.Empty : " + " + Activation.Describe())}";

        void AddIf(bool condition, string option)
        {
            if (condition)
            {
                options.Add(option);
            }
        }
    }

    /// <inheritdoc/>
    public override Problem? Validate() =>
        Constants.AtLeast("filters", Filters, 1)
        ?? Constants.Distance(KernelHeight == KernelWidth ? "kernel" : "kernelHeight", KernelHeight)
        ?? Constants.Distance("kernelWidth", KernelWidth)
        ?? Constants.Distance("Stride", Stride)
        ?? (Padding == Same ? null : Constants.Distance("Padding", Padding, least: 0))
        ?? Constants.Distance("Dilation", Dilation)
        ?? Constants.AtLeast("Groups", Groups, 1)
        ?? Constants.Member("Initializer", Initializer)
        ?? Constants.Finite("InitializerScale", InitializerScale);

    /// <inheritdoc/>
    public override (int Rows, int Columns) Unread(Shape input)
    {
        var (top, bottom, left, right) = Border;
        return (Limits.Unread(input[1], top, bottom, Reach(KernelHeight), Stride), Limits.Unread(input[2], left, right, Reach(KernelWidth), Stride));
    }

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs)
    {
        var input = inputs[0];
        if (input.Rank != 3)
        {
            return Problem.Of(Rules.ImageExpected);
        }

        if (input[0] % Groups != 0 || Filters % Groups != 0)
        {
            return Problem.Of(Rules.GroupsDoNotDivide, Text(Groups), Text(input[0]), Text(Filters));
        }

        if (Padding == Same && Stride != 1)
        {
            return Problem.Of(Rules.SamePaddingNeedsStrideOne);
        }

        var (top, bottom, left, right) = Border;
        var (height, width) = (input[1] + top + bottom, input[2] + left + right);
        var (reachHeight, reachWidth) = (Reach(KernelHeight), Reach(KernelWidth));
        if (reachHeight > height || reachWidth > width)
        {
            return Problem.Of(Rules.KernelLargerThanInput, $"{reachHeight}×{reachWidth}", $"{height}×{width}");
        }

        // Lowering makes a padded copy, which a stride does not make smaller.
        return Limits.Check(Shape.Of(input[0], height, width)) is { } problem
            ? problem
            : Shape.Of(Filters, ((height - reachHeight) / Stride) + 1, ((width - reachWidth) / Stride) + 1);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Weight> Weights(IReadOnlyList<Shape> inputs)
    {
        var channels = inputs[0][0] / Groups;
        var taps = KernelHeight * KernelWidth;
        var initial = new Initial(Initializer, InitializerScale, channels * taps, Filters * taps);
        var weight = new Weight("weight", Shape.Of(Filters, channels, KernelHeight, KernelWidth), initial, IsPenalized: true);
        var bias = new Weight("bias", Shape.Of(Filters), Initializer == "Default" ? initial : Initial.Zeros);
        return HasBias ? [weight, bias] : [weight];
    }

    /// <inheritdoc/>
    public override long MultiplyAdds(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) =>
        (long)outputs[0].Shape.Count * (inputs[0].Shape[0] / Groups) * KernelHeight * KernelWidth;

    /// <inheritdoc/>
    public override Operation? Fuse(Elementwise activation) => Activation is null ? this with { Activation = activation } : null;

    /// <summary>Borders become a padded copy of the input, so that no kernel ever sees one.</summary>
    public override IReadOnlyList<Value>? Lower(LoweringContext context)
    {
        if (Padding == 0)
        {
            return null;
        }

        var (top, bottom, left, right) = Border;
        var padded = context.Add(new Pad2D(top, bottom, left, right), context.Inputs[0]);
        return [context.Add(this with { Padding = 0 }, [padded, .. context.Inputs.Skip(1)])];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context)
    {
        var (input, weight, gradient) = (context.Input(0), context.Input(1), context.OutputGradient);
        var geometry = Geometry.Of(input.Shape, weight.Shape, Stride, Dilation, Groups);
        var inputGradient = context.AddIfNeeded(0, new Conv2DInputGradient(geometry), gradient, weight);
        var weightGradient = context.AddIfNeeded(1, new Conv2DWeightGradient(geometry), gradient, input);
        return HasBias ? [inputGradient, weightGradient, context.AddIfNeeded(2, new BiasGradient(), gradient)] : [inputGradient, weightGradient];
    }

    /// <inheritdoc/>
    public Value Absorb(Func<Operation, IReadOnlyList<Value>, Value> add, IReadOnlyList<Value> inputs, Value scale, Value shift)
    {
        var weight = add(new ScaledWeight(), [inputs[1], scale]);
        var bias = HasBias ? add(new FoldedBias(), [inputs[2], scale, shift]) : shift;
        return add(this with { HasBias = true }, [inputs[0], weight, bias]);
    }

    /// <inheritdoc/>
    public Value Pack(Func<Operation, IReadOnlyList<Value>, Value> add, IReadOnlyList<Value> inputs) =>
        add(this with { IsPacked = true }, [.. inputs, add(new PackedWeight(Groups, HasBias), inputs.Skip(1).ToArray())]);

    /// <summary>A row of one sample's outputs, filters side by side.</summary>
    public override int Workspace(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) =>
        IsPacked ? outputs[0].Shape[2] * PackedWeight.Padded(Filters / Groups) : 0;

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var (input, weight, output) = (call.Input(0), call.Input(1), call.Output());
        var geometry = Geometry.Of(call.InputShape(0), call.InputShape(1), Stride, Dilation, Groups);
        for (var sample = 0; sample < call.Batch; sample++)
        {
            var (x, y) = (sample * call.InputShape(0).Count, sample * call.OutputShape().Count);
            for (var i = 0; i < call.OutputShape().Count; i++)
            {
                output[y + i] = HasBias ? call.Input(2)[i / geometry.OutputPlane] : 0.0;
            }

            geometry.ForEachProduct((o, i, w) => output[y + o] += weight[w] * input[x + i]);
        }

        if (Activation is not null)
        {
            for (var i = 0; i < output.Length; i++)
            {
                output[i] = Activation.Function(output[i]);
            }
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var geometry = Geometry.Of(kernel.InputShape(0), kernel.InputShape(1), Stride, Dilation, Groups);
        if (IsPacked)
        {
            new OneSampleConvolutionKernel(kernel, geometry, Activation).Write();
        }

        new ConvolutionKernel(kernel, geometry, HasBias, Activation).Write();
    }

    private (int Top, int Bottom, int Left, int Right) Border => Padding == Same
        ? ((Reach(KernelHeight) - 1) / 2, Reach(KernelHeight) / 2, (Reach(KernelWidth) - 1) / 2, Reach(KernelWidth) / 2)
        : (Padding, Padding, Padding, Padding);

    private int Reach(int kernel) => (Dilation * (kernel - 1)) + 1;

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
