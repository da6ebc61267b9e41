using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Hyperparameters;

/// <summary>A number of training that changes no shape: it is read while training runs, and may be changed without compiling again.</summary>
/// <param name="Argument">What the user calls it in the declaration: <c>rate</c>, <c>Beta1</c>.</param>
/// <param name="Declared">The declared value.</param>
/// <param name="Range">The values that it may have.</param>
public sealed record Hyperparameter(string Argument, float Declared, HyperparameterRange Range)
{
    /// <summary>The name by which running code finds it: <c>beta1</c>.</summary>
    public string Name => Identifiers.Camel(Argument);

    /// <summary>What is wrong with the declared value.</summary>
    public Problem? Validate() => Range switch
    {
        HyperparameterRange.Positive => Constants.Positive(Argument, Declared),
        HyperparameterRange.NotNegative => Constants.NotNegative(Argument, Declared),
        _ => Constants.Fraction(Argument, Declared),
    };

    /// <summary>An expression for the value in a kernel.</summary>
    /// <param name="declared">The declared value.</param>
    /// <param name="slot">Its place among the model's values; −1 where it cannot change.</param>
    public static string Expression(float declared, int slot) =>
        slot < 0 ? Literals.Float(declared) : FormattableString.Invariant($"block.Hyperparameter({slot})");
}

/// <summary>The values that a hyper-parameter may have. The runtime has an enum of the same names.</summary>
public enum HyperparameterRange
{
    /// <summary>Above 0, finite.</summary>
    Positive,

    /// <summary>At least 0, finite.</summary>
    NotNegative,

    /// <summary>From 0 up to, but without, 1.</summary>
    Fraction,

    /// <summary>Between 0 and 1, neither included: an optimizer says why 0 is not.</summary>
    PositiveFraction,

    /// <summary>0 alone: another value would change rows of sparse tensors that a step has not used.</summary>
    Zero,
}
