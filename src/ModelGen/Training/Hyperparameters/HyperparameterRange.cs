using System.ComponentModel;

namespace ModelGen.Runtime;

/// <summary>The values that a hyper-parameter may have.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum HyperparameterRange
{
    /// <summary>Above 0, finite.</summary>
    Positive,

    /// <summary>At least 0, finite.</summary>
    NotNegative,

    /// <summary>From 0 up to, but without, 1.</summary>
    Fraction,

    /// <summary>Between 0 and 1, neither included.</summary>
    PositiveFraction,

    /// <summary>0 alone: another value would change rows of sparse tensors that a step has not used.</summary>
    Zero,
}

/// <summary>A number of training that may change without compiling again.</summary>
/// <param name="Name">Its name: <c>rate</c>, <c>dropout1.rate</c>.</param>
/// <param name="Declared">The declared value.</param>
/// <param name="Range">The values that it may have.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct HyperparameterLayout(string Name, float Declared, HyperparameterRange Range);
