using System.Globalization;

namespace ModelGen.Tests;

/// <summary>While it lives, numbers of this thread's culture have decimal commas.</summary>
internal sealed class DecimalCommas : IDisposable
{
    private readonly CultureInfo before = CultureInfo.CurrentCulture;

    public DecimalCommas() => CultureInfo.CurrentCulture = new CultureInfo(string.Empty) { NumberFormat = { NumberDecimalSeparator = ",", NumberGroupSeparator = "." } };

    public void Dispose() => CultureInfo.CurrentCulture = before;
}
