using System.Globalization;
using Microsoft.CodeAnalysis.Operations;

namespace ModelGen.Compiler.Binding.Evaluation;

/// <summary>The built-in operators, exactly as C# defines them.</summary>
internal static class Arithmetic
{
    /// <summary>A binary operator on operands that Roslyn has converted to one type; shifts have an int on the right. Null where there is no such operator.</summary>
    /// <exception cref="ArithmeticException">Division by zero, or an overflow in a checked context.</exception>
    public static object? Binary(BinaryOperatorKind kind, object? left, object? right, bool isChecked) => (left, right) switch
    {
        (string or null, _) or (_, string) when kind == BinaryOperatorKind.Add && (left is null or string || right is string) =>
            Text(left) is { } first && Text(right) is { } second ? first + second : null,
        _ when kind == BinaryOperatorKind.Equals && !(Conversions.IsNumber(left) && Conversions.IsNumber(right)) => Equals(left, right),
        _ when kind == BinaryOperatorKind.NotEquals && !(Conversions.IsNumber(left) && Conversions.IsNumber(right)) => !Equals(left, right),
        (bool a, bool b) => OfBooleans(kind, a, b),
        (int a, int b) => isChecked ? Checked(kind, a, b) : OfInts(kind, a, b),
        (uint a, uint b) => OfUnsigned(kind, a, b, isChecked),
        (uint a, int b) => kind == BinaryOperatorKind.LeftShift ? a << b : kind is BinaryOperatorKind.RightShift or BinaryOperatorKind.UnsignedRightShift ? a >> b : null,
        (long a, long b) => OfLongs(kind, a, b, isChecked),
        (long a, int b) => kind == BinaryOperatorKind.LeftShift ? a << b : kind == BinaryOperatorKind.RightShift ? a >> b : kind == BinaryOperatorKind.UnsignedRightShift ? a >>> b : null,
        (ulong a, ulong b) => OfUnsignedLongs(kind, a, b, isChecked),
        (ulong a, int b) => kind == BinaryOperatorKind.LeftShift ? a << b : kind is BinaryOperatorKind.RightShift or BinaryOperatorKind.UnsignedRightShift ? a >> b : null,
        (float a, float b) => OfFloats(kind, a, b),
        (double a, double b) => OfDoubles(kind, a, b),
        (decimal a, decimal b) => OfDecimals(kind, a, b),
        (char a, char b) => OfInts(kind, a, b),
        (byte or sbyte or short or ushort, byte or sbyte or short or ushort) => OfInts(kind, Convert.ToInt32(left, CultureInfo.InvariantCulture), Convert.ToInt32(right, CultureInfo.InvariantCulture)),
        _ => null,
    };

    /// <summary>A unary operator; null where there is no such operator.</summary>
    public static object? Unary(UnaryOperatorKind kind, object? value, bool isChecked) => (kind, value) switch
    {
        (UnaryOperatorKind.Plus, _) => value,
        (UnaryOperatorKind.Not, bool a) => !a,
        (UnaryOperatorKind.Minus, int a) => isChecked ? checked(-a) : unchecked(-a),
        (UnaryOperatorKind.Minus, long a) => isChecked ? checked(-a) : unchecked(-a),
        (UnaryOperatorKind.Minus, float a) => -a,
        (UnaryOperatorKind.Minus, double a) => -a,
        (UnaryOperatorKind.Minus, decimal a) => -a,
        (UnaryOperatorKind.BitwiseNegation, int a) => ~a,
        (UnaryOperatorKind.BitwiseNegation, uint a) => ~a,
        (UnaryOperatorKind.BitwiseNegation, long a) => ~a,
        (UnaryOperatorKind.BitwiseNegation, ulong a) => ~a,
        (UnaryOperatorKind.BitwiseNegation, byte a) => (byte)~a,
        (UnaryOperatorKind.BitwiseNegation, sbyte a) => (sbyte)~a,
        (UnaryOperatorKind.BitwiseNegation, short a) => (short)~a,
        (UnaryOperatorKind.BitwiseNegation, ushort a) => (ushort)~a,
        _ => null,
    };

