using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;

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
        Epilogue = new Epilogue(this, [], hasSum: false);
    }

    private KernelWriter(KernelWriter writer, Node node, IReadOnlyList<Epilogue.Step> steps, bool hasSum)
        : this(writer, writer.Vector, node, writer.sizes) => Epilogue = new Epilogue(this, steps, hasSum);

    /// <summary>What is applied to each element of the result on the way to memory; only operations that offer it need look at it (<see cref="Operation.OffersEpilogue"/>).</summary>
    internal Epilogue Epilogue { get; }

    /// <summary>The name of the first result.</summary>
    internal string ResultName => Node.Operation.OutputNames[0];

    /// <summary>The writer for an operation that makes what the node's is more than.</summary>
    /// <param name="maker">The operation.</param>
    /// <param name="inputs">How many of the operands, from the first, are its own.</param>
    /// <param name="steps">What follows.</param>
    /// <param name="hasSum">Whether channels are added up then.</param>
    internal KernelWriter Making(Operation maker, int inputs, IReadOnlyList<Epilogue.Step> steps, bool hasSum) =>
        new(this, new Node(Node.Id, maker, Node.Inputs.Take(inputs).ToArray(), Node.Name, Node.Origin) { Outputs = [Node.Outputs[0]] }, steps, hasSum);

    /// <summary>Floats that the operation needs for itself.</summary>
    internal int Workspace => KernelMethod.Workspace(Node);

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

    /// <summary>The time axis of an operand; null where a sample has one of it.</summary>
    public TimeAxis? TimeOf(int index) => Node.Inputs[index].Time;

    /// <summary>The time axis of an operand, for kernels that go along it.</summary>
    public TimeAxis InputTime(int index = 0) => Node.Inputs[index].Time ?? throw new InvalidOperationException($"{Node}: operand {index} has no time.");

    /// <summary>All shapes.</summary>
    internal Signature Signature => Signature.Of(Node);

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
    /// <param name="runs">At most two runs, the first from 0 on.</param>
    public IEnumerable<TileRun> Tiles(string name, IEnumerable<TileRun> runs)
    {
        var first = (Size)0;
        foreach (var run in runs)
        {
            var sized = run with { First = first, Count = run.Count.Value == 1 ? 1 : Size($"{name}Tiles", run.Count.Value) };
            yield return sized;
            first = sized.Below;
        }
    }

    /// <summary>A loop over the slices of lanes that hold real samples; 512 bits are all of them.</summary>
    /// <param name="lane">The first of <see cref="VectorWidth.Count"/> lanes.</param>
    public Scope ForSlices(out Offset lane)
    {
        lane = Vector.Count == VectorWidth.Lanes ? 0 : "lane";
        return lane.IsLiteral ? Names() : Block($"for (var lane = 0; lane < block.Samples; lane += {Vector.Count})");
    }

    /// <summary>A loop over all slices of lanes, those beyond the last sample too.</summary>
    /// <param name="lane">The first of <see cref="VectorWidth.Count"/> lanes.</param>
    public Scope ForAllSlices(out Offset lane) => For("lane", 0, VectorWidth.Lanes, Vector.Count, out lane);

    /// <summary>A loop over all vectors of a value, of all its steps where it has such.</summary>
    /// <param name="elements">Elements of a sample or a step, each of sixteen lanes.</param>
    /// <param name="time">The time axis that it exists along, if any.</param>
    /// <param name="i">The running vector's first float.</param>
    public Scope ForVectors(int elements, TimeAxis? time, out Offset i)
    {
        if (time is null)
        {
            return ForVectors(elements, out i);
        }

        i = "i";
        return Block($"for (var i = 0; i < block.Steps({time.Lengths}) * {elements * VectorWidth.Lanes}; i += {Vector.Count})");
    }

    /// <summary>A loop over the block's real samples.</summary>
    /// <param name="sample">The running sample.</param>
    public Scope ForSamples(out Offset sample)
    {
        sample = "sample";
        return Block("for (var sample = 0; sample < block.Samples; sample++)");
    }

    /// <summary>Declares <c>steps</c>, the length of the block's longest sequence.</summary>
    public void DeclareSteps(TimeAxis time) => Write($"var steps = block.Steps({time.Lengths});");

    /// <summary>A loop over the part of a range that the running thread does, where several run a block together.</summary>
    /// <param name="variable">The loop's variable.</param>
    /// <param name="tiles">The range, in tiles.</param>
    /// <param name="first">The first item of the running tile.</param>
    public Scope ForPart(string variable, TileRun tiles, out Offset first)
    {
        if (tiles.Count.Value == 1)
        {
            first = tiles.First;
            return Block("if (block.Leads)");
        }

        first = variable;
        var (from, to) = ((Offset)$"block.FirstOf({(Offset)tiles.Count})", (Offset)$"block.EndOf({(Offset)tiles.Count})");
        return Block($"for (int {variable} = {Item(from)}, {variable}End = {Item(to)}; {variable} < {variable}End; {variable} += {tiles.Size})");

        Offset Item(Offset tile) => (tile * tiles.Size) + tiles.First;
    }

    /// <summary>A loop over those of the steps that were declared that the running thread does, where several run a block together.</summary>
    /// <param name="step">The running step.</param>
    public Scope ForPartOfSteps(out Offset step)
    {
        step = "step";
        return Block("for (int step = block.FirstOf(steps), end = block.EndOf(steps); step < end; step++)");
    }

    /// <summary>A loop over the steps that were declared.</summary>
    /// <param name="step">The running step.</param>
    public Scope ForSteps(out Offset step)
    {
        step = "step";
        return Block("for (var step = 0; step < steps; step++)");
    }

    /// <summary>A loop over all vectors of a value, or of as many elements.</summary>
    /// <param name="elements">Elements, each of sixteen lanes.</param>
    /// <param name="i">The running vector's first float.</param>
    public Scope ForVectors(Size elements, out Offset i) => For("i", 0, elements * VectorWidth.Lanes, Vector.Count, out i);

    /// <summary>A loop over all slices of lanes for partial sums of samples: slices without a real sample hold nothing, and their sums are set to 0.</summary>
    /// <param name="clear">Gets the lane, and calls what it gets with the place of each partial sum in the workspace.</param>
    /// <param name="lane">The first of <see cref="VectorWidth.Count"/> lanes.</param>
    public Scope ForPartialSums(Action<Offset, Action<Offset>> clear, out Offset lane)
    {
        var slices = ForAllSlices(out lane);
        if (!lane.IsLiteral)
        {
            using (Block("if (lane >= block.Samples)"))
            {
                clear(lane, place => Write($"{Vector.Store(Vector.Zero, "workspace", place)};"));
                Write("continue;");
            }
        }

        return slices;
    }
}
