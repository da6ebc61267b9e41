using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;
using ModelGen.Compiler.Binding.Evaluation;

namespace ModelGen.Compiler.Tests.Evaluation;

/// <summary>One text for values of compiled code and of the evaluator: types, bits of floats, structure of tuples and arrays.</summary>
internal static class Shown
{
    public static string Of(object? value) => value switch
    {
        null => "null",
        float number => float.IsNaN(number) ? "float NaN" : $"float {BitConverter.SingleToUInt32Bits(number):x8}",
        double number => double.IsNaN(number) ? "double NaN" : $"double {BitConverter.DoubleToUInt64Bits(number):x16}",
        string text => $"\"{text}\"",
        Enum member => Of(Convert.ChangeType(member, Enum.GetUnderlyingType(member.GetType()), CultureInfo.InvariantCulture)),
        BoxedEnum boxed => Of(boxed.Value),
        bool or char or IConvertible => $"{value.GetType().Name} {Convert.ToString(value, CultureInfo.InvariantCulture)}",
        ITuple tuple => $"({string.Join(", ", Enumerable.Range(0, tuple.Length).Select(i => Of(tuple[i])))})",
        TupleValue tuple => $"({string.Join(", ", tuple.Items.Select(Of))})",
        Array array => $"array {string.Join("x", Enumerable.Range(0, array.Rank).Select(array.GetLength))} {Items(array)}",
        ArrayValue array => $"array {string.Join("x", array.Sizes)} {Items(array.Items)}",
        ListValue list => Items(list.Items),
        IEnumerable items => Items(items),
        _ => throw new ArgumentException($"A snippet must not return {value.GetType()}.", nameof(value)),
    };

    private static string Items(IEnumerable items) => $"[{string.Join(", ", items.Cast<object?>().Select(Of))}]";
}
