using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;

namespace ModelGen.Compiler.Passes;

/// <summary>Brings values that are laid end to end into forms that need no copy (see <see cref="Aliases"/>).</summary>
internal static class Concatenations
{
    /// <summary>Lets a concatenation that begins with the parts of an earlier one take that as its first part: a list that grows from layer to layer becomes one memory.</summary>
    /// <param name="node">The node at hand.</param>
    /// <param name="rewriter">The new graph, which holds the earlier ones.</param>
    public static bool Nest(Node node, GraphRewriter rewriter)
    {
        if (node.Operation is not Concat concat || rewriter.Map(node.Inputs) is not { Length: > 1 } parts)
        {
            return false;
        }

        var axis = Axes.FromStart(concat.Axis, node.Outputs[0].Shape);
        var earlier = rewriter.Target.Nodes
            .Where(other => other.Operation is Concat { Count: > 1 } first && first.Count < concat.Count && Axes.FromStart(first.Axis, other.Outputs[0].Shape) == axis && other.Inputs.SequenceEqual(parts.Take(first.Count)))
            .OrderByDescending(other => other.Inputs.Count)
            .FirstOrDefault();
        if (earlier is null)
        {
            return false;
        }

        Value[] nested = [earlier.Outputs[0], .. parts.Skip(earlier.Inputs.Count)];
        rewriter.Replace(node, [rewriter.Target.Add(new Concat(nested.Length, axis), node.Name, node.Origin, nested)]);
        return true;
    }

    /// <summary>The parts whose sum a node is, in the order in which they fill its result; null where it is no sum of parts among zeros that fill it.</summary>
    /// <remarks>That is how the gradients of slices add up where every part of the whole was used once.</remarks>
    public static (int Axis, IReadOnlyList<Value> Parts)? Tiles(Node node, Func<Value, bool> isReadOnce)
    {
        var parts = new List<(PadAxis Pad, Value Part)>();
        if (node.Operation is not Add || node.Outputs[0].Extent != Extent.Sample || !Gather(node))
        {
            return null;
        }

        parts.Sort((one, other) => one.Pad.Before.CompareTo(other.Pad.Before));
        var axis = parts[0].Pad.Axis;
        var end = 0;
        foreach (var (pad, part) in parts)
        {
            if (pad.Axis != axis || pad.Before != end)
            {
                return null;
            }

            end += part.Shape[axis];
        }

        return end == node.Outputs[0].Shape[axis] ? (axis, [.. parts.Select(part => part.Part)]) : null;

        bool Gather(Node sum)
        {
            foreach (var input in sum.Inputs)
            {
                if (input.Shape != sum.Outputs[0].Shape || !isReadOnce(input))
                {
                    return false;
                }

                if (input.Producer is { Operation: PadAxis pad } padded)
                {
                    parts.Add((pad, padded.Inputs[0]));
                }
                else if (input.Producer is not { Operation: Add } other || !Gather(other))
                {
                    return false;
                }
            }

            return true;
        }
    }
}
