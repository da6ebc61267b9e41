using Microsoft.CodeAnalysis;

namespace ModelGen.Compiler.Binding.Evaluation;

/// <summary>The members of the framework that the evaluator knows: <c>Math</c>, <c>MathF</c>, strings, lists and LINQ over arrays and lists.</summary>
internal static class Intrinsics
{
    /// <summary>A property or indexer of a framework type; null where it is not known.</summary>
    public static object? Property(IPropertySymbol property, object receiver, IReadOnlyList<object?> arguments, IOperation at) => (receiver, property.Name) switch
    {
        (string text, "Length") => text.Length,
        (string text, _) when property.IsIndexer => text[Evaluator.IndexOf(arguments[0], text.Length, at)],
        (ArrayValue array, "Length" or "Count") => array.Items.Length,
        (ArrayValue array, "Rank") => array.Sizes.Length,
        (ArrayValue array, "IsEmpty") => array.Items.Length == 0,
        (ArrayValue array, _) when property.IsIndexer => array.Items[Evaluator.IndexOf(arguments[0], array.Items.Length, at)],
        (ListValue list, "Count") => list.Items.Count,
        (ListValue list, _) when property.IsIndexer => list.Items[Evaluator.IndexOf(arguments[0], list.Items.Count, at)],
        (_, "Value") when property.ContainingType.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T => receiver,
        (_, "HasValue") when property.ContainingType.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T => true,
        _ => null,
    };

    /// <summary>A new object of a framework type; null where it is not known.</summary>
    public static object? Create(INamedTypeSymbol type, IReadOnlyList<object?> arguments, IOperation at) => type.Name switch
    {
        "List" when type.ContainingNamespace.ToDisplayString() == "System.Collections.Generic" => new ListValue(arguments is [ArrayValue or ListValue] ? Evaluator.ItemsOf(arguments[0], at) : []),
        "ValueTuple" => new TupleValue([.. arguments]),
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
        var (isKnown, result) = type switch
        {
            "System.Math" => Math(method, arguments),
            "System.MathF" => MathF(method.Name, arguments),
            "System.Linq.Enumerable" => Linq.Call(evaluator, method, arguments, at),
            "string" => Text(method, (string?)receiver, arguments),
            "System.Array" => OfArrays(method.Name, arguments, receiver, at),
            "System.ArgumentOutOfRangeException" or "System.ArgumentNullException" or "System.ArgumentException" => (false, null),
            _ when receiver is ListValue list => OfList(evaluator, method.Name, list, arguments, at),
            _ when receiver is ArrayValue array => OfSpan(method.Name, array, arguments, at),
            _ when receiver is not null && method.Name is "ToString" && receiver is IFormattable or bool or string && arguments.Count == 0 => (true, Arithmetic.Text(receiver)),
            _ when method.Name is "Equals" && arguments.Count == 1 && receiver is not null => (true, receiver.Equals(arguments[0])),
            _ when method.Name == "CompareTo" && receiver is IComparable comparable && receiver is not string => (true, comparable.CompareTo(arguments[0])),
            _ when method.Name is "GetValueOrDefault" && method.ContainingType.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T => (receiver is not null, receiver),
            _ => (false, null),
        };
        return isKnown ? result : throw EvaluationException.NotAllowed(at.Syntax, $"'{method.ToDisplayString()}' is not among the framework's methods that can be executed while compiling; those of Math, MathF, string, List and LINQ are");
    }

