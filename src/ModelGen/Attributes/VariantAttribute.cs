namespace ModelGen;

/// <summary>
/// Values that a constant of a model's class may have instead of its own: <c>[Variant(32, 64, 128)] const int Width = 64;</c>. The generator emits a network for each, a class of its own that has the
/// constant's name and value in its name (<c>MlpWidth32</c>), and <c>CreateVariant(width, seed)</c>, so that a search over structures needs no further source. Of several such constants each combination is a network.
/// </summary>
/// <param name="values">The values; the constant's own is one of them, written or not.</param>
[AttributeUsage(AttributeTargets.Field)]
public sealed class VariantAttribute(params int[] values) : Attribute
{
    /// <summary>The values.</summary>
    public int[] Values { get; } = values;
}