    /// <summary>One more or less, in the value's own type.</summary>
    public static object? Increment(object? value, int by, bool isChecked) => value switch
    {
        int a => (object)(isChecked ? checked(a + by) : unchecked(a + by)),
        long a => isChecked ? checked(a + by) : unchecked(a + by),
        uint a => by > 0 ? (isChecked ? checked(a + 1) : unchecked(a + 1)) : isChecked ? checked(a - 1) : unchecked(a - 1),
        ulong a => by > 0 ? (isChecked ? checked(a + 1) : unchecked(a + 1)) : isChecked ? checked(a - 1) : unchecked(a - 1),
        short a => isChecked ? checked((short)(a + by)) : unchecked((short)(a + by)),
        ushort a => isChecked ? checked((ushort)(a + by)) : unchecked((ushort)(a + by)),
        byte a => isChecked ? checked((byte)(a + by)) : unchecked((byte)(a + by)),
        sbyte a => isChecked ? checked((sbyte)(a + by)) : unchecked((sbyte)(a + by)),
        char a => isChecked ? checked((char)(a + by)) : unchecked((char)(a + by)),
        float a => a + by,
        double a => a + by,
        decimal a => a + by,
        _ => null,
    };

    /// <summary>What string concatenation makes of a value; null where that is not known.</summary>
    public static string? Text(object? value) => value switch
    {
        null => string.Empty,
        string or bool or char or BoxedEnum => value.ToString(),
        _ when Conversions.IsNumber(value) => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        _ => null,
    };

    private static object? OfBooleans(BinaryOperatorKind kind, bool a, bool b) => kind switch
    {
        BinaryOperatorKind.And or BinaryOperatorKind.ConditionalAnd => a & b,
        BinaryOperatorKind.Or or BinaryOperatorKind.ConditionalOr => a | b,
        BinaryOperatorKind.ExclusiveOr => a ^ b,
        _ => null,
    };

    private static object? Checked(BinaryOperatorKind kind, int a, int b) => kind switch
    {
        BinaryOperatorKind.Add => checked(a + b),
        BinaryOperatorKind.Subtract => checked(a - b),
        BinaryOperatorKind.Multiply => checked(a * b),
        _ => OfInts(kind, a, b),
    };

    private static object? OfInts(BinaryOperatorKind kind, int a, int b) => kind switch
    {
        BinaryOperatorKind.Add => unchecked(a + b),
        BinaryOperatorKind.Subtract => unchecked(a - b),
        BinaryOperatorKind.Multiply => unchecked(a * b),
        BinaryOperatorKind.Divide => a / b,
        BinaryOperatorKind.Remainder => b == -1 && a != int.MinValue ? 0 : a % b,
        BinaryOperatorKind.LeftShift => a << b,
        BinaryOperatorKind.RightShift => a >> b,
        BinaryOperatorKind.UnsignedRightShift => a >>> b,
        BinaryOperatorKind.And => a & b,
        BinaryOperatorKind.Or => a | b,
        BinaryOperatorKind.ExclusiveOr => a ^ b,
        _ => Compare(kind, a.CompareTo(b)),
    };

    private static object? OfUnsigned(BinaryOperatorKind kind, uint a, uint b, bool isChecked) => kind switch
    {
        BinaryOperatorKind.Add => isChecked ? checked(a + b) : unchecked(a + b),
        BinaryOperatorKind.Subtract => isChecked ? checked(a - b) : unchecked(a - b),
        BinaryOperatorKind.Multiply => isChecked ? checked(a * b) : unchecked(a * b),
        BinaryOperatorKind.Divide => a / b,
        BinaryOperatorKind.Remainder => a % b,
        BinaryOperatorKind.And => a & b,
        BinaryOperatorKind.Or => a | b,
        BinaryOperatorKind.ExclusiveOr => a ^ b,
        _ => Compare(kind, a.CompareTo(b)),
    };

