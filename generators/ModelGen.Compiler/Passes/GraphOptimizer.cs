using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;

namespace ModelGen.Compiler.Passes;

/// <summary>Makes a program cheaper without changing what it computes: removes what nobody reads, computes equal things once, folds and fuses.</summary>
public static class GraphOptimizer
{
    /// <summary>The optimized graph. Roots are the nodes with effects and the <paramref name="results"/>.</summary>
    /// <returns>The new graph and the images of the results.</returns>
    public static (Graph Graph, IReadOnlyList<Value> Results) Optimize(Graph graph, IReadOnlyList<Value> results)
    {
        (graph, results) = RemoveUnused(graph, results);
        (graph, results) = ShareEqual(graph, results);
        (graph, results) = FoldScales(graph, results);
        (graph, results) = JoinParts(graph, results);
        (graph, results) = RemoveUnused(graph, results);
        return FuseActivations(graph, results);
    }

    /// <summary>Drops nodes that reach neither an effect nor a result.</summary>
    public static (Graph Graph, IReadOnlyList<Value> Results) RemoveUnused(Graph graph, IReadOnlyList<Value> results)
    {
        var live = new HashSet<Value>(results);
        var kept = new HashSet<Node>();
        foreach (var node in graph.Nodes.Reverse())
        {
            if (node.Operation.HasEffect || node.Outputs.Any(live.Contains))
            {
                _ = kept.Add(node);
                live.UnionWith(node.Inputs);
            }
        }

        return Rewrite(graph, results, (node, rewriter) =>
        {
            if (kept.Contains(node))
            {
                rewriter.Copy(node);
            }
        });
    }

    /// <summary>Computes equal operations on equal operands once. A result's reductions stay its own: each adds up in a place of its own.</summary>
    public static (Graph Graph, IReadOnlyList<Value> Results) ShareEqual(Graph graph, IReadOnlyList<Value> results)
    {
        var own = new HashSet<Node>();
        foreach (var result in results)
        {
            Keep(result);
        }

        var seen = new Dictionary<(Operation Operation, EquatableArray<int> Inputs), Node>();
        return Rewrite(graph, results, (node, rewriter) =>
        {
            var key = (node.Operation, rewriter.Map(node.Inputs).Select(input => input.Id).ToEquatableArray());
            var isShared = !node.Operation.HasEffect && !own.Contains(node);
            if (isShared && seen.TryGetValue(key, out var twin))
            {
                rewriter.Replace(node, twin.Outputs);
                return;
            }

            rewriter.Copy(node);
            if (isShared && node.Outputs.Count > 0)
            {
                seen[key] = rewriter.Map(node.Outputs[0]).Producer!;
            }
        });

        void Keep(Value value)
        {
            if (value.Extent == Extent.Batch && value.Producer is { } producer && own.Add(producer) && producer.Operation is Add)
            {
                Keep(producer.Inputs[0]);
                Keep(producer.Inputs[1]);
            }
        }
    }

    /// <summary>Folds a scale and shift for each channel into the weights of the operation that makes its input.</summary>
    public static (Graph Graph, IReadOnlyList<Value> Results) FoldScales(Graph graph, IReadOnlyList<Value> results)
    {
        var readers = CountReaders(graph, results);
        var folded = graph.Nodes.Where(node => node.Operation is IScale).ToDictionary(scale => scale, scale => MakersOf(scale.Inputs[0]));
        var absorbed = new HashSet<Node>(folded.Values.SelectMany(makers => makers));
        return Rewrite(graph, results, (node, rewriter) =>
        {
            if (absorbed.Contains(node))
            {
                return;
            }

            if (folded.TryGetValue(node, out var makers) && makers.Count > 0)
            {
                var add = (Operation operation, IReadOnlyList<Value> inputs) => rewriter.Target.Add(operation, makers[0].Name, makers[0].Origin, inputs);
                var image = Absorber(makers[0])!.Absorb(add, rewriter.Map(makers[0].Inputs), rewriter.Map(node.Inputs[1]), rewriter.Map(node.Inputs[2]));
                rewriter.Replace(node, [makers.Skip(1).Aggregate(image, (value, crop) => rewriter.Target.Add(crop.Operation, crop.Name, crop.Origin, value))]);
                return;
            }

            rewriter.Copy(node);
        });

        // What makes a value that the scale alone reads: an operation that takes the scale in, and what crops its result, each channel alike.
        IReadOnlyList<Node> MakersOf(Value value) =>
            value.Producer is not { } maker || readers[value] > 1 ? []
            : Absorber(maker) is not null ? [maker]
            : maker.Operation is Crop2D && MakersOf(maker.Inputs[0]) is { Count: > 0 } before ? [.. before, maker]
            : [];

        static IAbsorbsScale? Absorber(Node node) => node.Operation switch
        {
            IAbsorbsScale operation => operation,
            ConvolutionInputGradient { Geometry.Groups: 1 } transposed => new TransposedScale(transposed),
            _ => null,
        };
    }

