namespace ModelGen.Compiler.Operations;

/// <summary>The error function in double precision, for the reference.</summary>
internal static class ErrorFunction
{
    private const double TwoOverRootOfPi = 1.12837916709551257390;

    // From here on erf x rounds to 1.
    private const double Border = 6;

    /// <summary>2/√π · e^−x² · Σ 2ⁿx²ⁿ⁺¹ / (1·3·…·(2n + 1)): all terms of one sign, so nothing cancels (Abramowitz and Stegun, 7.1.6).</summary>
    public static double Of(double x)
    {
        if (Math.Abs(x) >= Border)
        {
            return Math.Sign(x);
        }

        var (term, sum) = (x, x);
        for (var n = 1; Math.Abs(term) > Math.Abs(sum) * 1e-17; n++)
        {
            term *= 2 * x * x / ((2 * n) + 1);
            sum += term;
        }

        return TwoOverRootOfPi * Math.Exp(-x * x) * sum;
    }
}
