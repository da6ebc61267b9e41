using Microsoft.CodeAnalysis;

namespace ModelGen.Compiler.Binding.Evaluation;

/// <summary>LINQ over arrays and lists. Sequences are computed at once: what they are made of has no effect that would show it.</summary>
internal static class Linq
{
    /// <summary>A call of a method of <c>Enumerable</c>, extension methods with their receiver first.</summary>
    public static (bool IsKnown, object? Result) Call(Evaluator evaluator, IMethodSymbol method, IReadOnlyList<object?> arguments, IOperation at)
    {
        // A reduced extension method has its receiver among the operation's arguments.
        switch (method.Name, arguments)
        {
            case ("Range", [int start, int count]):
                return count is >= 0 and <= 1_000_000 ? Sequence(Enumerable.Range(start, count).Cast<object?>()) : throw EvaluationException.Fails(at.Syntax, $"a range of {count} numbers");
            case ("Repeat", [var item, int count]):
                return count is >= 0 and <= 1_000_000 ? Sequence(Enumerable.Repeat(item, count)) : throw EvaluationException.Fails(at.Syntax, $"{count} repetitions");
            case ("Empty", []):
                return Sequence([]);
        }

        if (arguments.Count == 0)
        {
            return (false, null);
        }

        var items = Evaluator.ItemsOf(arguments[0], at);
        object? Apply(object? function, params object?[] values) => evaluator.CallDelegate((DelegateValue)function!, values, at);
        bool Holds(object? function, object? item) => Apply(function, item) is true;
        bool Takes(int index, int count) => arguments[index] is DelegateValue function && function.Method.Parameters.Length == count;

        switch (method.Name, arguments.Count)
        {
            case ("Select", 2) when Takes(1, 1):
                return Sequence(items.Select(item => Apply(arguments[1], item)));
            case ("Select", 2) when Takes(1, 2):
                return Sequence(items.Select((item, index) => Apply(arguments[1], item, index)));
            case ("SelectMany", 2) when Takes(1, 1):
                return Sequence(items.SelectMany(item => Evaluator.ItemsOf(Apply(arguments[1], item), at)));
            case ("Where", 2) when Takes(1, 1):
                return Sequence(items.Where(item => Holds(arguments[1], item)));
            case ("Aggregate", 3) when Takes(2, 2):
                return (true, items.Aggregate(arguments[1], (sum, item) => Apply(arguments[2], sum, item)));
            case ("Aggregate", 2) when Takes(1, 2) && items.Count > 0:
                return (true, items.Aggregate((sum, item) => Apply(arguments[1], sum, item)));
            case ("Zip", 2):
                return Sequence(items.Zip(Evaluator.ItemsOf(arguments[1], at), (left, right) => (object?)new TupleValue(left, right)));
            case ("Zip", 3) when arguments[2] is DelegateValue:
                return Sequence(items.Zip(Evaluator.ItemsOf(arguments[1], at), (left, right) => Apply(arguments[2], left, right)));
            case ("Concat", 2):
                return Sequence(items.Concat(Evaluator.ItemsOf(arguments[1], at)));
            case ("Append", 2):
                return Sequence([.. items, arguments[1]]);
            case ("Prepend", 2):
                return Sequence([arguments[1], .. items]);
            case ("Reverse", 1):
                return Sequence(items.Reverse());
            case ("Take", 2) when arguments[1] is int count:
                return Sequence(items.Take(count));
            case ("Skip", 2) when arguments[1] is int count:
                return Sequence(items.Skip(count));
            case ("SkipLast", 2) when arguments[1] is int count:
                return Sequence(items.Take(Math.Max(0, items.Count - Math.Max(0, count))));
            case ("TakeLast", 2) when arguments[1] is int count:
                return Sequence(items.Skip(Math.Max(0, items.Count - Math.Max(0, count))));
            case ("ToArray", 1):
                return Sequence(items);
            case ("ToList", 1):
                return (true, new ListValue(items));
            case ("Count", 1):
                return (true, items.Count);
            case ("Count", 2):
                return (true, items.Count(item => Holds(arguments[1], item)));
            case ("Any", 1):
                return (true, items.Count > 0);
            case ("Any", 2):
                return (true, items.Any(item => Holds(arguments[1], item)));
            case ("All", 2):
                return (true, items.All(item => Holds(arguments[1], item)));
            case ("Contains", 2):
                return (true, items.Contains(arguments[1]));
            case ("First", 1) when items.Count > 0:
                return (true, items[0]);
            case ("Last", 1) when items.Count > 0:
                return (true, items[items.Count - 1]);
            case ("Single", 1) when items.Count == 1:
                return (true, items[0]);
            case ("ElementAt", 2):
                return (true, items[Evaluator.IndexOf(arguments[1], items.Count, at)]);
            case ("First" or "Last" or "Single" or "Aggregate", 1 or 2) when items.Count == 0:
                throw EvaluationException.Fails(at.Syntax, "the sequence is empty");
            case ("First", 2) when items.Any(item => Holds(arguments[1], item)):
                return (true, items.First(item => Holds(arguments[1], item)));
            case ("Distinct", 1):
                return Sequence(items.Distinct());
            case ("Sum" or "Max" or "Min", 1 or 2):
                return Reduce(method.Name, arguments.Count == 2 ? [.. items.Select(item => Apply(arguments[1], item))] : items, at);
            default:
                return (false, null);
        }
    }

    private static (bool IsKnown, object? Result) Reduce(string name, IReadOnlyList<object?> items, IOperation at)
    {
        if (items.Count == 0 && name != "Sum")
        {
            throw EvaluationException.Fails(at.Syntax, "the sequence is empty");
        }

        object? result = items.Count == 0 ? null : (name, items[0]) switch
        {
            ("Sum", int) => items.Cast<int>().Sum(),
            ("Sum", long) => items.Cast<long>().Sum(),
            ("Sum", float) => items.Cast<float>().Sum(),
            ("Sum", double) => items.Cast<double>().Sum(),
            ("Max", int) => items.Cast<int>().Max(),
            ("Max", long) => items.Cast<long>().Max(),
            ("Max", float) => items.Cast<float>().Max(),
            ("Max", double) => items.Cast<double>().Max(),
            ("Min", int) => items.Cast<int>().Min(),
            ("Min", long) => items.Cast<long>().Min(),
            ("Min", float) => items.Cast<float>().Min(),
            ("Min", double) => items.Cast<double>().Min(),
            _ => null,
        };
        return items.Count == 0 && at.Type is { } type ? (true, Conversions.Default(type)) : (result is not null, result);
    }

    private static (bool IsKnown, object? Result) Sequence(IEnumerable<object?> items) => (true, new ArrayValue([.. items]));
}
