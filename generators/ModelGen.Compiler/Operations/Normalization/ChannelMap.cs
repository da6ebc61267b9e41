using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>A function of each element with constants that its channel (index of the first axis) has.</summary>
public abstract record ChannelMap : Operation
{
    /// <inheritdoc/>
    public override bool OffersEpilogue => true;

    /// <inheritdoc/>
    public override int InPlaceInput => 0;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => inputs[0];

    /// <summary>The result for one element, in the reference.</summary>
    private protected abstract double Function(ReferenceCall call, int sample, int channel, int element);

    /// <summary>Declares the constants of a channel, and what holds for all positions of the slice at a lane.</summary>
    private protected abstract void EmitOperands(KernelWriter kernel, int positions, Offset channel, Offset lane);

    /// <summary>The result at an offset, before the activation.</summary>
    private protected abstract string Expression(VectorWidth vector, Offset offset);

    /// <summary>The activation that was fused into the kernel, if any.</summary>
    private protected virtual Elementwise? FusedActivation => null;

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var output = call.Output();
        var elements = call.OutputShape().Count;
        var positions = elements / call.OutputShape()[0];
        for (var i = 0; i < output.Length; i++)
        {
            output[i] = Function(call, i / elements, i % elements / positions, i);
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var positions = kernel.Size("Positions", kernel.OutputShape().Count / kernel.OutputShape()[0]);
        using (kernel.For("channel", kernel.Size("Channels", kernel.OutputShape()[0]), out var channel))
        using (kernel.ForSlices(out var lane))
        {
            EmitOperands(kernel, positions.Value, channel, lane);
            using (kernel.For("position", positions, out var position))
            {
                var offset = kernel.Declare("offset", (((channel * positions) + position) * VectorWidth.Lanes) + lane);
                kernel.Epilogue.After(FusedActivation).StoreElement(Expression(kernel.Vector, offset), OutputNames[0], offset);
            }
        }
    }
}
