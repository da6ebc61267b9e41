using System.Globalization;
using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// A convolution's gradient as a layer, from small images to large ones: y[o, i, j] = b[o] + Σ over c, p, q of W[c, o, p, q] · x[c, (i + padding − p) / stride, (j + padding − q) / stride], where those
/// divisions leave no rest; PyTorch's <c>ConvTranspose2d</c>. W is [channels, filters, kernel height, kernel width].
/// </summary>
/// <param name="Filters">Output channels.</param>
/// <param name="KernelHeight">Rows of the kernel.</param>
/// <param name="KernelWidth">Columns of the kernel.</param>
/// <param name="Stride">Rows and columns of the output for one of the input.</param>
/// <param name="Padding">Rows and columns taken from each side of the output.</param>
/// <param name="OutputPadding">Rows and columns added below and on the right: a convolution with this stride maps several sizes to one.</param>
/// <param name="HasBias">Whether a bias is added.</param>
/// <param name="Initializer">How weights start.</param>
/// <param name="InitializerScale">Its scale.</param>
public sealed record ConvTranspose2D(
    int Filters, int KernelHeight, int KernelWidth, int Stride = 1, int Padding = 0, int OutputPadding = 0, bool HasBias = true, string Initializer = "Default", float InitializerScale = 0f)
    : CompositeOperation, IBiased
{
    /// <inheritdoc/>
    public override string Name => nameof(ConvTranspose2D);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => HasBias ? ["input", "weight", "bias"] : ["input", "weight"];

    /// <inheritdoc/>
    public override int WeightCount => HasBias ? 2 : 1;

    /// <inheritdoc/>
    public override string Describe()
    {
        var kernel = KernelHeight == KernelWidth ? $"{KernelHeight}" : $"{KernelHeight}, {KernelWidth}";
        return $"ConvTranspose2D({Filters}, {kernel}{Option("Stride", Stride, 1)}{Option("Padding", Padding, 0)}{Option("OutputPadding", OutputPadding, 0)}{(HasBias ? string.Empty : ", Bias = false")})";

        static string Option(string name, int value, int otherwise) => value == otherwise ? string.Empty : $", {name} = {value}";
    }

    /// <inheritdoc/>
    public override Problem? Validate() =>
        Constants.AtLeast("filters", Filters, 1)
        ?? Constants.Distance(KernelHeight == KernelWidth ? "kernel" : "kernelHeight", KernelHeight)
        ?? Constants.Distance("kernelWidth", KernelWidth)
        ?? Constants.Distance("Stride", Stride)
        ?? Constants.Distance("Padding", Padding, least: 0)
        ?? Constants.Distance("OutputPadding", OutputPadding, least: 0)
        ?? Constants.Member("Initializer", Initializer)
        ?? Constants.Finite("InitializerScale", InitializerScale);

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs)
    {
        var input = inputs[0];
        if (input.Rank != 3)
        {
            return Problem.Of(Rules.ImageExpected);
        }

        if (OutputPadding >= Stride)
        {
            return Problem.Of(Rules.OutputPaddingTooLarge, Text(OutputPadding), Text(Stride));
        }

        var (height, width) = (Whole(input[1], KernelHeight), Whole(input[2], KernelWidth));
        if (height <= 2 * Padding || width <= 2 * Padding)
        {
            return Problem.Of(Rules.NothingLeft, Text(Padding), $"{height}×{width}");
        }

        // Lowering makes the whole output before it cuts the padding off.
        var whole = Shape.Of(Filters, (int)Math.Min(height, int.MaxValue), (int)Math.Min(width, int.MaxValue));
        return Limits.Check(whole) is { } problem ? problem : Shape.Of(Filters, whole[1] - (2 * Padding), whole[2] - (2 * Padding));
    }

    /// <summary>Fans as PyTorch counts them: its first axis being the input's channels, the fan-in is that of the convolution whose gradient this is.</summary>
    public override IReadOnlyList<Weight> Weights(IReadOnlyList<Shape> inputs)
    {
        var (channels, taps) = (inputs[0][0], KernelHeight * KernelWidth);
        var initial = new Initial(Initializer, InitializerScale, Filters * taps, channels * taps);
        var weight = new Weight("weight", Shape.Of(channels, Filters, KernelHeight, KernelWidth), initial, IsPenalized: true, UnitAxis: 1);
        return HasBias ? [weight, new Weight("bias", Shape.Of(Filters), Initializer == "Default" ? initial : Initial.Zeros)] : [weight];
    }

    /// <inheritdoc/>
    public override long MultiplyAdds(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => (long)inputs[0].Shape.Count * Filters * KernelHeight * KernelWidth;

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Lower(LoweringContext context)
    {
        var input = context.Inputs[0].Shape;
        var geometry = new Geometry(1, input[0], Filters, (int)Whole(input[1], KernelHeight), (int)Whole(input[2], KernelWidth), KernelHeight, KernelWidth, Stride, Dilation: 1);
        var whole = context.Add(new ConvolutionInputGradient(geometry, HasBias), context.Inputs);
        return [Padding == 0 ? whole : context.Add(new Crop2D(Padding, Padding, Padding, Padding), whole)];
    }

    // Rows or columns before the padding is taken off.
    private long Whole(int size, int kernel) => ((size - 1L) * Stride) + kernel + OutputPadding;

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
