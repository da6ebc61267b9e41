using Microsoft.CodeAnalysis;

namespace ModelGen.Compiler.Binding.Evaluation;

/// <summary>LINQ over arrays, lists and sequences: lazy, as the framework's.</summary>
internal static class Linq
{
    private const int CountLimit = 1_000_000;

    /// <summary>A call of a method of <c>Enumerable</c>, extension methods with their receiver first.</summary>
    public static (bool IsKnown, object? Result) Call(Evaluator evaluator, IMethodSymbol method, IReadOnlyList<object?> arguments, IOperation at)
    {
        switch (method.Name, arguments)
        {
            case ("Range", [int start, int count]):
                return count is >= 0 and <= CountLimit && start <= int.MaxValue - count + 1L ? Sequence(Enumerable.Range(start, count).Cast<object?>()) : throw EvaluationException.Fails(at.Syntax, $"a range of {count} numbers");
            case ("Repeat", [var item, int count]):
                return count is >= 0 and <= CountLimit ? Sequence(Enumerable.Repeat(item, count)) : throw EvaluationException.Fails(at.Syntax, $"{count} repetitions");
            case ("Empty", []):
                return Sequence([]);
            case (_, []):
                return (false, null);
        }

        if (arguments[0] is null)
        {
            throw EvaluationException.Fails(at.Syntax, "the collection is null");
        }

        var query = new Query(evaluator, method, arguments, at);
        return query.AsSequence() is { } items ? (true, new SequenceValue(items, arguments)) : query.AsValue();
    }

    private static (bool IsKnown, object? Result) Sequence(IEnumerable<object?> items) => (true, new SequenceValue(items));

    private sealed class Query(Evaluator evaluator, IMethodSymbol method, IReadOnlyList<object?> arguments, IOperation at)
    {
        private IEnumerable<object?> Items => IsSelective ? evaluator.Selectively(evaluator.Lazily(arguments[0], at)) : evaluator.Lazily(arguments[0], at);

        /// <summary>Whether .NET may leave out functions of the source.</summary>
        private bool IsSelective => (Name, arguments.Count) is ("Any" or "Count", 1) or ("Last" or "LastOrDefault" or "ElementAt" or "Skip" or "SkipLast" or "TakeLast" or "Reverse" or "Chunk", _);

        private IEnumerable<object?> Others => evaluator.Lazily(arguments[1], at);

        private string Name => method.Name;

        /// <summary>A sequence made of another; null where the method is none of these.</summary>
        public IEnumerable<object?>? AsSequence() => (Name, arguments.Count) switch
        {
            ("Select", 2) when Takes(1, 1) => Items.Select(item => Apply(1, item)),
            ("Select", 2) when Takes(1, 2) => Items.Select((item, index) => Apply(1, item, index)),
            ("SelectMany", 2) when Takes(1, 1) => Items.SelectMany(item => evaluator.Lazily(Apply(1, item), at)),
            ("SelectMany", 3) when Takes(1, 1) && Takes(2, 2) => Items.SelectMany(item => evaluator.Lazily(Apply(1, item), at), (item, inner) => Apply(2, item, inner)),
            ("Where", 2) when Takes(1, 1) => Items.Where(item => Holds(1, item)),
            ("Where", 2) when Takes(1, 2) => Items.Where((item, index) => Apply(1, item, index) is true),
            ("TakeWhile", 2) when Takes(1, 1) => Items.TakeWhile(item => Holds(1, item)),
            ("SkipWhile", 2) when Takes(1, 1) => Items.SkipWhile(item => Holds(1, item)),
            ("Zip", 2) => Items.Zip(Others, (left, right) => (object?)new TupleValue(left, right)),
            ("Zip", 3) when Takes(2, 2) => Items.Zip(Others, (left, right) => Apply(2, left, right)),
            ("Concat", 2) => Items.Concat(Others),
            ("Append", 2) => Items.Concat([arguments[1]]),
            ("Prepend", 2) => new[] { arguments[1] }.Concat(Items),
            ("Reverse", 1) => Items.Reverse(),
            ("AsEnumerable", 1) => Items,
            ("Union", 2) => Items.Union(Others, evaluator.Equality),
            ("Except", 2) => Items.Except(Others, evaluator.Equality),
            ("Intersect", 2) => Items.Intersect(Others, evaluator.Equality),
            ("DefaultIfEmpty", 1) when method.TypeArguments is [var element] => Items.DefaultIfEmpty(evaluator.DefaultOf(element)),
            ("DefaultIfEmpty", 2) => Items.DefaultIfEmpty(arguments[1]),
            ("Distinct", 1) => Items.Distinct(evaluator.Equality),
            ("Take", 2) when arguments[1] is int count => Items.Take(count),
            ("Skip", 2) when arguments[1] is int count => Items.Skip(count),
            ("SkipLast", 2) when arguments[1] is int count => Deferred(all => all.Take(Math.Max(0, all.Count - Math.Max(0, count)))),
            ("TakeLast", 2) when arguments[1] is int count => Deferred(all => all.Skip(Math.Max(0, all.Count - Math.Max(0, count)))),
            ("Chunk", 2) when arguments[1] is int and > 0 and var size => Deferred(all =>
                Enumerable.Range(0, (all.Count + size - 1) / size).Select(i => (object?)ArrayValue.Of(all.Skip(i * size).Take(size)))),
            ("OrderBy", 2) when Takes(1, 1) => Deferred(all => Sorted(all, [.. KeysOf(all)], isDescending: false)),
            ("OrderByDescending", 2) when Takes(1, 1) => Deferred(all => Sorted(all, [.. KeysOf(all)], isDescending: true)),
            ("Order", 1) => Deferred(all => Sorted(all, all, isDescending: false)),
            ("OrderDescending", 1) => Deferred(all => Sorted(all, all, isDescending: true)),
            _ => null,
        };

