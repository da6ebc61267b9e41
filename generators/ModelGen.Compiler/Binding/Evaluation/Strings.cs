using System.Globalization;
using Microsoft.CodeAnalysis;

namespace ModelGen.Compiler.Binding.Evaluation;

/// <summary>The members of <c>string</c> that the evaluator knows, all without a culture.</summary>
internal static class Strings
{
    /// <summary>A call of a method of <c>string</c>.</summary>
    public static (bool IsKnown, object? Result) Call(IMethodSymbol method, string? text, IReadOnlyList<object?> a, Evaluator evaluator, IOperation at)
    {
        var result = method.IsStatic ? OfStatic(method, a, evaluator, at) : OfText(method, text!, a, evaluator, at);
        return (result is not null, result);
    }

    private static object? OfStatic(IMethodSymbol method, IReadOnlyList<object?> a, Evaluator evaluator, IOperation at) => (method.Name, a) switch
    {
        // Elements of an enum would be numbers here.
        ("Concat" or "Join", _) when method.TypeArguments is [var element] && evaluator.Resolved(element) is not { TypeKind: not TypeKind.Enum } => null,
        ("Concat", _) => Joined(evaluator, string.Empty, a.SelectMany(part => part is null or string || Conversions.IsNumber(part) || part is bool or BoxedEnum ? [part] : evaluator.Lazily(part, at))),
        ("Join", [string or char, not (ArrayValue or ListValue or ContainerValue or SequenceValue)]) => null,
        ("Join", [string or char, var items]) => Joined(evaluator, Arithmetic.Text(a[0])!, evaluator.Lazily(items, at)),
        ("IsNullOrEmpty", [var value]) => string.IsNullOrEmpty((string?)value),
        ("IsNullOrWhiteSpace", [var value]) => string.IsNullOrWhiteSpace((string?)value),
        _ => null,
    };

    private static string? Joined(Evaluator evaluator, string separator, IEnumerable<object?> items)
    {
        string?[] texts = [.. items.Select(Arithmetic.Text)];
        evaluator.Charge(texts.Sum(text => (long)separator.Length + (text?.Length ?? 0)));
        return texts.Contains(null) ? null : string.Join(separator, texts);
    }

    /// <summary>The digits that a format asks for, as <c>D5</c> does for five.</summary>
    public static int Precision(string? format) => format?.Length > 1 && int.TryParse(format.Substring(1), NumberStyles.None, CultureInfo.InvariantCulture, out var digits) ? digits : 0;

    private static object? OfText(IMethodSymbol method, string text, IReadOnlyList<object?> a, Evaluator evaluator, IOperation at) => (method.Name, a) switch
    {
        ("Substring", [int start]) => start >= 0 && start <= text.Length ? text.Substring(start) : throw OutOfRange(start, text, at),
        ("Substring", [int start, int length]) => start >= 0 && length >= 0 && start <= text.Length - length ? text.Substring(start, length) : throw OutOfRange(start, text, at),
        ("Contains", [string part]) => text.IndexOf(part, StringComparison.Ordinal) >= 0,
        ("Contains", [char part]) => text.IndexOf(part) >= 0,
        ("StartsWith", [char part]) => text.Length > 0 && text[0] == part,
        ("EndsWith", [char part]) => text.Length > 0 && text[text.Length - 1] == part,
        ("StartsWith", [string part]) when IsPlain(text) && IsPlain(part) => text.StartsWith(part, StringComparison.Ordinal),
        ("EndsWith", [string part]) when IsPlain(text) && IsPlain(part) => text.EndsWith(part, StringComparison.Ordinal),
        ("IndexOf", [char part]) => text.IndexOf(part),
        ("LastIndexOf", [char part]) => text.LastIndexOf(part),
        ("ToUpperInvariant", []) => text.ToUpperInvariant(),
        ("ToLowerInvariant", []) => text.ToLowerInvariant(),
        ("Trim", []) => text.Trim(),
        ("TrimStart", []) => text.TrimStart(),
        ("TrimEnd", []) => text.TrimEnd(),
        ("Replace", [string from, string to]) when from.Length > 0 => Replaced(text, from, to, evaluator),
        ("Replace", [char from, char to]) => text.Replace(from, to),
        ("PadLeft", [int width]) when width >= 0 => Padded(text, width, ' ', isLeft: true, evaluator),
        ("PadRight", [int width]) when width >= 0 => Padded(text, width, ' ', isLeft: false, evaluator),
        ("PadLeft", [int width, char filler]) when width >= 0 => Padded(text, width, filler, isLeft: true, evaluator),
        ("PadRight", [int width, char filler]) when width >= 0 => Padded(text, width, filler, isLeft: false, evaluator),
        ("Split", [char separator, ..]) when a.Count == 1 || (a[1] is 0 && method.Parameters[1].Type.TypeKind == TypeKind.Enum) => new ArrayValue([.. text.Split(separator)]),
        ("Split", [string { Length: > 0 } separator, 0]) when method.Parameters[1].Type.TypeKind == TypeKind.Enum => new ArrayValue([.. text.Split([separator], StringSplitOptions.None)]),
        ("Split", [ArrayValue { Items: [_, ..] } separators]) when separators.Items.All(item => item is char) => new ArrayValue([.. text.Split([.. separators.Items.Cast<char>()])]),
        ("ToString", []) => text,
        ("ToCharArray", []) => new ArrayValue([.. text.Select(letter => (object?)letter)]),
        ("Equals", [var other]) when method.Parameters.Length == 1 => text.Equals(other),
        _ => null,
    };

    // How long the result is, is known before it is made.
    private static string Replaced(string text, string from, string to, Evaluator evaluator)
    {
        var rest = text.Replace(from, string.Empty);
        evaluator.Charge(rest.Length + ((text.Length - rest.Length) / from.Length * (long)to.Length));
        return text.Replace(from, to);
    }

    private static string Padded(string text, int width, char filler, bool isLeft, Evaluator evaluator)
    {
        evaluator.Charge(width);
        return isLeft ? text.PadLeft(width, filler) : text.PadRight(width, filler);
    }

    // What no culture sorts or joins in a way of its own.
    private static bool IsPlain(string text) => text.All(letter => letter is >= ' ' and <= '~');

    private static EvaluationException OutOfRange(int start, string text, IOperation at) =>
        EvaluationException.Fails(at.Syntax, $"the part from {start} is out of range: there are {text.Length} characters");
}
