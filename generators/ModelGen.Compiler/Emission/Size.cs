namespace ModelGen.Compiler.Emission;

/// <summary>A number in a kernel's text: a literal or, where kernels whose texts differ in sizes alone share one, an expression of the type argument's constants. The JIT folds either.</summary>
public readonly struct Size
{
    private readonly Offset text;

    private Size(int value, Offset text)
    {
        Value = value;
        this.text = text;
    }

    /// <summary>The number.</summary>
    public int Value { get; }

    /// <summary>Whether it is a literal.</summary>
    public bool IsLiteral => text.IsLiteral;

    /// <summary>A literal.</summary>
    public static implicit operator Size(int value) => new(value, value);

    /// <summary>The number among variables.</summary>
    public static implicit operator Offset(Size size) => size.text;

    /// <summary>A product.</summary>
    public static Size operator *(Size left, Size right) => new(left.Value * right.Value, left.text * right.text);

    /// <summary>A sum.</summary>
    public static Size operator +(Size left, Size right) => new(left.Value + right.Value, left.text + right.text);

    /// <summary>A constant of a kernel's type argument.</summary>
    internal static Size Named(string name, int value) => new(value, $"{SharedKernel.TypeParameter}.{name}");

    /// <summary>The number as it can stand in any expression.</summary>
    public override string ToString() => text.IsSimple ? text.ToString() : $"({text})";
}
