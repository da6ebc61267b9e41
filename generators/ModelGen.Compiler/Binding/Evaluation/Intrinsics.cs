using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ModelGen.Compiler.Binding.Evaluation;

/// <summary>The members of the framework that the evaluator knows: <c>Math</c>, <c>MathF</c>, strings, lists and LINQ over arrays and lists.</summary>
internal static class Intrinsics
{
    /// <summary>A property or indexer of a framework type; null where it is not known.</summary>
    public static object? Property(IPropertySymbol property, object receiver, IReadOnlyList<object?> arguments, IOperation at) => (receiver, property.Name) switch
    {
        (string text, "Length") => text.Length,
        (DictionaryValue dictionary, "Count") => dictionary.Items.Count,
        (DictionaryValue dictionary, _) when property.IsIndexer => arguments[0] is { } key && dictionary.Items.TryGetValue(key, out var found)
            ? found
            : throw EvaluationException.Fails(at.Syntax, "the key is not in the dictionary"),
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
        "List" when type.ContainingNamespace.ToDisplayString() == "System.Collections.Generic" => new ListValue(arguments is [not int] ? Evaluator.ItemsOf(arguments[0], at) : []),
        "Dictionary" when arguments is [] or [int] => new DictionaryValue(),
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
            "System.Math" => Math(method, arguments, at),
            "System.MathF" => MathF(method.Name, arguments),
            "System.MemoryExtensions" when method.Name is "Contains" or "SequenceEqual" or "AsSpan" => method.Name == "AsSpan" && arguments is [ArrayValue span] ? (true, span) : Linq.Call(evaluator, method, arguments, at),
            "float" or "double" when method.IsStatic && arguments is [float or double] => OfReals(method.Name, Convert.ToDouble(arguments[0], CultureInfo.InvariantCulture)),
            "char" when arguments is [char letter] => OfCharacters(method.Name, letter),
            "object" when method.Name == "ReferenceEquals" && arguments is [ObjectValue { Type.IsValueType: false } or ArrayValue or ListValue or null, _] => (true, ReferenceEquals(arguments[0], arguments[1])),
            _ when receiver is DictionaryValue dictionary => OfDictionary(method.Name, dictionary, arguments, at),
            _ when receiver is BoxedEnum members && method.Name == "HasFlag" && arguments is [BoxedEnum flag] => (true, HasFlag(members.Value, flag.Value)),
            "System.Linq.Enumerable" => Linq.Call(evaluator, method, arguments, at),
            "string" => Strings.Call(method, (string?)receiver, arguments, evaluator, at),
            "System.Array" => OfArrays(method.Name, arguments, receiver, at),
            "System.ArgumentOutOfRangeException" or "System.ArgumentNullException" or "System.ArgumentException" => (false, null),
            _ when receiver is ListValue list => OfList(evaluator, method.Name, list, arguments, at),
            _ when receiver is ArrayValue array => OfSpan(method.Name, array, arguments, at),
            _ when method.Name == "ToString" && arguments.Count == 0 && receiver is not null && Arithmetic.Text(receiver) is { } text => (true, text),
            _ when method.Name == "ToString" && arguments is [string format] && Conversions.IsNumber(receiver) && receiver is IFormattable number =>
                (true, number.ToString(format, CultureInfo.InvariantCulture)),
            _ when method.Name is "Equals" && arguments.Count == 1 && receiver is not (null or DelegateValue or SequenceValue or DictionaryValue) => (true, receiver.Equals(arguments[0])),
            _ when method.Name == "CompareTo" && receiver is IComparable comparable && receiver is not string => (true, comparable.CompareTo(arguments[0])),
            _ when method.Name is "GetValueOrDefault" && method.ContainingType.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T => (receiver is not null, receiver),
            _ => (false, null),
        };
        return isKnown ? result : throw EvaluationException.NotAllowed(
            at.Syntax,
            $"'{method.ToDisplayString()}' is not among the framework's methods that can be executed while compiling; those of Math, MathF, string, List and LINQ are");
    }

    private static bool HasFlag(object members, object flag) =>
        Arithmetic.Binary(BinaryOperatorKind.And, members, flag, isChecked: false) is { } common
        && Convert.ToInt64(common, CultureInfo.InvariantCulture) == Convert.ToInt64(flag, CultureInfo.InvariantCulture);

    private static (bool IsKnown, object? Result) Math(IMethodSymbol method, IReadOnlyList<object?> a, IOperation at)
    {
        object? result = (method.Name, a) switch
        {
            ("Max", [int x, int y]) => System.Math.Max(x, y),
            ("Max", [uint x, uint y]) => System.Math.Max(x, y),
            ("Max", [byte x, byte y]) => System.Math.Max(x, y),
            ("Max", [decimal x, decimal y]) => System.Math.Max(x, y),
            ("Max", [long x, long y]) => System.Math.Max(x, y),
            ("Max", [float x, float y]) => System.Math.Max(x, y),
            ("Max", [double x, double y]) => System.Math.Max(x, y),
            ("Min", [int x, int y]) => System.Math.Min(x, y),
            ("Min", [uint x, uint y]) => System.Math.Min(x, y),
            ("Min", [byte x, byte y]) => System.Math.Min(x, y),
            ("Min", [decimal x, decimal y]) => System.Math.Min(x, y),
            ("Min", [long x, long y]) => System.Math.Min(x, y),
            ("Min", [float x, float y]) => System.Math.Min(x, y),
            ("Min", [double x, double y]) => System.Math.Min(x, y),
            ("Abs", [int x]) => System.Math.Abs(x),
            ("Abs", [long x]) => System.Math.Abs(x),
            ("Abs", [float x]) => System.Math.Abs(x),
            ("Abs", [double x]) => System.Math.Abs(x),
            ("Sign", [int x]) => System.Math.Sign(x),
            ("Sign", [double x]) => System.Math.Sign(x),
            ("Clamp", [int, _, _] or [double, _, _] or [float, _, _]) when Convert.ToDouble(a[1], CultureInfo.InvariantCulture) > Convert.ToDouble(a[2], CultureInfo.InvariantCulture) =>
                throw EvaluationException.Fails(at.Syntax, $"{Arithmetic.Text(a[1])} is greater than {Arithmetic.Text(a[2])}"),
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

    private static (bool IsKnown, object? Result) OfDictionary(string name, DictionaryValue dictionary, IReadOnlyList<object?> a, IOperation at)
    {
        switch (name, a)
        {
            case ("Add", [{ } key, var item]):
                if (dictionary.Items.ContainsKey(key))
                {
                    throw EvaluationException.Fails(at.Syntax, "the key is there twice");
                }

                dictionary.Items.Add(key, item);
                return (true, null);
            case ("ContainsKey", [{ } key]):
                return (true, dictionary.Items.ContainsKey(key));
            case ("Remove", [{ } key]):
                return (true, dictionary.Items.Remove(key));
            default:
                return (false, null);
        }
    }
}
