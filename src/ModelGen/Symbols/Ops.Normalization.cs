namespace ModelGen;

/// <summary>Normalizations.</summary>
public static partial class Ops
{
    /// <summary>See <see cref="BatchNormAttribute"/>.</summary>
    public static Symbol BatchNorm(Symbol x, float momentum = 0.1f, float epsilon = 1e-5f) => throw Symbol.Unexecutable();

    /// <summary>See <see cref="LayerNormAttribute"/>.</summary>
    public static Symbol LayerNorm(Symbol x, float epsilon = 1e-5f) => throw Symbol.Unexecutable();

    /// <summary>See <see cref="RmsNormAttribute"/>.</summary>
    public static Symbol RmsNorm(Symbol x, float epsilon = 1e-5f) => throw Symbol.Unexecutable();

    /// <summary>See <see cref="GroupNormAttribute"/>.</summary>
    public static Symbol GroupNorm(Symbol x, int groups, float epsilon = 1e-5f) => throw Symbol.Unexecutable();

    /// <summary>See <see cref="InstanceNormAttribute"/>.</summary>
    public static Symbol InstanceNorm(Symbol x, float epsilon = 1e-5f) => throw Symbol.Unexecutable();

    /// <summary>See <see cref="LocalResponseNormAttribute"/>.</summary>
    public static Symbol LocalResponseNorm(Symbol x, int size, float alpha = 1e-4f, float beta = 0.75f, float k = 1) => throw Symbol.Unexecutable();
}
