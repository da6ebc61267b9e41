using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>Zeros around [channels, height, width]; PyTorch's <c>ZeroPad2d</c>.</summary>
/// <param name="Top">Rows above.</param>
/// <param name="Bottom">Rows below.</param>
/// <param name="Left">Columns on the left.</param>
/// <param name="Right">Columns on the right.</param>
public sealed record Pad2D(int Top, int Bottom, int Left, int Right) : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(Pad2D);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["input"];

    /// <inheritdoc/>
    public override string Describe() => $"Pad2D({Top}, {Bottom}, {Left}, {Right})";

    /// <inheritdoc/>
    public override Problem? Validate() =>
        Constants.Distance("top", Top, least: 0) ?? Constants.Distance("bottom", Bottom, least: 0) ?? Constants.Distance("left", Left, least: 0) ?? Constants.Distance("right", Right, least: 0);

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => inputs[0].Rank == 3
        ? Shape.Of(inputs[0][0], inputs[0][1] + Top + Bottom, inputs[0][2] + Left + Right)
        : Problem.Of(Rules.ImageExpected);

    /// <summary>Without a border there is nothing to do.</summary>
    public override IReadOnlyList<Value>? Lower(LoweringContext context) => Top + Bottom + Left + Right == 0 ? context.Inputs : null;

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context) =>
        [context.AddIfNeeded(0, new Crop2D(Top, Bottom, Left, Right), context.OutputGradient)];

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call) => Pad(call.Batch, call.InputShape(0), call.Input(0)).CopyTo(call.Output(), 0);

    /// <summary>The elements of images with zeros around them.</summary>
    internal double[] Pad(int batch, Shape inner, double[] elements)
    {
        var result = new double[batch * inner[0] * (inner[1] + Top + Bottom) * (inner[2] + Left + Right)];
        Window.ForEach(batch, inner, Top, Bottom, Left, Right, (from, to) => result[to] = elements[from]);
        return result;
    }

    /// <inheritdoc/>
    public override OneSampleForm ForOneSample(Node node) => OneSampleForm.Of(new OneSamplePad2D(this, Signature.Of(node)), node);

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var vector = kernel.Vector;
        var (inner, outer) = (kernel.InputShape(), kernel.OutputShape());
        using (kernel.For("channel", inner[0], out var channel))
        {
            kernel.Write($"ref var plane = ref {(channel * (outer[1] * outer[2] * VectorWidth.Lanes)).In("output")};");
            EmitZeros("plane", 0, Top * outer[2]);
            using (kernel.For("row", inner[1], out var row))
            {
                kernel.Write($"""
                    ref var from = ref {(((channel * inner[1]) + row) * (inner[2] * VectorWidth.Lanes)).In("input")};
                    ref var to = ref {((row + Top) * (outer[2] * VectorWidth.Lanes)).In("plane")};
                    """);
                EmitZeros("to", 0, Left);
                using (kernel.ForVectors(inner[2], out var i))
                {
                    kernel.Write($"{vector.Store(vector.Load("from", i), "to", i + (Left * VectorWidth.Lanes))};");
                }

                EmitZeros("to", Left + inner[2], outer[2]);
            }

            EmitZeros("plane", (Top + inner[1]) * outer[2], outer[1] * outer[2]);
        }

        void EmitZeros(string reference, int from, int below)
        {
            if (from < below)
            {
                using (kernel.For("i", from * VectorWidth.Lanes, below * VectorWidth.Lanes, vector.Count, out var i))
                {
                    kernel.Write($"{vector.Store(vector.Zero, reference, i)};");
                }
            }
        }
    }
}

/// <summary>[channels, height, width] without its borders.</summary>
public sealed record Crop2D(int Top, int Bottom, int Left, int Right) : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(Crop2D);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["input"];

    /// <inheritdoc/>
    public override string Describe() => $"Crop2D({Top}, {Bottom}, {Left}, {Right})";

    /// <inheritdoc/>
    public override bool OffersEpilogue => true;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Shape.Of(inputs[0][0], inputs[0][1] - Top - Bottom, inputs[0][2] - Left - Right);

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context) =>
        [context.AddIfNeeded(0, new Pad2D(Top, Bottom, Left, Right), context.OutputGradient)];

    /// <summary>A convolution's gradient need not compute the border.</summary>
    public override OneSampleForm ForOneSample(Node node) => node.Inputs[0].Producer is { Operation: ConvolutionInputGradient gradient } producer
        ? new OneSampleForm(new OneSampleInputGradient(gradient, Signature.Of(producer.Inputs, node.Outputs), this), producer.Inputs)
        : OneSampleForm.Of(new OneSampleCrop2D(this, Signature.Of(node)), node);

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call) => Crop(call.Batch, call.OutputShape(), call.Input(0), call.Output());

    /// <summary>Takes the elements within the border.</summary>
    internal void Crop(int batch, Shape inner, double[] elements, double[] result) =>
        Window.ForEach(batch, inner, Top, Bottom, Left, Right, (to, from) => result[to] = elements[from]);

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var vector = kernel.Vector;
        var (outer, inner) = (kernel.InputShape(), kernel.OutputShape());
        using (kernel.For("channel", inner[0], out var channel))
        using (kernel.For("row", inner[1], out var row))
        {
            kernel.Write($"ref var from = ref {(((((channel * outer[1]) + row + Top) * outer[2]) + Left) * VectorWidth.Lanes).In("input")};");
            kernel.Epilogue.Declare("to", ((channel * inner[1]) + row) * (inner[2] * VectorWidth.Lanes));
            using (kernel.ForVectors(inner[2], out var i))
            {
                kernel.Epilogue.StoreElement(vector.Load("from", i), "to", i);
            }
        }
    }
}

/// <summary>Zeros around the image of one sample.</summary>
public sealed record OneSamplePad2D(Pad2D Padding, Signature Signature) : OneSampleOperation(Padding, Signature)
{
    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var (inner, outer) = (Signature.Inputs[0], Signature.Outputs[0]);
        Sixteens.CopyPadded(kernel, "input", inner[0], (inner[1], inner[2]), "output", (outer[1], outer[2]), (Padding.Top, Padding.Left));
    }
}

/// <summary>The image of one sample without its borders.</summary>
public sealed record OneSampleCrop2D(Crop2D Cropping, Signature Signature) : OneSampleOperation(Cropping, Signature)
{
    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var (outer, inner) = (Signature.Inputs[0], Signature.Outputs[0]);
        using (kernel.For("channel", inner[0], out var channel))
        using (kernel.For("row", inner[1], out var row))
        {
            var from = (((channel * outer[1]) + row + Cropping.Top) * outer[2]) + Cropping.Left;
            kernel.Write($"Lanes.Copy(ref {from.In("input")}, {inner[2]}, ref {(((channel * inner[1]) + row) * inner[2]).In("output")});");
        }
    }
}

/// <summary>The rows and columns of an image inside a larger one.</summary>
internal static class Window
{
    /// <summary>Visits the elements of the inner image: their indices there and in the outer image.</summary>
    public static void ForEach(int batch, Shape inner, int top, int bottom, int left, int right, Action<int, int> visit)
    {
        var (height, width) = (inner[1] + top + bottom, inner[2] + left + right);
        for (var i = 0; i < batch * inner.Count; i++)
        {
            var (plane, row, column) = (i / (inner[1] * inner[2]), i / inner[2] % inner[1], i % inner[2]);
            visit(i, (((plane * height) + row + top) * width) + column + left);
        }
    }
}
