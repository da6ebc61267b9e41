namespace ModelGen.Runtime;

/// <summary>Where the values of a tensor's units are, its unit axis being any: of each unit some parts of equal length at equal distances.</summary>
/// <param name="Count">Units.</param>
/// <param name="Parts">Parts of a unit.</param>
/// <param name="Length">Values of a part, which is also the distance from one unit to the next.</param>
internal readonly record struct UnitLayout(int Count, int Parts, int Length)
{
    /// <summary>The units of a tensor; a scalar is one.</summary>
    public static UnitLayout Of(ReadOnlySpan<int> shape, int axis)
    {
        var (count, parts, length) = (1, 1, 1);
        for (var i = 0; i < shape.Length; i++)
        {
            if (i < axis)
                parts *= shape[i];
            else if (i == axis)
                count = shape[i];
            else
                length *= shape[i];
        }

        return new UnitLayout(count, parts, length);
    }

    /// <summary>Where a part of a unit begins in the tensor.</summary>
    public int Start(int unit, int part) => (part * Count + unit) * Length;
}
