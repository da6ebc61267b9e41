using System.Globalization;

namespace ModelGen.Compiler.Emission;

/// <summary>A number in a kernel's text: a literal or, where kernels whose texts differ in sizes alone share one, an expression of the type argument's constants. The JIT folds either.</summary>
public readonly struct Size
{
    private readonly string? text;

    private Size(int value, string? text)
    {
        Value = value;
        this.text = text;
    }

    /// <summary>The number.</summary>
    public int Value { get; }

    /// <summary>Whether it is a literal.</summary>
    public bool IsLiteral => text is null;

    /// <summary>A literal.</summary>
    public static implicit operator Size(int value) => new(value, null);

    /// <summary>A product.</summary>
    public static Size operator *(Size left, Size right) => left.IsJust(0) || right.IsJust(1) ? left
        : right.IsJust(0) || left.IsJust(1) ? right
        : Combine(left, "*", right, left.Value * right.Value);

    /// <summary>A sum.</summary>
    public static Size operator +(Size left, Size right) => left.IsJust(0) ? right
        : right.IsJust(0) ? left
        : Combine(left, "+", right, left.Value + right.Value);

    /// <summary>A constant of a kernel's type argument.</summary>
    internal static Size Named(string name, int value) => new(value, $"{SharedKernel.TypeParameter}.{name}");

    /// <inheritdoc/>
    public override string ToString() => text ?? Value.ToString(CultureInfo.InvariantCulture);

    private static Size Combine(Size left, string operation, Size right, int value) =>
        new(value, left.IsLiteral && right.IsLiteral ? null : $"({left} {operation} {right})");

    private bool IsJust(int value) => IsLiteral && Value == value;
}
