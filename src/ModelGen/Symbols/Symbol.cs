namespace ModelGen;

/// <summary>
/// A tensor of one sample, known only by its shape while the compiler runs: what networks and objectives are written over. It exists at compile time alone; whatever is called on it
/// at run time throws.
/// </summary>
public sealed class Symbol
{
    private Symbol()
    {
    }

    /// <summary>Sizes of the axes, outermost first; the batch is not among them.</summary>
    public int[] Shape => throw Unexecutable();

    /// <summary>Size of the first axis of <c>[channels, height, width]</c>, or of a vector.</summary>
    public int Channels => throw Unexecutable();

    /// <summary>Size of the axis before the last.</summary>
    public int Height => throw Unexecutable();

    /// <summary>Size of the last axis.</summary>
    public int Width => throw Unexecutable();

    /// <summary>One element of the first axis, which the result no longer has.</summary>
    public Symbol this[Index index] => throw Unexecutable();

    /// <summary>A part of the first axis.</summary>
    public Symbol this[Range first] => throw Unexecutable();

    /// <summary>A part of the first two axes.</summary>
    public Symbol this[Range first, Range second] => throw Unexecutable();

    /// <summary>A part of the first three axes.</summary>
    public Symbol this[Range first, Range second, Range third] => throw Unexecutable();

    /// <summary>A constant, broadcast to what it meets.</summary>
    public static implicit operator Symbol(float value) => throw Unexecutable();

    /// <summary>The sum, element by element, with NumPy's broadcasting.</summary>
    public static Symbol operator +(Symbol left, Symbol right) => throw Unexecutable();

    /// <summary>The difference, element by element, with NumPy's broadcasting.</summary>
    public static Symbol operator -(Symbol left, Symbol right) => throw Unexecutable();

    /// <summary>The product, element by element, with NumPy's broadcasting.</summary>
    public static Symbol operator *(Symbol left, Symbol right) => throw Unexecutable();

    /// <summary>The quotient, element by element, with NumPy's broadcasting.</summary>
    public static Symbol operator /(Symbol left, Symbol right) => throw Unexecutable();

    /// <summary>The negative.</summary>
    public static Symbol operator -(Symbol value) => throw Unexecutable();

    /// <summary>Is an error in every network: what a symbol holds is not known while the compiler runs, so nothing can depend on it. <see cref="Ops.Where"/> chooses between symbols.</summary>
    public static bool operator <(Symbol left, Symbol right) => throw Unexecutable();

    /// <summary>Is an error in every network, as <c>&lt;</c> is.</summary>
    public static bool operator >(Symbol left, Symbol right) => throw Unexecutable();

    /// <summary>Is an error in every network, as <c>&lt;</c> is.</summary>
    public static bool operator <=(Symbol left, Symbol right) => throw Unexecutable();

    /// <summary>Is an error in every network, as <c>&lt;</c> is.</summary>
    public static bool operator >=(Symbol left, Symbol right) => throw Unexecutable();

    /// <summary>Is an error in every network, as <c>&lt;</c> is.</summary>
    public static bool operator true(Symbol value) => throw Unexecutable();

    /// <summary>Is an error in every network, as <c>&lt;</c> is.</summary>
    public static bool operator false(Symbol value) => throw Unexecutable();

    internal static InvalidOperationException Unexecutable() => new(
        "Symbols exist only while the compiler runs: the generator executes methods marked [Network] and [Objective] and what they call. Call the generated members of the model instead.");
}

/// <summary>One class index a sample: a parameter of objectives. It exists at compile time alone.</summary>
public sealed class Label
{
    private Label()
    {
    }
}

/// <summary>Integers that stand for things, words or characters: one a sample or, with <see cref="ShapeAttribute"/>, several. It exists at compile time alone.</summary>
public sealed class Indices
{
    private Indices()
    {
    }
}