    private static (bool IsKnown, object? Result) Math(IMethodSymbol method, IReadOnlyList<object?> a)
    {
        object? result = (method.Name, a) switch
        {
            ("Max", [int x, int y]) => System.Math.Max(x, y),
            ("Max", [long x, long y]) => System.Math.Max(x, y),
            ("Max", [float x, float y]) => System.Math.Max(x, y),
            ("Max", [double x, double y]) => System.Math.Max(x, y),
            ("Min", [int x, int y]) => System.Math.Min(x, y),
            ("Min", [long x, long y]) => System.Math.Min(x, y),
            ("Min", [float x, float y]) => System.Math.Min(x, y),
            ("Min", [double x, double y]) => System.Math.Min(x, y),
            ("Abs", [int x]) => System.Math.Abs(x),
            ("Abs", [long x]) => System.Math.Abs(x),
            ("Abs", [float x]) => System.Math.Abs(x),
            ("Abs", [double x]) => System.Math.Abs(x),
            ("Sign", [int x]) => System.Math.Sign(x),
            ("Sign", [double x]) => System.Math.Sign(x),
            ("Clamp", [int x, int low, int high]) when low <= high => System.Math.Max(low, System.Math.Min(high, x)),
            ("Clamp", [double x, double low, double high]) when low <= high => x < low ? low : x > high ? high : x,
            ("Clamp", [float x, float low, float high]) when low <= high => x < low ? low : x > high ? high : x,
            ("DivRem", [int x, int y]) => new TupleValue(x / y, x % y),
            ("Sqrt", [double x]) => System.Math.Sqrt(x),
            ("Pow", [double x, double y]) => System.Math.Pow(x, y),
            ("Exp", [double x]) => System.Math.Exp(x),
            ("Log", [double x]) => System.Math.Log(x),
            ("Log", [double x, double y]) => System.Math.Log(x, y),
            ("Log10", [double x]) => System.Math.Log10(x),
            ("Log2", [double x]) => System.Math.Log(x, 2),
            ("Sin", [double x]) => System.Math.Sin(x),
            ("Cos", [double x]) => System.Math.Cos(x),
            ("Tan", [double x]) => System.Math.Tan(x),
            ("Tanh", [double x]) => System.Math.Tanh(x),
            ("Atan", [double x]) => System.Math.Atan(x),
            ("Floor", [double x]) => System.Math.Floor(x),
            ("Ceiling", [double x]) => System.Math.Ceiling(x),
            ("Truncate", [double x]) => System.Math.Truncate(x),
            ("Round", [double x]) => System.Math.Round(x),
            ("Round", [double x, int digits]) => System.Math.Round(x, digits),
            _ => null,
        };
        return (result is not null, result);
    }

    // The framework's own float functions do not exist for the generator's target; those that double precision rounds alike are here.
    private static (bool IsKnown, object? Result) MathF(string name, IReadOnlyList<object?> a)
    {
        object? result = (name, a) switch
        {
            ("Max", [float x, float y]) => System.Math.Max(x, y),
            ("Min", [float x, float y]) => System.Math.Min(x, y),
            ("Abs", [float x]) => System.Math.Abs(x),
            ("Sqrt", [float x]) => (float)System.Math.Sqrt(x),
            ("Floor", [float x]) => (float)System.Math.Floor(x),
            ("Ceiling", [float x]) => (float)System.Math.Ceiling(x),
            ("Truncate", [float x]) => (float)System.Math.Truncate(x),
            ("Round", [float x]) => (float)System.Math.Round(x),
            ("Pow", [float x, float y]) => (float)System.Math.Pow(x, y),
            ("Exp", [float x]) => (float)System.Math.Exp(x),
            ("Log", [float x]) => (float)System.Math.Log(x),
            _ => null,
        };
        return (result is not null, result);
    }

    private static (bool IsKnown, object? Result) Text(IMethodSymbol method, string? text, IReadOnlyList<object?> a)
    {
        object? result = (method.Name, a) switch
        {
            ("Concat", _) when method.IsStatic => string.Concat(a.SelectMany(part => part is ArrayValue array ? array.Items : [part]).Select(Arithmetic.Text)),
            ("Join", [string separator, ArrayValue items]) => string.Join(separator, items.Items.Select(Arithmetic.Text)),
            ("Join", [string separator, ListValue items]) => string.Join(separator, items.Items.Select(Arithmetic.Text)),
            ("IsNullOrEmpty", [var value]) => string.IsNullOrEmpty((string?)value),
            ("Substring", [int start]) when start >= 0 && start <= text!.Length => text.Substring(start),
            ("Substring", [int start, int length]) when start >= 0 && length >= 0 && start + length <= text!.Length => text.Substring(start, length),
            ("Contains", [string part]) => text!.Contains(part),
            ("Contains", [char part]) => text!.Contains(part),
            ("StartsWith", [string part]) when method.Parameters.Length == 1 => text!.StartsWith(part, StringComparison.InvariantCulture),
            ("EndsWith", [string part]) when method.Parameters.Length == 1 => text!.EndsWith(part, StringComparison.InvariantCulture),
            ("IndexOf", [char part]) => text!.IndexOf(part),
            ("ToUpperInvariant", []) => text!.ToUpperInvariant(),
            ("ToLowerInvariant", []) => text!.ToLowerInvariant(),
            ("Trim", []) => text!.Trim(),
            ("Replace", [string from, string to]) when from.Length > 0 => text!.Replace(from, to),
            ("PadLeft", [int width]) when width >= 0 => text!.PadLeft(width),
            ("PadRight", [int width]) when width >= 0 => text!.PadRight(width),
            ("Split", [char separator, ..]) when a.Count == 1 || a[1] is 0 => new ArrayValue([.. text!.Split(separator)]),
            ("Split", [ArrayValue separators]) => new ArrayValue([.. text!.Split([.. separators.Items.Cast<char>()])]),
            ("ToString", []) => text,
            ("ToCharArray", []) => new ArrayValue([.. text!.Select(letter => (object?)letter)]),
            ("Equals", [string other]) => text == other,
            _ => null,
        };
        return (result is not null, result);
    }