        /// <summary>A value made of a sequence.</summary>
        /// <exception cref="EvaluationException">The sequence has no such element.</exception>
        public (bool IsKnown, object? Result) AsValue()
        {
            switch (Name, arguments.Count)
            {
                case ("ToArray", 1):
                    return (true, ArrayValue.Of(Items));
                case ("ToList", 1):
                    return (true, new ListValue(Items));
                case ("ToHashSet", 1):
                    return (true, new SetValue(Items, evaluator.Equality));
                case ("ToDictionary", 2) when Takes(1, 1):
                    return Dictionary(item => item);
                case ("ToDictionary", 3) when Takes(1, 1) && Takes(2, 1):
                    return Dictionary(item => Apply(2, item));
                case ("Count", 1):
                    return (true, Items.Count());
                case ("Count", 2) when Takes(1, 1):
                    return (true, Items.Count(item => Holds(1, item)));
                case ("Any", 1):
                    return (true, Items.Any());
                case ("Any", 2) when Takes(1, 1):
                    return (true, Items.Any(item => Holds(1, item)));
                case ("All", 2) when Takes(1, 1):
                    return (true, Items.All(item => Holds(1, item)));
                case ("Contains", 2):
                    return (true, Items.Contains(arguments[1], evaluator.Equality));
                case ("SequenceEqual", 2):
                    return (true, Items.SequenceEqual(Others, evaluator.Equality));
                case ("ElementAt", 2) when arguments[1] is int:
                    object?[] all = [.. Items];
                    return (true, all[Evaluator.IndexOf(arguments[1], all.Length, at)]);
                case ("Aggregate", 2) when Takes(1, 2):
                    return (true, NotEmpty(Items).Aggregate((sum, item) => Apply(1, sum, item)));
                case ("Aggregate", 3) when Takes(2, 2):
                    return (true, Items.Aggregate(arguments[1], (sum, item) => Apply(2, sum, item)));
                case ("Aggregate", 4) when Takes(2, 2) && Takes(3, 1):
                    return (true, Apply(3, Items.Aggregate(arguments[1], (sum, item) => Apply(2, sum, item))));
                case ("First" or "Last" or "Single", 1):
                    return Element(Items);
                case ("First" or "Last" or "Single", 2) when Takes(1, 1):
                    return Element(Chosen());
                case ("FirstOrDefault" or "LastOrDefault", 1):
                    return ElementOrDefault(Items);
                case ("FirstOrDefault" or "LastOrDefault", 2) when Takes(1, 1):
                    return ElementOrDefault(Chosen());
                case ("Sum" or "Max" or "Min" or "Average", 1):
                    return Reductions.Of(Name, [.. Items], method, at);
                case ("Sum" or "Max" or "Min" or "Average", 2) when Takes(1, 1):
                    return Reductions.Of(Name, [.. Items.Select(item => Apply(1, item))], method, at);
                default:
                    return (false, null);
            }
        }

        private IEnumerable<object?> Chosen()
        {
            var chosen = Items.Where(item => Holds(1, item));
            return IsSelective ? evaluator.Selectively(chosen) : chosen;
        }

        private (bool IsKnown, object? Result) Dictionary(Func<object?, object?> valueOf)
        {
            var dictionary = new DictionaryValue([], evaluator);
            foreach (var item in Items)
            {
                var key = Apply(1, item);
                dictionary.Add(key, valueOf(item), at);
            }

            return (true, dictionary);
        }

        private (bool IsKnown, object? Result) Element(IEnumerable<object?> items)
        {
            if (Name == "First")
            {
                foreach (var first in items)
                {
                    return (true, first);
                }
            }

            object?[] all = [.. items];
            return all.Length == 0 ? throw EvaluationException.Fails(at.Syntax, "the sequence has no such element")
                : Name == "Single" && all.Length > 1 ? throw EvaluationException.Fails(at.Syntax, $"the sequence has {all.Length} elements")
                : (true, all[all.Length - 1]);
        }

        private (bool IsKnown, object? Result) ElementOrDefault(IEnumerable<object?> items)
        {
            var absent = evaluator.DefaultOf(method.ReturnType);
            return (true, Name == "FirstOrDefault" ? items.DefaultIfEmpty(absent).First() : items.DefaultIfEmpty(absent).Last());
        }

        private IEnumerable<object?> Deferred(Func<IReadOnlyList<object?>, IEnumerable<object?>> function)
        {
            foreach (var item in function([.. Items]))
            {
                yield return item;
            }
        }

        private IEnumerable<object?> KeysOf(IReadOnlyList<object?> items) => evaluator.Selectively(items.Select(item => Apply(1, item)));

        private IEnumerable<object?> Sorted(IReadOnlyList<object?> items, IReadOnlyList<object?> keys, bool isDescending)
        {
            Sorting.RequireNumbers(keys, at);
            var order = Enumerable.Range(0, keys.Count);
            return (isDescending ? order.OrderByDescending(i => keys[i]) : order.OrderBy(i => keys[i])).Select(i => items[i]);
        }

        private IReadOnlyList<object?> NotEmpty(IEnumerable<object?> items) => items.ToArray() is { Length: > 0 } all ? all : throw EvaluationException.Fails(at.Syntax, "the sequence is empty");

        private bool Takes(int index, int count) => arguments[index] is DelegateValue function && function.Method.Parameters.Length == count;

        private object? Apply(int function, params object?[] values) => evaluator.CallInQuery((DelegateValue)arguments[function]!, values, at);

        private bool Holds(int function, object? item) => Apply(function, item) is true;
    }
}
