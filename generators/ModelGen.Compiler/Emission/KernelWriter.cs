using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Emission;

/// <summary>
/// Where an operation writes the body of its kernel. In the body each operand and result is a <c>ref float</c> (integers: <c>ref int</c>) of the name that the operation gives
/// it, standing at the value's first element, and <c>block</c> is the running block. A sample value's feature f of the block's sample s is at <c>f * 16 + s</c>;
/// a batch value is a plain array. A reduction adds to its results.
/// </summary>
public sealed class KernelWriter : CodeWriter
{
    internal KernelWriter(CodeWriter writer, VectorWidth vector, Node node)
        : base(writer)
    {
        Vector = vector;
        Node = node;
    }

    /// <summary>The vectors to write for.</summary>
    public VectorWidth Vector { get; }

    /// <summary>The node that the kernel is written for; others of the same operation and shapes share it, so nothing else of the node may be used.</summary>
    private Node Node { get; }

    /// <summary>Number of operands.</summary>
    public int InputCount => Node.Inputs.Count;

    /// <summary>An operand's shape.</summary>
    public Shape InputShape(int index = 0) => Node.Inputs[index].Shape;

    /// <summary>A result's shape.</summary>
    public Shape OutputShape(int index = 0) => Node.Outputs[index].Shape;

    /// <summary>Whether an operand exists once a sample or once.</summary>
    public Extent InputExtent(int index = 0) => Node.Inputs[index].Extent;

    /// <summary>Whether a result exists once a sample or once.</summary>
    public Extent OutputExtent(int index = 0) => Node.Outputs[index].Extent;

    /// <summary>A loop over the slices of lanes that hold real samples: <c>lane</c> is the first of <see cref="VectorWidth.Count"/> lanes. One turn at 512 bits.</summary>
    public Scope ForSlices() => Vector.Count == VectorWidth.Lanes
        ? Constant()
        : Block($"for (var lane = 0; lane < block.Samples; lane += {Vector.Count})");

    /// <summary>A loop over all slices of lanes, those beyond the last sample too.</summary>
    public Scope ForAllSlices() => Vector.Count == VectorWidth.Lanes ? Constant() : For("lane", 0, VectorWidth.Lanes, Vector.Count);

    /// <summary>A loop over all slices of lanes for partial sums of samples: slices without a real sample hold nothing, and their sums are set to 0.</summary>
    /// <param name="clear">Calls what it gets with the place of each partial sum in the workspace.</param>
    public Scope ForPartialSums(Action<Action<string>> clear)
    {
        var slices = ForAllSlices();
        if (Vector.Count < VectorWidth.Lanes)
        {
            using (Block("if (lane >= block.Samples)"))
            {
                clear(place => Write($"{Vector.Store(Vector.Zero, "workspace", place)};"));
                Write("continue;");
            }
        }

        return slices;
    }

    private Scope Constant() => For("lane", 1);
}