    /// <summary>Lays end to end what is added up among zeros, and nests what is laid end to end.</summary>
    public static (Graph Graph, IReadOnlyList<Value> Results) JoinParts(Graph graph, IReadOnlyList<Value> results)
    {
        var readers = CountReaders(graph, results);
        return Rewrite(graph, results, (node, rewriter) =>
        {
            if (Concatenations.Tiles(node, value => readers.TryGetValue(value, out var count) && count == 1) is { } tiles)
            {
                rewriter.Replace(node, [rewriter.Target.Add(new Concat(tiles.Parts.Count, tiles.Axis), node.Name, node.Origin, rewriter.Map(tiles.Parts))]);
            }
            else if (!Concatenations.Nest(node, rewriter))
            {
                rewriter.Copy(node);
            }
        });
    }

    /// <summary>Lets the kernel that makes an activation's input apply the activation, where nothing else reads that input.</summary>
    public static (Graph Graph, IReadOnlyList<Value> Results) FuseActivations(Graph graph, IReadOnlyList<Value> results)
    {
        var readers = CountReaders(graph, results);
        var fused = new Dictionary<Node, (Operation Operation, string Last)>();
        var applied = new HashSet<Node>();
        foreach (var node in graph.Nodes)
        {
            if (node.Operation is Elementwise activation
                && node.Inputs[0].Producer is { } producer
                && producer.Outputs[0] == node.Inputs[0]
                && readers[producer.Outputs[0]] == 1
                && !fused.ContainsKey(producer)
                && producer.Operation.Fuse(activation) is { } combined)
            {
                fused.Add(producer, (combined, node.Name));
                _ = applied.Add(node);
            }
        }

        return Rewrite(graph, results, (node, rewriter) =>
        {
            if (applied.Contains(node))
            {
                rewriter.Replace(node, [rewriter.Map(node.Inputs[0])]);
            }
            else if (fused.TryGetValue(node, out var combined))
            {
                rewriter.Replace(node, [rewriter.Target.Add(combined.Operation, node.Name, node.Origin, rewriter.Map(node.Inputs))]);
                rewriter.Target.Nodes[^1].LastName = combined.Last;
            }
            else
            {
                rewriter.Copy(node);
            }
        });
    }

    internal static Dictionary<Value, int> CountReaders(Graph graph, IReadOnlyList<Value> results)
    {
        var readers = graph.Nodes.SelectMany(node => node.Outputs).ToDictionary(value => value, _ => 0);
        foreach (var value in graph.Nodes.SelectMany(node => node.Inputs).Concat(results).Where(readers.ContainsKey))
        {
            readers[value]++;
        }

        return readers;
    }

    internal static (Graph Graph, IReadOnlyList<Value> Results) Rewrite(Graph graph, IReadOnlyList<Value> results, Action<Node, GraphRewriter> visit)
    {
        var rewriter = new GraphRewriter();
        foreach (var node in graph.Nodes)
        {
            visit(node, rewriter);
        }

        return (rewriter.Target, rewriter.Map(results));
    }
}

/// <summary>An operation y = x · scale + shift for each channel; operands x, scale, shift.</summary>
public interface IScale;

/// <summary>An operation whose weights can take in a scale and shift of its output's channels.</summary>
public interface IAbsorbsScale
{
    /// <summary>Adds the operation with folded weights, which are computed once for each version of the parameters.</summary>
    /// <param name="add">Appends an operation to the new graph.</param>
    /// <param name="inputs">The operation's operands.</param>
    /// <param name="scale">[channels].</param>
    /// <param name="shift">[channels].</param>
    Value Absorb(Func<Operation, IReadOnlyList<Value>, Value> add, IReadOnlyList<Value> inputs, Value scale, Value shift);
}
