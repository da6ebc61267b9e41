using System.Globalization;
using CsCheck;

namespace ModelGen.Testing;

/// <summary>Random tests: the same cases in every run, or, where MODELGEN_CHECK_ITERATIONS is set, that many new ones, of which a failing one is shrunk.</summary>
public static class RandomCheck
{
    private const string Variable = "MODELGEN_CHECK_ITERATIONS";

    /// <summary>Checks this many cases, or as many as the environment asks for.</summary>
    public static void Run<T>(Gen<T> cases, Action<T> check, int count)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } iterations)
        {
            cases.Sample(check, iter: long.Parse(iterations, CultureInfo.InvariantCulture));
            return;
        }

        // CsCheck's seed fixes the first iteration alone.
        for (var i = 0u; i < count; i++)
        {
            cases.Sample(check, seed: new PCG(i, 1).ToString(), iter: 1, threads: 1);
        }
    }
}
