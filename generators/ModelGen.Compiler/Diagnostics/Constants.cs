using System.Globalization;

namespace ModelGen.Compiler.Diagnostics;

/// <summary>Checks of constants against the ranges that they may have. Arguments are named as the user writes them: <c>units</c>, <c>Padding</c>.</summary>
internal static class Constants
{
    /// <summary>The largest kernel, stride, padding or dilation: the product of two still fits into an int.</summary>
    public const int LargestDistance = 32_767;

    /// <summary>A count.</summary>
    public static Problem? AtLeast(string argument, int value, int least) => value >= least ? null : OutOfRange(argument, value, $"at least {least}");

    /// <summary>A number of rows and columns.</summary>
    public static Problem? Distance(string argument, int value, int least = 1) =>
        value >= least && value <= LargestDistance ? null : OutOfRange(argument, value, $"from {least} to {LargestDistance}");

    /// <summary>A positive number.</summary>
    public static Problem? Positive(string argument, float value) => value > 0 && !float.IsInfinity(value) ? null : OutOfRange(argument, value, "above 0 and finite");

    /// <summary>A number from 0.</summary>
    public static Problem? NotNegative(string argument, float value) => value >= 0 && !float.IsInfinity(value) ? null : OutOfRange(argument, value, "at least 0 and finite");

    /// <summary>A number in [0, 1).</summary>
    public static Problem? Fraction(string argument, float value) => value is >= 0 and < 1 ? null : OutOfRange(argument, value, "at least 0 and below 1");

    /// <summary>Any number but NaN and the infinities.</summary>
    public static Problem? Finite(string argument, float value) => float.IsNaN(value) || float.IsInfinity(value) ? OutOfRange(argument, value, "finite") : null;

    /// <summary>A member of an enum, which binding gives by its name, and a value that has none by its number.</summary>
    public static Problem? Member(string argument, string value) =>
        long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) ? OutOfRange(argument, value, "a member of its enum") : null;

    /// <summary>The problem.</summary>
    public static Problem OutOfRange(string argument, object value, string range) =>
        Problem.Of(Rules.ConstantOutOfRange, argument, Convert.ToString(value, CultureInfo.InvariantCulture), range);
}
