namespace ModelGen.Compiler.Diagnostics;

/// <summary>Every diagnostic of the compiler.</summary>
public static partial class Rules
{
    /// <summary>A dense layer gets something that is not a vector.</summary>
    public static Rule DenseTakesVector { get; } = new(
        "MG2004",
        "A dense layer takes a vector",
        "'{0}' takes a vector, but gets {1} from {from}. Insert [Flatten], which gives {2} values.",
        Severity.Error,
        "A dense layer connects every input to every unit, so its input must be one axis of features. Put [Flatten] before it.");
}