    private static object? OfLongs(BinaryOperatorKind kind, long a, long b, bool isChecked) => kind switch
    {
        BinaryOperatorKind.Add => isChecked ? checked(a + b) : unchecked(a + b),
        BinaryOperatorKind.Subtract => isChecked ? checked(a - b) : unchecked(a - b),
        BinaryOperatorKind.Multiply => isChecked ? checked(a * b) : unchecked(a * b),
        BinaryOperatorKind.Divide => a / b,
        BinaryOperatorKind.Remainder => b == -1 && a != long.MinValue ? 0L : a % b,
        BinaryOperatorKind.And => a & b,
        BinaryOperatorKind.Or => a | b,
        BinaryOperatorKind.ExclusiveOr => a ^ b,
        _ => Compare(kind, a.CompareTo(b)),
    };

    private static object? OfUnsignedLongs(BinaryOperatorKind kind, ulong a, ulong b, bool isChecked) => kind switch
    {
        BinaryOperatorKind.Add => isChecked ? checked(a + b) : unchecked(a + b),
        BinaryOperatorKind.Subtract => isChecked ? checked(a - b) : unchecked(a - b),
        BinaryOperatorKind.Multiply => isChecked ? checked(a * b) : unchecked(a * b),
        BinaryOperatorKind.Divide => a / b,
        BinaryOperatorKind.Remainder => a % b,
        BinaryOperatorKind.And => a & b,
        BinaryOperatorKind.Or => a | b,
        BinaryOperatorKind.ExclusiveOr => a ^ b,
        _ => Compare(kind, a.CompareTo(b)),
    };

    // The casts round: C# lets a float expression be wider.
    private static object? OfFloats(BinaryOperatorKind kind, float a, float b) => kind switch
    {
        BinaryOperatorKind.Add => (float)(a + b),
        BinaryOperatorKind.Subtract => (float)(a - b),
        BinaryOperatorKind.Multiply => (float)(a * b),
        BinaryOperatorKind.Divide => (float)(a / b),
        BinaryOperatorKind.Remainder => (float)(a % b),
        BinaryOperatorKind.Equals => a == b,
        BinaryOperatorKind.NotEquals => a != b,
        BinaryOperatorKind.LessThan => a < b,
        BinaryOperatorKind.LessThanOrEqual => a <= b,
        BinaryOperatorKind.GreaterThan => a > b,
        BinaryOperatorKind.GreaterThanOrEqual => a >= b,
        _ => null,
    };

    private static object? OfDoubles(BinaryOperatorKind kind, double a, double b) => kind switch
    {
        BinaryOperatorKind.Add => a + b,
        BinaryOperatorKind.Subtract => a - b,
        BinaryOperatorKind.Multiply => a * b,
        BinaryOperatorKind.Divide => a / b,
        BinaryOperatorKind.Remainder => a % b,
        BinaryOperatorKind.Equals => a == b,
        BinaryOperatorKind.NotEquals => a != b,
        BinaryOperatorKind.LessThan => a < b,
        BinaryOperatorKind.LessThanOrEqual => a <= b,
        BinaryOperatorKind.GreaterThan => a > b,
        BinaryOperatorKind.GreaterThanOrEqual => a >= b,
        _ => null,
    };

    private static object? OfDecimals(BinaryOperatorKind kind, decimal a, decimal b) => kind switch
    {
        BinaryOperatorKind.Add => a + b,
        BinaryOperatorKind.Subtract => a - b,
        BinaryOperatorKind.Multiply => a * b,
        BinaryOperatorKind.Divide => a / b,
        BinaryOperatorKind.Remainder => a % b,
        _ => Compare(kind, a.CompareTo(b)),
    };

    private static object? Compare(BinaryOperatorKind kind, int order) => kind switch
    {
        BinaryOperatorKind.Equals => order == 0,
        BinaryOperatorKind.NotEquals => order != 0,
        BinaryOperatorKind.LessThan => order < 0,
        BinaryOperatorKind.LessThanOrEqual => order <= 0,
        BinaryOperatorKind.GreaterThan => order > 0,
        BinaryOperatorKind.GreaterThanOrEqual => order >= 0,
        _ => null,
    };
}
