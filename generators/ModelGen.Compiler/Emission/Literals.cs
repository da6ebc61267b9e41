using System.Globalization;

namespace ModelGen.Compiler.Emission;

/// <summary>Constants as C# writes them, the same in every culture.</summary>
public static class Literals
{
    /// <summary>A float that reads back to the same bits: <c>0.5f</c>, <c>1e-8f</c>.</summary>
    public static string Float(double value)
    {
        var single = (float)value;
        return float.IsNaN(single) ? "float.NaN"
            : float.IsPositiveInfinity(single) ? "float.PositiveInfinity"
            : float.IsNegativeInfinity(single) ? "float.NegativeInfinity"
            : Number(single) + "f";
    }

    /// <summary>A double that reads back to the same bits: <c>0.999</c>, <c>1.0</c>.</summary>
    public static string Double(double value)
    {
        var text = Short(value.ToString("R", CultureInfo.InvariantCulture));
        return text.IndexOfAny(['.', 'e']) < 0 ? text + ".0" : text;
    }

    /// <summary>A float for people: <c>0.5</c>, <c>1e-8</c>.</summary>
    public static string Number(float value) => Short(value.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>A string.</summary>
    public static string Text(string text) => "\"" + text.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n").Replace("\r", string.Empty) + "\"";

    // 1E-08 as people write it.
    private static string Short(string number) => number.Replace("E+0", "e").Replace("E+", "e").Replace("E-0", "e-").Replace("E", "e");
}
