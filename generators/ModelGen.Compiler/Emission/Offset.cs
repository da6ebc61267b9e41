using System.Globalization;

namespace ModelGen.Compiler.Emission;

/// <summary>
/// A whole number in a kernel's text that the kernel computes from variables and sizes: where something stands. It is written as people would: nothing times 1, nothing plus 0, one literal factor.
/// </summary>
public readonly struct Offset
{
    // A literal, or the literal factor behind the text of a product.
    private readonly int number;
    private readonly string? text;
    private readonly Form form;

    private Offset(string? text, Form form, int number = 1)
    {
        this.text = text;
        this.form = form;
        this.number = number;
    }

    private enum Form
    {
        Literal,
        Name,
        Product,
        Sum,
    }

    /// <summary>Whether it is known when the text is written.</summary>
    public bool IsLiteral => form == Form.Literal;

    /// <summary>Whether it is a variable, a constant's name or a literal.</summary>
    public bool IsSimple => form is Form.Literal or Form.Name;

    /// <summary>As an argument of type <c>nuint</c> behind others; empty for 0.</summary>
    public string Argument => Is(0) ? string.Empty : IsLiteral ? $", {this}" : IsSimple ? $", (nuint){this}" : $", (nuint)({this})";

    private string Left => form == Form.Sum ? $"({this})" : $"{this}";

    private string Right => IsSimple ? $"{this}" : $"({this})";

    /// <summary>A literal.</summary>
    public static implicit operator Offset(int number) => new(text: null, Form.Literal, number);

    /// <summary>A variable or any other expression.</summary>
    public static implicit operator Offset(string expression) => new(expression, expression.All(IsOfName) ? Form.Name : Form.Sum);

    /// <summary>A sum.</summary>
    public static Offset operator +(Offset left, Offset right) => left.Is(0) ? right
        : right.Is(0) ? left
        : left.IsLiteral && right.IsLiteral ? left.number + right.number
        : new Offset($"{left} + {right}", Form.Sum);

    /// <summary>A difference.</summary>
    public static Offset operator -(Offset left, Offset right) => right.Is(0) ? left
        : left.IsLiteral && right.IsLiteral ? left.number - right.number
        : new Offset($"{left} - {(right.form == Form.Sum ? $"({right})" : right)}", Form.Sum);

    /// <summary>A product.</summary>
    public static Offset operator *(Offset left, Offset right) => left.Is(0) || right.Is(1) ? left
        : right.Is(0) || left.Is(1) ? right
        : left.IsLiteral && right.IsLiteral ? left.number * right.number
        : !right.IsLiteral ? new Offset($"{left.Left} * {right.Right}", Form.Product)
        : left.form == Form.Product ? new Offset(left.text, Form.Product, left.number * right.number)
        : new Offset(left.Left, Form.Product, right.number);

    /// <summary>A quotient, rounded down.</summary>
    public static Offset operator /(Offset left, Offset right) => right.Is(1) || left.Is(0) ? left
        : left.IsLiteral && right.IsLiteral ? left.number / right.number
        : new Offset($"{left.Left} / {right.Right}", Form.Product);

    /// <summary>The rest of a division.</summary>
    public static Offset operator %(Offset left, Offset right) => right.Is(1) || left.Is(0) ? 0
        : left.IsLiteral && right.IsLiteral ? left.number % right.number
        : new Offset($"{left.Left} % {right.Right}", Form.Product);

    /// <summary>The element that stands here, counted from a reference.</summary>
    public string In(string reference) => Is(0) ? reference : $"Unsafe.Add(ref {reference}, {this})";

    /// <inheritdoc/>
    public override string ToString() => text is null ? number.ToString(CultureInfo.InvariantCulture)
        : number == 1 ? text
        : FormattableString.Invariant($"{text} * {number}");

    private bool Is(int value) => IsLiteral && number == value;

    private static bool IsOfName(char letter) => char.IsLetterOrDigit(letter) || letter is '_' or '.';
}
