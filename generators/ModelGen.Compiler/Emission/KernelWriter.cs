using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Emission;

/// <summary>
/// Where an operation writes the body of its kernel. In the body each operand and result is a <c>ref float</c> (integers: <c>ref int</c>) of the name that the operation gives
/// it, standing at the value's first element, and <c>block</c> is the running block. A sample value's feature f of the block's sample s is at <c>f * 16 + s</c>;
/// a batch value is a plain array. A reduction adds to its results.
/// </summary>
public sealed class KernelWriter : CodeWriter
{
    private readonly IDictionary<string, int>? sizes;

    /// <param name="writer">Where to write.</param>
    /// <param name="vector">The vectors to write for.</param>
    /// <param name="node">The node whose kernel it is.</param>
    /// <param name="sizes">Gets the sizes that the text names; null where it is to have literals.</param>
    internal KernelWriter(CodeWriter writer, VectorWidth vector, Node node, IDictionary<string, int>? sizes = null)
        : base(writer)
    {
        Vector = vector;
        Node = node;
        this.sizes = sizes;
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

    /// <summary>A number that may differ between kernels of one text. One name is one number.</summary>
    public Size Size(string name, int value)
    {
        if (sizes is null)
        {
            return value;
        }

        if (sizes.TryGetValue(name, out var known) && known != value)
        {
            throw new InvalidOperationException($"{Node}: the size {name} is {known} and {value}.");
        }

        sizes[name] = value;
        return Emission.Size.Named(name, value);
    }

    /// <summary>Tiles that cover a range, with their numbers and places as sizes.</summary>
    /// <param name="name">What is covered, as the sizes' names have it: one channel, say.</param>
    /// <param name="tiles">First item, items and number of the tiles of each run; at most two runs, the first from 0 on.</param>
    public IEnumerable<(Size First, int Tile, Size Groups)> Tiles(string name, IEnumerable<(int First, int Tile, int Groups)> tiles)
    {
        var end = (Size)0;
        foreach (var (first, tile, groups) in tiles)
        {
            var count = first == 0 ? Size($"{name}Tiles", groups) : groups;
            yield return (end, tile, count);
            end = count * tile;
        }
    }

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
