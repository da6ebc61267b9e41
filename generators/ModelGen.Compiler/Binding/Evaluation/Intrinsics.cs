using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ModelGen.Compiler.Binding.Evaluation;

/// <summary>The members of the framework that the evaluator knows: <c>Math</c>, <c>MathF</c>, strings, lists and LINQ over arrays and lists.</summary>
internal static class Intrinsics
{
    private static readonly HashSet<string> Changing =
    [
        "Add", "AddRange", "Insert", "InsertRange", "Remove", "RemoveAt", "RemoveRange", "RemoveAll", "Clear", "Reverse", "Fill", "Sort", "UnionWith", "Push", "Pop", "Enqueue", "Dequeue",
    ];

    /// <summary>A property or indexer of a framework type; null where it is not known.</summary>
    public static object? Property(IPropertySymbol property, object receiver, IReadOnlyList<object?> arguments, IOperation at) => (receiver, property.Name) switch
    {
        (string text, "Length") => text.Length,
        (ContainerValue container, "Count") => container.Count,
        (DictionaryValue dictionary, "Keys") => new SequenceValue(Evaluator.Unchanged(dictionary, dictionary.Keys, at), dictionary),
        (DictionaryValue dictionary, "Values") => new SequenceValue(Evaluator.Unchanged(dictionary, dictionary.Values, at), dictionary),
        (TupleValue pair, "Key" or "Value") when property.ContainingType.Name == "KeyValuePair" => pair.Items[property.Name == "Key" ? 0 : 1],
        (string text, _) when property.IsIndexer => text[Evaluator.IndexOf(arguments[0], text.Length, at)],
        (ArrayValue array, "Length" or "Count") => array.Items.Length,
        (ArrayValue array, "Rank") => array.Sizes.Length,
        (ArrayValue array, "IsEmpty") => array.Items.Length == 0,
        (ListValue list, "Count") => list.Items.Count,
        (_, "Value") when property.ContainingType.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T => receiver,
        (_, "HasValue") when property.ContainingType.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T => true,
        _ => null,
    };

    /// <summary>A new object of a framework type; null where it is not known.</summary>
    public static object? Create(Evaluator evaluator, INamedTypeSymbol type, IReadOnlyList<object?> arguments, IOperation at) => type.Name switch
    {
        "List" or "Stack" or "Queue" or "HashSet" or "Dictionary" or "String" when arguments is [.., int and < 0 and var count] =>
            throw EvaluationException.Fails(at.Syntax, $"a collection of {count} elements"),
        "List" when type.ContainingNamespace.ToDisplayString() == "System.Collections.Generic" => new ListValue(arguments is [not int] ? Evaluator.ItemsOf(arguments[0], at) : []),
        "Stack" or "Queue" or "HashSet" or "Dictionary" => ContainerValue.Create(evaluator, type, arguments, at),
        "ValueTuple" or "KeyValuePair" => new TupleValue([.. arguments]),
        "Index" => new IndexValue((int)arguments[0]!, arguments.Count > 1 && arguments[1] is true),
        "Range" => new RangeValue((IndexValue)arguments[0]!, (IndexValue)arguments[1]!),
        "String" when arguments is [char letter, int count] => new string(letter, count),
        _ => null,
    };

    /// <summary>Appends to a list.</summary>
    public static object? Add(ListValue list, object? item)
    {
        list.Items.Add(item);
        return null;
    }

    /// <summary>Replaces an element of a list.</summary>
    public static bool SetItem(ListValue list, IReadOnlyList<object?> arguments, object? value, IOperation at)
    {
        list.Items[Evaluator.IndexOf(arguments[0], list.Items.Count, at)] = value;
        return true;
    }

    /// <summary>A call of a framework method.</summary>
    /// <exception cref="EvaluationException">It is not among those that can be executed, or fails.</exception>
    public static object? Call(Evaluator evaluator, IMethodSymbol method, object? receiver, IReadOnlyList<object?> arguments, IOperation at)
    {
        var type = method.ContainingType.ToDisplayString();
        if (type != "System.Linq.Enumerable" && Changing.Contains(method.Name) && (receiver ?? arguments.FirstOrDefault()) is SharedValue changed)
        {
            _ = evaluator.Changeable(changed, at);
        }

        if (method.Name is "Equals" or "ReferenceEquals" or "GetHashCode" && (receiver is Functions.SymbolValue || arguments.Any(argument => argument is Functions.SymbolValue)))
        {
            throw EvaluationException.DependsOnSymbol(at.Syntax);
        }

