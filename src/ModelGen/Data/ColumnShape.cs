namespace ModelGen;

/// <summary>What a column holds of each sample.</summary>
/// <param name="Width">Values.</param>
/// <param name="IsInteger">Whether they are integers.</param>
internal readonly record struct ColumnShape(int Width, bool IsInteger)
{
    public override string ToString() => $"{Width} {(IsInteger ? "integer" : "float")}{(Width == 1 ? "" : "s")}";
}
