namespace ModelGen.Compiler.Diagnostics;

/// <summary>What is no mistake of the user's.</summary>
public static partial class Rules
{
    /// <summary>The compiler itself fails.</summary>
    public static Rule Defect { get; } = new(
        "MG9001",
        "ModelGen itself fails",
        "ModelGen fails on '{layer}', which is a defect of ModelGen: {0}: {1}. Please report it, with this code, at https://github.com/modelgen/modelgen/issues.",
        Severity.Error,
        "Where the compiler of models itself fails, nothing can be generated; without an error the build would go on without the model.");
}
