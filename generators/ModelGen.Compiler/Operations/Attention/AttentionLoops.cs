using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// The loops of attention's kernels: over heads, over tiles of steps of the queries, which share what is loaded of the keys and values, and within a tile over the keys' steps. In a tile <c>step</c> is its first, <c>seen</c> the number
/// of keys' steps that it looks at; <c>shares</c> begin at <c>tileShares</c>, and what it needs of an operand at a reference that <see cref="Declare"/> declares.
/// </summary>
internal sealed class AttentionLoops
{
    private readonly KernelWriter kernel;
    private readonly Attention attention;
    private readonly int size;
    private Offset lane, head;

    /// <param name="kernel">The kernel.</param>
    /// <param name="attention">The attention.</param>
    /// <param name="size">Features of all heads.</param>
    public AttentionLoops(KernelWriter kernel, Attention attention, int size)
    {
        this.kernel = kernel;
        this.attention = attention;
        this.size = size;
    }

    /// <summary>Features of a head.</summary>
    public int Width => size / attention.Heads;

    /// <summary>Steps of the queries in the largest tile, whatever the vectors: what each tile has in the workspace.</summary>
    public const int MostQueries = 4;

    /// <summary>Steps of the queries in a whole tile: as many as registers hold sums for.</summary>
    private int QueryTile => kernel.Vector.Registers == 32 ? MostQueries : 2;

    /// <summary>Writes the loops.</summary>
    /// <param name="queries">The queries' time; null for a sample that has one.</param>
    /// <param name="keys">The keys' time.</param>
    /// <param name="beginHead">Writes what comes before a head's first tile.</param>
    /// <param name="emit">Writes what is done with a tile of so many steps of the queries.</param>
    public void Write(TimeAxis? queries, TimeAxis keys, Action beginHead, Action<int> emit)
    {
        var vector = kernel.Vector;
        kernel.Write($"""
            var steps = {(queries is null ? "1" : $"block.Steps({queries.Lengths})")};
            var keys = block.Steps({keys.Lengths});
            """);
        using (kernel.ForSlices(out lane))
        {
            kernel.Write("// Lanes without a sample see one step, so that they are finite.");
            kernel.Write($"var length = {vector.Class}.Max({vector.Load("lengths", lane)}, {vector.IntegerType}.One);");
            using (kernel.ForPart("head", new TileRun(0, 1, attention.Heads), out head))
            {
                beginHead();
                kernel.Write("var step = 0;");
                foreach (var tile in queries is null ? [1] : new[] { QueryTile, 1 })
                {
                    using (kernel.Block(tile == 1 ? "for (; step < steps; step++)" : $"for (; step <= steps - {tile}; step += {tile})"))
                    {
                        BeginTile(tile);
                        emit(tile);
                    }
                }
            }
        }
    }

    /// <summary>Declares where some of a head's features of a step begin.</summary>
    /// <param name="name">The reference's name.</param>
    /// <param name="operand">What has the features.</param>
    /// <param name="step">The step: a tile's first, or one of the keys.</param>
    /// <param name="feature">The first of the features, counted from the head's first.</param>
    public void Declare(string name, string operand, Offset step, Offset feature) =>
        kernel.Write($"ref var {name} = ref {((((step * size) + (head * Width) + feature) * VectorWidth.Lanes) + lane).In(operand)};");

    /// <summary>Declares where a tile's shares begin, or their gradients.</summary>
    public void DeclareShares(string name, string operand) =>
        kernel.Write($"ref var {name} = ref {((((((Offset)"step" * attention.Heads) + head) * attention.Keys) * VectorWidth.Lanes) + lane).In(operand)};");

    /// <summary>A feature of a later step, counted from a reference.</summary>
    public Offset Feature(Offset step, Offset feature) => ((step * size) + feature) * VectorWidth.Lanes;

    /// <summary>The share that a query of the tile gives to a step of the keys.</summary>
    public Offset Share(Offset query, Offset key) => ((query * (attention.Heads * attention.Keys)) + key) * VectorWidth.Lanes;

    /// <summary>A head's place in a workspace of some vectors for each.</summary>
    public Offset OfHead(int vectors) => (head * (vectors * VectorWidth.Lanes)) + lane;

    /// <summary>Whether a step of the keys is one that a query of the tile sees, as a mask.</summary>
    public string Sees(int query, Offset key) =>
        $"{kernel.Vector.Compare("LessThan", kernel.Vector.Broadcast($"{key}"), attention.Causal ? $"length{query}" : "length")}.AsSingle()";

    /// <summary>Tiles of the steps of the keys that are seen, <c>s</c> being the first.</summary>
    public void ForKeyTiles(int tile, Action<int> emit)
    {
        using (kernel.Block($"for (s = 0; s <= seen - {tile}; s += {tile})"))
        {
            emit(tile);
        }

        using (kernel.Block("for (; s < seen; s++)"))
        {
            emit(1);
        }
    }

    /// <summary>The steps of the keys that are seen, <c>s</c> being the running one.</summary>
    public CodeWriter.Scope ForKeys() => kernel.Block("for (s = 0; s < seen; s++)");

    /// <summary>The product over a head's features of each query of the tile and each of some steps of the keys.</summary>
    /// <param name="queries">Queries.</param>
    /// <param name="keys">Steps of the keys.</param>
    /// <param name="left">A reference to the queries' features, and what one is called.</param>
    /// <param name="right">A reference to the steps' features, and what one is called.</param>
    /// <param name="product">What a product is called.</param>
    /// <param name="begin">What a product begins with.</param>
    /// <returns>The products.</returns>
    public IReadOnlyList<(int Query, int Key, string Product)> WriteProducts(
        int queries, int keys, (string Reference, string Name) left, (string Reference, string Name) right, string product, Func<int, int, string> begin)
    {
        var vector = kernel.Vector;
        var products = (from q in Enumerable.Range(0, queries) from k in Enumerable.Range(0, keys) select (Query: q, Key: k, Product: $"{product}{q}_{k}")).ToArray();
        foreach (var (q, k, name) in products)
        {
            kernel.Write($"var {name} = {begin(q, k)};");
        }

        using (kernel.For("d", Width, out var d))
        {
            foreach (var q in Enumerable.Range(0, queries))
            {
                kernel.Write($"var {left.Name}{q} = {vector.Load(left.Reference, Feature(q, d))};");
            }

            foreach (var k in Enumerable.Range(0, keys))
            {
                kernel.Write($"var {right.Name}{k} = {vector.Load(right.Reference, Feature(k, d))};");
            }

            foreach (var (q, k, name) in products)
            {
                kernel.Write($"{name} = {vector.MultiplyAdd($"{left.Name}{q}", $"{right.Name}{k}", name)};");
            }
        }

        return products;
    }

    private void BeginTile(int tile)
    {
        var last = (Offset)"step" + tile;
        kernel.Write($"""
            var s = 0;
            var seen = {(attention.Causal ? $"Math.Min({last}, keys)" : "keys")};
            """);
        DeclareShares("tileShares", "shares");
        for (var query = 0; query < tile && attention.Causal; query++)
        {
            kernel.Write($"var length{query} = {kernel.Vector.Class}.Min(length, {kernel.Vector.Broadcast($"{(Offset)"step" + (query + 1)}")});");
        }
    }
}