    private static (bool IsKnown, object? Result) OfArrays(string name, IReadOnlyList<object?> a, object? receiver, IOperation at)
    {
        switch (name, a)
        {
            case ("GetLength", [int axis]) when receiver is ArrayValue array:
                return (true, array.Sizes[Evaluator.IndexOf(axis, array.Sizes.Length, at)]);
            case ("Fill", [ArrayValue array, var value]):
                for (var i = 0; i < array.Items.Length; i++)
                {
                    array.Items[i] = value;
                }

                return (true, null);
            case ("Reverse", [ArrayValue array]):
                Array.Reverse(array.Items);
                return (true, null);
            case ("IndexOf", [ArrayValue array, var value]):
                return (true, Array.IndexOf(array.Items, value));
            case ("Empty", []):
                return (true, new ArrayValue([]));
            case ("Clone", []) when receiver is ArrayValue array:
                return (true, new ArrayValue([.. array.Items], [.. array.Sizes]));
            default:
                return (false, null);
        }
    }

    private static (bool IsKnown, object? Result) OfSpan(string name, ArrayValue array, IReadOnlyList<object?> a, IOperation at) => (name, a) switch
    {
        ("Slice", [int start]) => (true, new ArrayValue([.. Evaluator.Part(array.Items, new RangeValue(new IndexValue(start, false), new IndexValue(0, true)), at)])),
        ("Slice", [int start, int length]) => (true, new ArrayValue([.. Evaluator.Part(array.Items, new RangeValue(new IndexValue(start, false), new IndexValue(start + length, false)), at)])),
        ("ToArray", []) => (true, new ArrayValue([.. array.Items])),
        _ => (false, null),
    };

    private static (bool IsKnown, object? Result) OfList(Evaluator evaluator, string name, ListValue list, IReadOnlyList<object?> a, IOperation at)
    {
        switch (name, a)
        {
            case ("Add", [var item]):
                return (true, Add(list, item));
            case ("AddRange", [var items]):
                list.Items.AddRange([.. Evaluator.ItemsOf(items, at)]);
                return (true, null);
            case ("Insert", [int index, var item]):
                list.Items.Insert(index == list.Items.Count ? index : Evaluator.IndexOf(index, list.Items.Count, at), item);
                return (true, null);
            case ("RemoveAt", [int index]):
                list.Items.RemoveAt(Evaluator.IndexOf(index, list.Items.Count, at));
                return (true, null);
            case ("Clear", []):
                list.Items.Clear();
                return (true, null);
            case ("Reverse", []):
                list.Items.Reverse();
                return (true, null);
            case ("Contains", [var item]):
                return (true, list.Items.Contains(item));
            case ("IndexOf", [var item]):
                return (true, list.Items.IndexOf(item));
            case ("ToArray", []):
                return (true, new ArrayValue([.. list.Items]));
            case ("ForEach", [DelegateValue action]):
                foreach (var item in list.Items.ToArray())
                {
                    _ = evaluator.CallDelegate(action, [item], at);
                }

                return (true, null);
            default:
                return (false, null);
        }
    }
}
