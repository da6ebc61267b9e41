using System.Globalization;
using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// A convolution (cross-correlation, as in PyTorch) over one, two or three axes after the channels. For two:
/// y[o, i, j] = b[o] + Σ over c, p, q of W[o, c, p, q] · x[c, i·stride + p·dilation, j·stride + q·dilation], the channels c being those of o's group; then the activation that was fused into it, if any.
/// </summary>
/// <param name="Filters">Output channels.</param>
/// <param name="Stride">Positions between two outputs, along every axis.</param>
/// <param name="Padding">Zeros added on each side; −1 (<c>Padding.Same</c>) for an output as large as the input.</param>
/// <param name="Dilation">Distance between two of the kernel's taps.</param>
/// <param name="Groups">Groups of channels that are convolved apart.</param>
/// <param name="HasBias">Whether a bias is added.</param>
/// <param name="Initializer">How weights start.</param>
/// <param name="InitializerScale">Its scale.</param>
/// <param name="Activation">Applied in the same kernel.</param>
public abstract record Convolution(
    int Filters, int Stride, int Padding, int Dilation, int Groups, bool HasBias, string Initializer, float InitializerScale, Elementwise? Activation)
    : Operation, IAbsorbsScale, IBiased
{
    /// <summary>The value of <see cref="Padding"/> that keeps the size.</summary>
    public const int Same = -1;

    /// <summary>The kernel's size along each axis, with the name that its argument has where the sizes differ.</summary>
    private protected abstract IReadOnlyList<(string Argument, int Size)> Kernel { get; }

    /// <summary>The rule that the input has as many axes as the kernel, and channels.</summary>
    private protected abstract Rule AxesExpected { get; }

    /// <inheritdoc/>
    public override string Name => $"Conv{Kernel.Count}D";

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => HasBias ? ["input", "weight", "bias"] : ["input", "weight"];

    /// <inheritdoc/>
    public override int WeightCount => HasBias ? 2 : 1;

    /// <inheritdoc/>
    public override string Describe()
    {
        var options = new List<string> { Text(Filters) };
        options.AddRange(KernelIsCube ? [Text(Kernel[0].Size)] : Kernel.Select(axis => Text(axis.Size)));
        AddIf(Stride != 1, $"Stride = {Stride}");
        AddIf(Padding != 0, Padding == Same ? "Padding = Padding.Same" : $"Padding = {Padding}");
        AddIf(Dilation != 1, $"Dilation = {Dilation}");
        AddIf(Groups != 1, $"Groups = {Groups}");
        AddIf(!HasBias, "Bias = false");
        return $"{Name}({string.Join(", ", options)}){(Activation is null ? string.Empty : " + " + Activation.Describe())}";

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
        ?? Kernel.Select(axis => Constants.Distance(KernelIsCube ? "kernel" : axis.Argument, axis.Size)).FirstOrDefault(problem => problem is not null)
        ?? Constants.Distance("Stride", Stride)
        ?? (Padding == Same ? null : Constants.Distance("Padding", Padding, least: 0))
        ?? Constants.Distance("Dilation", Dilation)
        ?? Constants.AtLeast("Groups", Groups, 1)
        ?? Constants.Member("Initializer", Initializer)
        ?? Constants.Finite("InitializerScale", InitializerScale);

    /// <inheritdoc/>
    public override IReadOnlyList<int> Unread(Shape input) => [.. Kernel.Select((kernel, axis) =>
    {
        var (before, after) = Border(kernel.Size);
        return Limits.Unread(input[axis + 1], before, after, Reach(kernel.Size), Stride);
    })];

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs)
    {
        var input = inputs[0];
        if (input.Rank != Kernel.Count + 1)
        {
            return Problem.Of(AxesExpected);
        }

        if (input[0] % Groups != 0 || Filters % Groups != 0)
        {
            return Problem.Of(Rules.GroupsDoNotDivide, Text(Groups), Text(input[0]), Text(Filters));
        }

        if (Padding == Same && Stride != 1)
        {
            return Problem.Of(Rules.SamePaddingNeedsStrideOne);
        }

        var reach = Kernel.Select(axis => Reach(axis.Size)).ToArray();
        var padded = Kernel.Select((kernel, axis) => input[axis + 1] + Border(kernel.Size).Before + Border(kernel.Size).After).ToArray();
        if (reach.Zip(padded, (kernel, size) => kernel > size).Any(isLarger => isLarger))
        {
            return Problem.Of(Rules.KernelLargerThanInput, string.Join("×", reach), string.Join("×", padded));
        }

        // Lowering makes a padded copy, which a stride does not make smaller.
        return Limits.Check(new Shape([input[0], .. padded])) is { } problem
            ? problem
            : new Shape([Filters, .. padded.Zip(reach, (size, kernel) => ((size - kernel) / Stride) + 1)]);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Weight> Weights(IReadOnlyList<Shape> inputs)
    {
        var channels = inputs[0][0] / Groups;
        var initial = new Initial(Initializer, InitializerScale, channels * Taps, Filters * Taps);
        var weight = new Weight("weight", new Shape([Filters, channels, .. Kernel.Select(axis => axis.Size)]), initial, IsPenalized: true);
        var bias = new Weight("bias", Shape.Of(Filters), Initializer == "Default" ? initial : Initial.Zeros);
        return HasBias ? [weight, bias] : [weight];
    }

    /// <inheritdoc/>
    public override long MultiplyAdds(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => (long)outputs[0].Shape.Count * (inputs[0].Shape[0] / Groups) * Taps;

    /// <inheritdoc/>
    public override bool OffersEpilogue => true;

    /// <inheritdoc/>
    public override bool OffersSum(Shape output) => true;

    /// <inheritdoc/>
    public override Operation? Fuse(Elementwise activation) => Activation is null ? this with { Activation = activation } : null;

    /// <summary>Borders become a padded copy of the input, so that no kernel ever sees one.</summary>
    public override IReadOnlyList<Value>? Lower(LoweringContext context) =>
        Padding == 0 ? null : [context.Add(this with { Padding = 0 }, [Pad(context), .. context.Inputs.Skip(1)])];

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context)
    {
        var (input, weight, gradient) = (context.Input(0), context.Input(1), context.OutputGradient);
        var geometry = GeometryOf(input.Shape, weight.Shape);
        var inputGradient = context.AddIfNeeded(0, new ConvolutionInputGradient(geometry), gradient, weight);
        var weightGradient = context.AddIfNeeded(1, new ConvolutionWeightGradient(geometry), gradient, input);
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
    public override OneSampleForm ForOneSample(Node node)
    {
        var (padding, input) = OneSampleForm.WithoutBorder(node.Inputs[0]);
        Value[] operands = [input, .. node.Inputs.Skip(1)];
        return new OneSampleForm(new OneSampleConvolution(this, Signature.Of(operands, node.Outputs), padding), operands);
    }

    /// <summary>The sizes for these operands, once <see cref="Lower"/> has replaced the padding.</summary>
    internal Geometry GeometryOf(Shape input, Shape weight) => Geometry.Of(input, weight, Stride, Dilation, Groups);

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var (input, weight, output) = (call.Input(0), call.Input(1), call.Output());
        var geometry = GeometryOf(call.InputShape(0), call.InputShape(1));
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
    public override void Emit(KernelWriter kernel) => new ConvolutionKernel(kernel, GeometryOf(kernel.InputShape(0), kernel.InputShape(1)), HasBias, Activation).Write();

    private int Taps => Kernel.Aggregate(1, (taps, axis) => taps * axis.Size);

    private bool KernelIsCube => Kernel.All(axis => axis.Size == Kernel[0].Size);

    private (int Before, int After) Border(int kernel) => Padding == Same ? ((Reach(kernel) - 1) / 2, Reach(kernel) / 2) : (Padding, Padding);

    private int Reach(int kernel) => (Dilation * (kernel - 1)) + 1;

    // Rows and columns of all slices at once, a sequence being a single row; then the slices of a volume, each of them as one long row.
    private Value Pad(LoweringContext context)
    {
        var shape = context.Inputs[0].Shape;
        var borders = Kernel.Select(axis => Border(axis.Size)).ToArray();
        var padded = shape.Sizes.Skip(1).Zip(borders, (size, border) => size + border.Before + border.After).ToArray();
        var (top, bottom) = borders.Length > 1 ? borders[borders.Length - 2] : default;
        var (left, right) = borders[borders.Length - 1];
        var image = shape.Rank switch
        {
            2 => Shape.Of(shape[0], 1, shape[1]),
            3 => shape,
            _ => Shape.Of(shape[0] * shape[1], shape[2], shape[3]),
        };
        var result = context.Add(new Pad2D(top, bottom, left, right), View(context.Inputs[0], image));
        if (borders.Length == 3)
        {
            result = context.Add(new Pad2D(borders[0].Before, borders[0].After, 0, 0), View(result, Shape.Of(shape[0], shape[1], padded[1] * padded[2])));
        }

        return View(result, new Shape([shape[0], .. padded]));

        Value View(Value value, Shape other) => value.Shape.Equals(other) ? value : context.Add(new Reshape(other), value);
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
