using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// The convolution of one sample: vectors of neighbouring outputs, of which the rows of a copy of the input are read as one, times weights straight from PyTorch's layout. The order of additions is that
/// of <see cref="ConvolutionKernel"/>.
/// </summary>
/// <param name="Convolution">The convolution.</param>
/// <param name="IsGradient">Whether the result is a gradient, whose other lanes are zero.</param>
/// <param name="Padding">What makes the input, where the kernel reads the value without a border; it follows the other operands.</param>
public sealed record OneSampleConvolution(Convolution Convolution, bool IsGradient, Pad2D? Padding = null) : OneSampleOperation(Convolution)
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => Padding is null ? base.InputNames : [.. base.InputNames, "unpadded"];

    /// <inheritdoc/>
    public override int? Bypassed => Padding is null ? null : 0;

    /// <inheritdoc/>
    public override bool CanBeContiguous => true;

    /// <inheritdoc/>
    public override int SampleOperand => Padding is null ? 0 : InputNames.Count - 1;

    /// <summary>The sample's input, and the outputs of a tile of filters.</summary>
    public override int Workspace(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs)
    {
        var geometry = GeometryOf(inputs.Count, i => inputs[i].Shape);
        return VectorWidth.All.Max(vector => new OneSamplePlanes(geometry, vector).Workspace);
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var geometry = GeometryOf(kernel.InputCount, kernel.InputShape);
        new OneSampleConvolutionKernel(kernel, geometry, Convolution.HasBias, Convolution.Activation, new SampleLanes(IsGradient, IsOutputContiguous), Padding).Write(Sample(kernel), InputStride);
    }

    private Geometry GeometryOf(int operands, Func<int, Shape> shape) => Convolution.GeometryOf(Padding is null ? shape(0) : Padding.Infer([shape(operands - 1)]).Shapes[0], shape(1));
}

/// <summary>How a kernel for one sample cuts a convolution's input and output.</summary>
internal sealed class OneSamplePlanes(Geometry geometry, VectorWidth vector)
{
    /// <summary>Filters × vectors of outputs.</summary>
    public ConvolutionTile Tile { get; } = ConvolutionTile.Choose(geometry.Filters, Vectors(Positions(geometry), vector), vector, isPadded: true);

    /// <summary>Columns of the copy of the input between two columns of the output: those that a stride skips are beside them, in planes of their own.</summary>
    public int Width { get; } = ColumnsOf(geometry);

    /// <summary>Rows of such a plane.</summary>
    public int Height { get; } = Ceiling(geometry.Height, geometry.Stride);

    /// <summary>Vectors of the copy of the input, with what the last of them read beyond it.</summary>
    public int InputVectors => Vectors(geometry.Groups * geometry.Channels * geometry.Depth * geometry.Stride * geometry.Stride * Height * Width, vector) + Tile.Vectors;

    /// <summary>Vectors of outputs of one filter and slice that are computed, in whole tiles.</summary>
    public int OutputVectors => Ceiling(Vectors(Positions(geometry), vector), Tile.Vectors) * Tile.Vectors;

    /// <summary>Floats of workspace.</summary>
    public int Workspace => (InputVectors + (Tile.Scalars * OutputVectors)) * vector.Count;

    // From the first output to the last, rows being as long as in the copy of the input.
    private static int Positions(Geometry geometry) => ((geometry.OutputHeight - 1) * ColumnsOf(geometry)) + geometry.OutputWidth;

    private static int ColumnsOf(Geometry geometry) => Ceiling(geometry.Width, geometry.Stride);

    private static int Vectors(int positions, VectorWidth vector) => Ceiling(positions, vector.Count);

    private static int Ceiling(int value, int divisor) => (value + divisor - 1) / divisor;
}
