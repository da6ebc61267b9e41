namespace ModelGen.Compiler.Operations;

/// <summary>A layer that may add a bias to each of its output's channels.</summary>
public interface IBiased
{
    /// <summary>Whether it does.</summary>
    bool HasBias { get; }
}
