using ModelGen.Compiler.Operations;

namespace ModelGen.Compiler.Hyperparameters;

/// <summary>An operation with a number that may change from run to run: a rate of dropping, a smoothing.</summary>
public interface ITunable
{
    /// <summary>The number.</summary>
    Hyperparameter Hyperparameter { get; }

    /// <summary>The operation, with the number at a place among the model's values.</summary>
    Operation At(int slot);
}