        var (isKnown, result) = type switch
        {
            "System.Math" or "System.MathF" or "System.Numerics.BitOperations" => Numbers.Call(method, arguments, at),
            "System.MemoryExtensions" when arguments is [ArrayValue span, ..] && method.Name is "AsSpan" => SpanOf(span, [.. arguments.Skip(1)], at),
            "System.MemoryExtensions" when method.Name is "Contains" or "SequenceEqual" => Linq.Call(evaluator, method, arguments is [.., null] && arguments.Count > 2 ? [.. arguments.Take(2)] : arguments, at),
            "float" or "double" when method.IsStatic && arguments is [float or double] => OfReals(method.Name, Convert.ToDouble(arguments[0], CultureInfo.InvariantCulture)),
            "char" when method.IsStatic && arguments is [char letter] => OfCharacters(method.Name, letter),
            "object" when method.Name == "ReferenceEquals" && arguments is [var first, var second] => (true, Evaluator.AreSame(first, second, at)),
            "System.Collections.Generic.CollectionExtensions" when arguments is [DictionaryValue dictionary, var key, ..] && method.Name == "GetValueOrDefault" =>
                dictionary.Call(method.Name, [key, arguments.Count > 2 ? arguments[2] : evaluator.DefaultOf(method.TypeArguments[1])], at),
            _ when receiver is ContainerValue container => OfContainer(evaluator, method.Name, container, arguments, at),
            _ when receiver is BoxedEnum members && method.Name == "HasFlag" && arguments is [BoxedEnum flag] => (true, HasFlag(members.Value, flag.Value)),
            "System.Linq.Enumerable" => Linq.Call(evaluator, method, arguments, at),
            "string" => Strings.Call(method, (string?)receiver, arguments, evaluator, at),
            "System.Array" => OfArrays(evaluator, method.Name, arguments, receiver, at),
            "System.ArgumentOutOfRangeException" or "System.ArgumentNullException" or "System.ArgumentException" => (false, null),
            _ when receiver is ListValue list => OfList(evaluator, method.Name, list, arguments, at),
            _ when receiver is ArrayValue array => OfSpan(method.Name, array, arguments, at),
            _ when method.Name == "ToString" && arguments.Count == 0 && receiver is not null && Arithmetic.Text(receiver) is { } text => (true, text),
            _ when method.Name == "ToString" && arguments is [string format] && Conversions.IsNumber(receiver) && receiver is IFormattable number =>
                (true, Formatted(evaluator, number, format)),
            _ when method.Name is "Equals" && arguments.Count == 1 && receiver is not (null or DelegateValue or SequenceValue) => (true, evaluator.Equality.Equals(receiver, arguments[0])),
            _ when method.Name == "CompareTo" && receiver is IComparable comparable && receiver is not string => (true, comparable.CompareTo(arguments[0])),
            _ when method.Name is "GetValueOrDefault" && method.ContainingType.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T => (receiver is not null, receiver),
            _ => (false, null),
        };
        return isKnown ? result : throw EvaluationException.NotAllowed(at.Syntax, evaluator.IsOfOtherAssembly(method)
            ? $"'{method.ToDisplayString()}' belongs to another assembly, '{method.ContainingAssembly.Name}'; methods of this project can be executed, and constants of any be read"
            : $"'{method.ToDisplayString()}' is not among the framework's methods that can be executed while compiling; most of Math, MathF, char, string, arrays, spans, collections and LINQ are");
    }

    private static string Formatted(Evaluator evaluator, IFormattable number, string format)
    {
        evaluator.Charge(Strings.Precision(format));
        return number.ToString(format, CultureInfo.InvariantCulture);
    }

    private static bool HasFlag(object members, object flag) =>
        Arithmetic.Binary(BinaryOperatorKind.And, members, flag, isChecked: false) is { } common
        && Convert.ToInt64(common, CultureInfo.InvariantCulture) == Convert.ToInt64(flag, CultureInfo.InvariantCulture);

    private static (bool IsKnown, object? Result) OfReals(string name, double value)
    {
        object? result = name switch
        {
            "IsNaN" => double.IsNaN(value),
            "IsInfinity" => double.IsInfinity(value),
            _ => null,
        };
        return (result is not null, result);
    }

    private static (bool IsKnown, object? Result) OfCharacters(string name, char letter)
    {
        object? result = name switch
        {
            "IsDigit" => char.IsDigit(letter),
            "IsLetter" => char.IsLetter(letter),
            "IsUpper" => char.IsUpper(letter),
            "ToUpperInvariant" => char.ToUpperInvariant(letter),
            "ToLowerInvariant" => char.ToLowerInvariant(letter),
            _ => null,
        };
        return (result is not null, result);
    }

    private static (bool IsKnown, object? Result) OfArrays(Evaluator evaluator, string name, IReadOnlyList<object?> a, object? receiver, IOperation at)
    {
        switch (name, a)
        {
            case ("GetLength", [int axis]) when receiver is ArrayValue array:
                return (true, array.Sizes[Evaluator.IndexOf(axis, array.Sizes.Length, at)]);
            case ("Fill", [ArrayValue array, var value]):
                for (var i = 0; i < array.Items.Length; i++)
                {
                    array.Items[i] = Evaluator.Copied(value);
                }

                return (true, null);
            case ("Reverse", [ArrayValue array]):
                object?[] reversed = [.. array.Items.Reverse()];
                for (var i = 0; i < reversed.Length; i++)
                {
                    array.Items[i] = reversed[i];
                }

                return (true, null);
            case ("IndexOf", [ArrayValue array, var value]):
                return (true, IndexOf(evaluator, array.Items, value));
            case ("Sort", [ArrayValue array, ..]) when a.Count == 1 || a[1] is DelegateValue:
                var sorted = Sorting.Sorted(evaluator, array.Items, a.Count == 1 ? null : (DelegateValue?)a[1], at);
                for (var i = 0; i < sorted.Count; i++)
                {
                    array.Items[i] = sorted[i];
                }

                return (true, null);
            case ("Empty", []):
                return (true, new ArrayValue([]));
            case ("Clone", []) when receiver is ArrayValue array:
                return (true, new ArrayValue([.. array.Items.Select(Evaluator.Copied)], [.. array.Sizes]));
            default:
                return (false, null);
        }
    }

