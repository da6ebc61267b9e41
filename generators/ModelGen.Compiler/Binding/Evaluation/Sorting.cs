using Microsoft.CodeAnalysis;

namespace ModelGen.Compiler.Binding.Evaluation;

/// <summary>Sorting as <c>List.Sort</c> and <c>Array.Sort</c> do, whose algorithm is .NET's own: only what every algorithm sorts alike is sorted.</summary>
internal static class Sorting
{
    /// <summary>The elements in order.</summary>
    /// <param name="evaluator">Calls the comparison.</param>
    /// <param name="items">The elements.</param>
    /// <param name="comparison">Compares two of them; null for numbers by their size.</param>
    /// <param name="at">The call.</param>
    /// <exception cref="EvaluationException">Elements that differ compare equal, or the comparison contradicts itself.</exception>
    public static IReadOnlyList<object?> Sorted(Evaluator evaluator, IReadOnlyList<object?> items, DelegateValue? comparison, IOperation at)
    {
        if (comparison is null)
        {
            RequireNumbers(items, at);
        }

        var sorted = new List<object?>();
        foreach (var item in items)
        {
            var place = sorted.Count;
            while (place > 0 && Compare(sorted[place - 1], item) > 0)
            {
                place--;
            }

            sorted.Insert(place, item);
        }

        for (var i = 0; i < sorted.Count; i++)
        {
            for (var j = i + 1; j < sorted.Count; j++)
            {
                var order = Compare(sorted[i], sorted[j]);
                if (order > 0 || (order == 0 && !IsSame(sorted[i], sorted[j])))
                {
                    throw EvaluationException.NotAllowed(at.Syntax, "the order that Sort gives elements which compare equal is not defined: OrderBy keeps the order in which they stand");
                }

                evaluator.Charge(1);
            }
        }

        return sorted;

        int Compare(object? left, object? right) => comparison is null
            ? Comparer<object?>.Default.Compare(left, right)
            : evaluator.WithoutEffects(() => (int)evaluator.CallDelegate(comparison, [Evaluator.Copied(left), Evaluator.Copied(right)], at)!);
    }

    /// <summary>Sorting by anything but numbers of one type is left out: text is sorted by culture.</summary>
    public static void RequireNumbers(IReadOnlyList<object?> keys, IOperation at)
    {
        if (keys.Any(key => !Conversions.IsNumber(key) && key is not bool) || keys.Select(key => key!.GetType()).Distinct().Count() > 1)
        {
            throw EvaluationException.NotAllowed(at.Syntax, "only numbers can be sorted by while compiling");
        }
    }

    /// <summary>Whether two values are one, so that their order does not matter: zeros of two signs are two.</summary>
    private static bool IsSame(object? left, object? right) => left is not (TupleValue or null) and not SharedValue && left.Equals(right) && left switch
    {
        double number => BitConverter.DoubleToInt64Bits(number) == BitConverter.DoubleToInt64Bits((double)right!),
        float number => BitConverter.DoubleToInt64Bits(number) == BitConverter.DoubleToInt64Bits((float)right!),
        decimal number => decimal.GetBits(number).SequenceEqual(decimal.GetBits((decimal)right!)),
        _ => true,
    };
}
