using System.Numerics.Tensors;

namespace ModelGen.Runtime;

/// <summary>What a loss expects of its real targets, by what it takes the scores as.</summary>
internal static class Targets
{
    /// <summary>Index of the first target that the loss has no meaning for; −1 for none.</summary>
    public static int FirstException(ScoreKind kind, ReadOnlySpan<float> targets)
    {
        if (kind is not (ScoreKind.BinaryLogits or ScoreKind.Signs) || AreAllExpected(kind, targets))
            return -1;
        var first = 0;
        while (AreAllExpected(kind, targets.Slice(first, 1)))
            first++;
        return first;
    }

    /// <summary>The values that are expected, for messages.</summary>
    public static string Expected(ScoreKind kind) => kind == ScoreKind.BinaryLogits ? "0 to 1" : "-1 or 1";

    private static bool AreAllExpected(ScoreKind kind, ReadOnlySpan<float> targets) => targets.IsEmpty || kind switch
    {
        // NaN is the result of either where there is one, and compares as false.
        ScoreKind.BinaryLogits => TensorPrimitives.Min(targets) >= 0 && TensorPrimitives.Max(targets) <= 1,
        ScoreKind.Signs => TensorPrimitives.MinMagnitude(targets) is 1 or -1 && TensorPrimitives.MaxMagnitude(targets) is 1 or -1,
        _ => true,
    };
}
