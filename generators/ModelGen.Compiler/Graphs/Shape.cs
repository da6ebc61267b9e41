namespace ModelGen.Compiler.Graphs;

/// <summary>The sizes of a value's axes without the batch, outermost first.</summary>
public sealed record Shape(EquatableArray<int> Sizes)
{
    private static readonly string[][] AxisNames = [[], ["features"], ["channels", "length"], ["channels", "height", "width"], ["channels", "depth", "height", "width"]];

    /// <summary>A shape of these sizes.</summary>
    public static Shape Of(params int[] sizes) => new(new EquatableArray<int>(sizes));

    /// <summary>The number of axes.</summary>
    public int Rank => Sizes.Count;

    /// <summary>The size of one axis.</summary>
    public int this[int axis] => Sizes[axis];

    /// <summary>The number of elements.</summary>
    public int Count => checked((int)LongCount);

    /// <summary>The number of elements, also where it is absurd: past a long it is <see cref="long.MaxValue"/>. Sizes are at least 0.</summary>
    public long LongCount
    {
        get
        {
            var count = 1L;
            foreach (var size in Sizes)
            {
                count = size > 0 && count > long.MaxValue / size ? long.MaxValue : count * size;
            }

            return count;
        }
    }

    /// <summary>The name of an axis, as messages use it.</summary>
    public string AxisName(int axis) => Rank < AxisNames.Length ? AxisNames[Rank][axis] : $"axis {axis}";

    /// <summary>Sizes with the axes' names: <c>[channels 16, height 5, width 5]</c>.</summary>
    public override string ToString() => $"[{string.Join(", ", Sizes.Select((size, axis) => $"{AxisName(axis)} {size}"))}]";

    /// <summary>Sizes alone: <c>[16, 5, 5]</c>.</summary>
    public string ToShortString() => $"[{string.Join(", ", Sizes)}]";
}
