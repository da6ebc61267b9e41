using Microsoft.CodeAnalysis;

namespace ModelGen.Compiler.Binding.Evaluation;

/// <summary>Sums, means and extremes of sequences of numbers, added up as the framework does.</summary>
internal static class Reductions
{
    /// <summary>A reduction by the name of its LINQ method.</summary>
    /// <exception cref="EvaluationException">The sequence is empty.</exception>
    public static (bool IsKnown, object? Result) Of(string name, IReadOnlyList<object?> items, IMethodSymbol method, IOperation at)
    {
        if (items.Count == 0)
        {
            return !Conversions.IsNumeric(method.ReturnType) && method.ReturnType.SpecialType != SpecialType.System_Decimal ? (false, null)
                : name == "Sum" ? (true, Conversions.Default(method.ReturnType))
                : throw EvaluationException.Fails(at.Syntax, "the sequence is empty");
        }

        var result = items[0] switch
        {
            int when items.All(item => item is int) => OfInts(name, [.. items.Cast<int>()]),
            long when items.All(item => item is long) => OfLongs(name, [.. items.Cast<long>()]),
            float when items.All(item => item is float) => OfFloats(name, [.. items.Cast<float>()]),
            double when items.All(item => item is double) => OfDoubles(name, [.. items.Cast<double>()]),
            decimal when items.All(item => item is decimal) => OfDecimals(name, [.. items.Cast<decimal>()]),
            _ => null,
        };
        return (result is not null, result);
    }

    private static object OfInts(string name, int[] items) => name switch
    {
        "Sum" => (object)items.Sum(),
        "Max" => items.Max(),
        "Min" => items.Min(),
        _ => items.Average(),
    };

    private static object OfLongs(string name, long[] items) => name switch
    {
        "Sum" => (object)items.Sum(),
        "Max" => items.Max(),
        "Min" => items.Min(),
        _ => items.Average(),
    };

    private static object OfFloats(string name, float[] items) => name switch
    {
        "Sum" => (object)items.Sum(),
        "Max" => items.Max(),
        "Min" => items.Min(),
        _ => items.Average(),
    };

    private static object OfDoubles(string name, double[] items) => name switch
    {
        "Sum" => (object)items.Sum(),
        "Max" => items.Max(),
        "Min" => items.Min(),
        _ => items.Average(),
    };

    private static object OfDecimals(string name, decimal[] items) => name switch
    {
        "Sum" => (object)items.Sum(),
        "Max" => items.Max(),
        "Min" => items.Min(),
        _ => items.Average(),
    };
}
