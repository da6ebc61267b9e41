using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>A tensor that an operation brings: a parameter, or state.</summary>
/// <param name="Suffix">PyTorch's name within the layer: <c>weight</c>, <c>running_mean</c>.</param>
/// <param name="Shape">Its shape, in PyTorch's layout.</param>
/// <param name="Initial">How it starts.</param>
/// <param name="IsState">Whether it is saved but not trained.</param>
/// <param name="IsPenalized">Whether regularizers act on it: true for weights proper, false for biases and normalization's gain.</param>
/// <param name="IsInteger">Whether files hold it as an integer.</param>
/// <param name="UnitAxis">The axis whose indices are the layer's outputs.</param>
/// <param name="IsSparse">Whether a step changes only those of its rows that it used.</param>
public sealed record Weight(
    string Suffix, Shape Shape, Initial Initial, bool IsState = false, bool IsPenalized = false, bool IsInteger = false, int UnitAxis = 0, bool IsSparse = false);

/// <summary>Initial values: the initializer's name as the runtime's <c>Initializer</c> spells it, its scale (0: the initializer's own), and the fans.</summary>
public sealed record Initial(string Initializer, float Scale, int FanIn, int FanOut)
{
    /// <summary>All ones.</summary>
    public static Initial Ones { get; } = new("Ones", 0f, 1, 1);

    /// <summary>All zeros.</summary>
    public static Initial Zeros { get; } = new("Zeros", 0f, 1, 1);
}
