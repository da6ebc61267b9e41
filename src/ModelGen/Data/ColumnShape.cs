namespace ModelGen;

/// <summary>What a column holds of each sample.</summary>
/// <param name="Width">Values, of a sequence those of a step.</param>
/// <param name="IsInteger">Whether they are integers.</param>
/// <param name="IsSequence">Whether it holds them for each step of a sequence.</param>
internal readonly record struct ColumnShape(int Width, bool IsInteger, bool IsSequence = false)
{
    public override string ToString() => $"{Width} {(IsInteger ? "integer" : "float")}{(Width == 1 ? "" : "s")}{(IsSequence ? " for each step" : "")}";
}
