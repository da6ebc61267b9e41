using System.Globalization;
using Microsoft.CodeAnalysis;

namespace ModelGen.Compiler.Binding.Evaluation;

/// <summary>The built-in numeric conversions, exactly as C# defines them.</summary>
internal static class Conversions
{
    /// <summary>Whether a type is a number, a character or an enum.</summary>
    public static bool IsNumeric(ITypeSymbol type) => Underlying(type).SpecialType is >= SpecialType.System_Char and <= SpecialType.System_Double;

    /// <summary>Whether a value is a number or a character.</summary>
    public static bool IsNumber(object? value) => value is int or uint or long or ulong or float or double or decimal or char or byte or sbyte or short or ushort;

    /// <summary>The type of a boolean, a number or a character.</summary>
    public static SpecialType? SpecialTypeOf(object value) => value switch
    {
        bool => SpecialType.System_Boolean,
        char => SpecialType.System_Char,
        sbyte => SpecialType.System_SByte,
        byte => SpecialType.System_Byte,
        short => SpecialType.System_Int16,
        ushort => SpecialType.System_UInt16,
        int => SpecialType.System_Int32,
        uint => SpecialType.System_UInt32,
        long => SpecialType.System_Int64,
        ulong => SpecialType.System_UInt64,
        float => SpecialType.System_Single,
        double => SpecialType.System_Double,
        decimal => SpecialType.System_Decimal,
        _ => null,
    };

    /// <summary>A number as another type's.</summary>
    /// <exception cref="OverflowException">It does not fit, in a checked context.</exception>
    public static object Numeric(object value, ITypeSymbol type, bool isChecked)
    {
        var target = Underlying(type).SpecialType;
        if (value is decimal || target == SpecialType.System_Decimal)
        {
            return OfDecimal(value, target);
        }

        return value switch
        {
            float or double => OfReal(Convert.ToDouble(value, CultureInfo.InvariantCulture), target),
            ulong number => OfUnsigned(number, target, isChecked),
            char letter => OfInteger(letter, target, isChecked),
            _ => OfInteger(Convert.ToInt64(value, CultureInfo.InvariantCulture), target, isChecked),
        };
    }

    /// <summary>The default value of a type that needs no object.</summary>
    public static object? Default(ITypeSymbol type) => Underlying(type).SpecialType switch
    {
        SpecialType.System_Boolean => (object)false,
        SpecialType.System_Char => '\0',
        SpecialType.System_SByte => (sbyte)0,
        SpecialType.System_Byte => (byte)0,
        SpecialType.System_Int16 => (short)0,
        SpecialType.System_UInt16 => (ushort)0,
        SpecialType.System_Int32 => 0,
        SpecialType.System_UInt32 => 0u,
        SpecialType.System_Int64 => 0L,
        SpecialType.System_UInt64 => 0UL,
        SpecialType.System_Single => 0f,
        SpecialType.System_Double => 0d,
        SpecialType.System_Decimal => 0m,
        _ => null,
    };

    private static ITypeSymbol Underlying(ITypeSymbol type) => type is INamedTypeSymbol { EnumUnderlyingType: { } underlying } ? underlying : type;

    private static object OfInteger(long value, SpecialType target, bool isChecked) => (target, isChecked) switch
    {
        (SpecialType.System_Char, true) => (object)checked((char)value),
        (SpecialType.System_Char, _) => unchecked((char)value),
        (SpecialType.System_SByte, true) => checked((sbyte)value),
        (SpecialType.System_SByte, _) => unchecked((sbyte)value),
        (SpecialType.System_Byte, true) => checked((byte)value),
        (SpecialType.System_Byte, _) => unchecked((byte)value),
        (SpecialType.System_Int16, true) => checked((short)value),
        (SpecialType.System_Int16, _) => unchecked((short)value),
        (SpecialType.System_UInt16, true) => checked((ushort)value),
        (SpecialType.System_UInt16, _) => unchecked((ushort)value),
        (SpecialType.System_Int32, true) => checked((int)value),
        (SpecialType.System_Int32, _) => unchecked((int)value),
        (SpecialType.System_UInt32, true) => checked((uint)value),
        (SpecialType.System_UInt32, _) => unchecked((uint)value),
        (SpecialType.System_UInt64, true) => checked((ulong)value),
        (SpecialType.System_UInt64, _) => unchecked((ulong)value),
        (SpecialType.System_Single, _) => (float)value,
        (SpecialType.System_Double, _) => (double)value,
        _ => value,
    };

    private static object OfUnsigned(ulong value, SpecialType target, bool isChecked) => target switch
    {
        SpecialType.System_UInt64 => value,
        SpecialType.System_Single => (float)value,
        SpecialType.System_Double => (double)value,
        SpecialType.System_Int64 => isChecked ? checked((long)value) : unchecked((long)value),
        _ when isChecked => OfInteger(checked((long)value), target, isChecked: true),
        _ => OfInteger(unchecked((long)value), target, isChecked: false),
    };

    private static object OfReal(double value, SpecialType target)
    {
        switch (target)
        {
            case SpecialType.System_Single:
                return (float)value;
            case SpecialType.System_Double:
                return value;
            default:
                // Past the range the language leaves the result open, also where it is unchecked, so such a value is an error.
                var whole = Math.Truncate(value);
                return target == SpecialType.System_UInt64 ? checked((ulong)whole)
                    : whole is >= long.MinValue and < 9223372036854775808.0 ? OfInteger((long)whole, target, isChecked: true)
                    : throw new OverflowException();
        }
    }

    private static object OfDecimal(object value, SpecialType target) => target switch
    {
        SpecialType.System_Decimal => (object)(value is char letter ? letter : Convert.ToDecimal(value, CultureInfo.InvariantCulture)),
        SpecialType.System_Single => (float)(decimal)value,
        SpecialType.System_Double => (double)(decimal)value,
        SpecialType.System_Char => (char)(decimal)value,
        SpecialType.System_SByte => (sbyte)(decimal)value,
        SpecialType.System_Byte => (byte)(decimal)value,
        SpecialType.System_Int16 => (short)(decimal)value,
        SpecialType.System_UInt16 => (ushort)(decimal)value,
        SpecialType.System_Int32 => (int)(decimal)value,
        SpecialType.System_UInt32 => (uint)(decimal)value,
        SpecialType.System_Int64 => (long)(decimal)value,
        _ => (ulong)(decimal)value,
    };
}
