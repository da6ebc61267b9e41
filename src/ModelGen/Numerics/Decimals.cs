using System.Globalization;

namespace ModelGen.Runtime;

/// <summary>Decimal numbers of the source.</summary>
/// <remarks>The compiler's reference optimizers are built from this same file.</remarks>
internal static class Decimals
{
    /// <summary>The decimal number that a user wrote, to double precision: 0.9, not 0.9f, which is off by 2e-8; of 1 − 0.999f that is 1e-5, which the corrections of first steps would show.</summary>
    public static double AsWritten(float value) => double.Parse(value.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
