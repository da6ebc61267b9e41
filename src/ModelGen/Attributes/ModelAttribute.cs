namespace ModelGen;

/// <summary>Makes a partial class a model: the generator adds its members (see the attributes of the same class for the network).</summary>
/// <example>
/// <code>
/// [Model]
/// [Input(4)]
/// [Dense(16), Tanh, Dense(3)]
/// [CrossEntropy, Adam(1e-2f)]
/// public partial class Iris;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ModelAttribute : Attribute
{
    /// <summary>How far the emitted code is unrolled; by default by cost.</summary>
    public Unroll Unroll { get; set; } = Unroll.Auto;
}

/// <summary>How far emitted code is unrolled. Results are equal but for rounding, as sums are taken in other orders.</summary>
public enum Unroll
{
    /// <summary>Straight-line code where it is faster, register tiles in loops with literal bounds elsewhere.</summary>
    Auto,

    /// <summary>Straight-line code throughout; an error where that passes the limits of the just-in-time compiler.</summary>
    Full,

    /// <summary>Register tiles in loops throughout.</summary>
    Tiles,
}

/// <summary>The shape of one sample at the network's input: <c>[Input(4)]</c> for a vector, <c>[Input(1, 28, 28)]</c> for channels, height, width. The batch is never written.</summary>
/// <param name="shape">Sizes, outermost first, each at least 1.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class InputAttribute(params int[] shape) : Attribute
{
    /// <summary>Sizes, outermost first.</summary>
    public int[] Shape { get; } = shape;
}
