namespace ModelGen.Compiler.Emission;

/// <summary>The vectors that a kernel is emitted for.</summary>
public sealed record VectorWidth(int Bits)
{
    /// <summary>Samples that lie side by side.</summary>
    public const int Lanes = 16;

    /// <summary>All widths, widest first.</summary>
    public static IReadOnlyList<VectorWidth> All { get; } = [new(512), new(256), new(128)];

    /// <summary>Floats in a vector.</summary>
    public int Count => Bits / 32;

    /// <summary>Vector registers that a tile may use: accumulators, operands and all.</summary>
    public int Registers => Bits == 512 ? 32 : 16;

    /// <summary>The class with the operations: <c>Vector512</c>.</summary>
    public string Class => $"Vector{Bits}";

    /// <summary>The type of a vector of floats.</summary>
    public string Type => $"Vector{Bits}<float>";

    /// <summary>The type of a vector of integers.</summary>
    public string IntegerType => $"Vector{Bits}<int>";

    /// <summary>All lanes zero.</summary>
    public string Zero => $"{Type}.Zero";

    /// <summary>All lanes this constant.</summary>
    public string Constant(double value) => $"{Class}.Create({Literals.Float(value)})";

    /// <summary>All lanes the value of a scalar expression.</summary>
    public string Broadcast(string scalar) => $"{Class}.Create({scalar})";

    /// <summary><c>a * b + c</c>, rounded once.</summary>
    public string MultiplyAdd(string a, string b, string c) => $"{Class}.FusedMultiplyAdd({a}, {b}, {c})";

    /// <summary>The lanes that start at an offset from a reference.</summary>
    public string Load(string reference, Offset offset) => $"{Class}.LoadUnsafe(ref {reference}{offset.Argument})";

    /// <summary>Stores a vector at an offset from a reference.</summary>
    public string Store(string vector, string reference, Offset offset) => $"{Primary(vector)}.StoreUnsafe(ref {reference}{offset.Argument})";

    /// <summary>An expression that can stand before a dot: in parentheses where it is not a name or a call.</summary>
    public static string Primary(string expression)
    {
        var depth = 0;
        foreach (var letter in expression)
        {
            depth += letter switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0 && letter is ' ' or '-' or '~')
            {
                return $"({expression})";
            }
        }

        return expression;
    }

    /// <summary>Where <paramref name="mask"/> is all ones the first, elsewhere the second.</summary>
    public string Select(string mask, string whereTrue, string whereFalse) => $"{Class}.ConditionalSelect({mask}, {whereTrue}, {whereFalse})";

    /// <summary>A comparison's mask: <c>GreaterThan</c>, <c>LessThan</c>, <c>Equals</c>….</summary>
    public string Compare(string comparison, string a, string b) => $"{Class}.{comparison}({a}, {b})";
}