    private static int IndexOf(Evaluator evaluator, IReadOnlyList<object?> items, object? value)
    {
        var index = 0;
        while (index < items.Count && !evaluator.Equality.Equals(items[index], value))
        {
            index++;
        }

        return index < items.Count ? index : -1;
    }

    private static (bool IsKnown, object? Result) OfSpan(string name, ArrayValue array, IReadOnlyList<object?> a, IOperation at) => (name, a) switch
    {
        ("Slice", _) => SpanOf(array, a, at),
        ("ToArray", []) => (true, ArrayValue.Of(array.Items)),
        _ => (false, null),
    };

    private static (bool IsKnown, object? Result) SpanOf(ArrayValue array, IReadOnlyList<object?> part, IOperation at) => part switch
    {
        [] => (true, array),
        [int start] => (true, array.Span(new RangeValue(new IndexValue(start, false), new IndexValue(0, true)), at)),
        [int start, int length] => (true, array.Span(new RangeValue(new IndexValue(start, false), new IndexValue(start + length, false)), at)),
        _ => (false, null),
    };

    private static (bool IsKnown, object? Result) OfList(Evaluator evaluator, string name, ListValue list, IReadOnlyList<object?> a, IOperation at)
    {
        switch (name, a)
        {
            case ("Add", [var item]):
                return (true, Add(list, item));
            case ("AddRange", [SequenceValue items]):
                foreach (var item in evaluator.Lazily(items, at))
                {
                    _ = Add(evaluator.Changeable(list, at), item);
                }

                return (true, null);
            case ("AddRange", [var items]):
                list.Items.AddRange([.. Evaluator.ItemsOf(items, at).Select(Evaluator.Copied)]);
                return (true, null);
            case ("GetRange", [int start, int count]):
                return (true, new ListValue(Evaluator.Part(list.Items, new RangeValue(new IndexValue(start, false), new IndexValue(start + count, false)), at)));
            case ("Insert", [int index, var item]):
                list.Items.Insert(index == list.Items.Count ? index : Evaluator.IndexOf(index, list.Items.Count, at), item);
                return (true, null);
            case ("RemoveAt", [int index]):
                list.Items.RemoveAt(Evaluator.IndexOf(index, list.Items.Count, at));
                return (true, null);
            case ("Remove", [var item]):
                var found = IndexOf(evaluator, list.Items, item);
                list.Items.RemoveRange(Math.Max(found, 0), found < 0 ? 0 : 1);
                return (true, found >= 0);
            case ("RemoveAll", [DelegateValue isGone]):
                return (true, list.Items.RemoveAll(item => evaluator.CallDelegate(isGone, [Evaluator.Copied(item)], at) is true));
            case ("Sort", []):
            case ("Sort", [DelegateValue]):
                var sorted = Sorting.Sorted(evaluator, list.Items, a.Count == 0 ? null : (DelegateValue?)a[0], at);
                list.Items.Clear();
                list.Items.AddRange(sorted);
                return (true, null);
            case ("Clear", []):
                list.Items.Clear();
                return (true, null);
            case ("Reverse", []):
                list.Items.Reverse();
                return (true, null);
            case ("Contains", [var item]):
                return (true, list.Items.Contains(item, evaluator.Equality));
            case ("IndexOf", [var item]):
                return (true, IndexOf(evaluator, list.Items, item));
            case ("ToArray", []):
                return (true, ArrayValue.Of(list.Items));
            case ("ForEach", [DelegateValue action]):
                foreach (var item in Evaluator.Unchanged(list, list.Items, at))
                {
                    _ = evaluator.CallDelegate(action, [item], at);
                }

                return (true, null);
            default:
                return (false, null);
        }
    }

    private static (bool IsKnown, object? Result) OfContainer(Evaluator evaluator, string name, ContainerValue container, IReadOnlyList<object?> a, IOperation at)
    {
        switch (name, a)
        {
            case ("Contains", [var item]):
                return (true, container.Contains(item));
            case ("ToArray", []):
                return (true, ArrayValue.Of(container.Items));
            case ("Clear", []):
                container.Clear();
                return (true, null);
            case ("UnionWith", [var others]) when container is SetValue set:
                set.Set.UnionWith(evaluator.Lazily(others, at));
                return (true, null);
            default:
                return container.Call(name, a, at);
        }
    }
}
