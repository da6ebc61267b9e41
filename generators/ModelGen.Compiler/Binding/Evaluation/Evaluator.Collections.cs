using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ModelGen.Compiler.Binding.Evaluation;

/// <summary>Arrays, lists, collection expressions, indexers and ranges.</summary>
public sealed partial class Evaluator
{
    /// <summary>Elements that one collection may have.</summary>
    private const int ElementLimit = 1_000_000;

    /// <summary>The elements of an array, a list or a sequence.</summary>
    internal static IReadOnlyList<object?> ItemsOf(object? collection, IOperation at) => collection switch
    {
        ArrayValue array => array.Items,
        ListValue list => list.Items,
        string text => [.. text.Select(letter => (object?)letter)],
        null => throw Fails(at, "the collection is null"),
        _ => throw NotAllowed(at, "an enumeration of such a value"),
    };

    private object? EvaluateArray(IArrayCreationOperation creation)
    {
        var sizes = creation.DimensionSizes.Select(size => Convert.ToInt32(Evaluate(size), CultureInfo.InvariantCulture)).ToArray();
        var element = (creation.Type as IArrayTypeSymbol)?.ElementType ?? throw new EvaluationException(creation.Syntax, problem: null);
        var count = 1L;
        foreach (var size in sizes)
        {
            count = size < 0 ? throw Fails(creation, $"an array of {size} elements") : Math.Min(count * size, ElementLimit + 1L);
        }

        if (count > ElementLimit)
        {
            throw NotAllowed(creation, $"an array of more than {ElementLimit} elements");
        }

        var items = creation.Initializer is { } initializer ? Flatten(initializer).ToArray() : [.. Enumerable.Range(0, (int)count).Select(_ => DefaultOf(element))];
        return new ArrayValue(items, sizes);
    }

    private IEnumerable<object?> Flatten(IArrayInitializerOperation initializer) =>
        initializer.ElementValues.SelectMany(element => element is IArrayInitializerOperation nested ? Flatten(nested) : [Copied(Evaluate(element))]);

    private object? EvaluateCollection(ICollectionExpressionOperation collection)
    {
        var items = new List<object?>();
        var element = ElementType(collection.Type);
        foreach (var part in collection.Elements)
        {
            if (part is ISpreadOperation spread)
            {
                items.AddRange(ItemsOf(Evaluate(spread.Operand), spread).Select(item => element is null ? item : ConvertedElement(item, element)));
            }
            else
            {
                items.Add(Copied(Evaluate(part)));
            }
        }

        return collection.Type switch
        {
            IArrayTypeSymbol => new ArrayValue([.. items]),
            INamedTypeSymbol { Name: "List" or "IList" or "ICollection" } => new ListValue(items),
            INamedTypeSymbol { Name: "Span" or "ReadOnlySpan" or "IEnumerable" or "IReadOnlyList" or "IReadOnlyCollection" } => new ArrayValue([.. items]),
            _ => throw NotAllowed(collection, $"a collection of the type {collection.Type?.ToDisplayString()}"),
        };
    }

    private ITypeSymbol? ElementType(ITypeSymbol? type) => type is IArrayTypeSymbol array ? array.ElementType : type is INamedTypeSymbol { TypeArguments: [var element] } ? frame.Resolve(element) : null;

    private object? ElementOf(IArrayElementReferenceOperation reference)
    {
        var array = ArrayOf(reference);
        if (reference.Indices is [var only] && Evaluate(only) is RangeValue range)
        {
            return new ArrayValue([.. Part(array.Items, range, reference)]);
        }

        return array.Items[OffsetOf(array, reference)];
    }

    private void AssignElement(IArrayElementReferenceOperation reference, object? value)
    {
        var array = ArrayOf(reference);
        array.Items[OffsetOf(array, reference)] = value;
    }

    private ArrayValue ArrayOf(IArrayElementReferenceOperation reference) => Evaluate(reference.ArrayReference) as ArrayValue ?? throw Fails(reference, "the array is null");

    private int OffsetOf(ArrayValue array, IArrayElementReferenceOperation reference)
    {
        var offset = 0;
        for (var axis = 0; axis < reference.Indices.Length; axis++)
        {
            var index = IndexOf(Evaluate(reference.Indices[axis]), array.Sizes[axis], reference);
            offset = (offset * array.Sizes[axis]) + index;
        }

        return offset;
    }

    internal static int IndexOf(object? value, int length, IOperation at)
    {
        var index = value is IndexValue relative ? relative.Of(length) : Convert.ToInt64(value, CultureInfo.InvariantCulture);
        return index >= 0 && index < length ? (int)index : throw Fails(at, $"index {index} is out of range: there are {length} elements");
    }

    internal static IEnumerable<object?> Part(IReadOnlyList<object?> items, RangeValue range, IOperation at)
    {
        var (start, end) = (range.Start.Of(items.Count), range.End.Of(items.Count));
        return start >= 0 && end >= start && end <= items.Count
            ? items.Skip(start).Take(end - start)
            : throw Fails(at, $"the range {start}..{end} is out of range: there are {items.Count} elements");
    }

    private object? EvaluateImplicitIndexer(IImplicitIndexerReferenceOperation indexer)
    {
        var receiver = Evaluate(indexer.Instance);
        var argument = Evaluate(indexer.Argument);
        return (receiver, argument) switch
        {
            (string text, IndexValue) => text[IndexOf(argument, text.Length, indexer)],
            (string text, RangeValue range) => string.Concat(Part([.. text.Select(letter => (object?)letter)], range, indexer)),
            (ListValue list, IndexValue) => list.Items[IndexOf(argument, list.Items.Count, indexer)],
            (ListValue list, RangeValue range) => new ListValue(Part(list.Items, range, indexer)),
            (ArrayValue array, IndexValue) => array.Items[IndexOf(argument, array.Items.Length, indexer)],
            (ArrayValue array, RangeValue range) => new ArrayValue([.. Part(array.Items, range, indexer)]),
            _ => throw NotAllowed(indexer, "an index into such a value"),
        };
    }

    private void AssignImplicit(IImplicitIndexerReferenceOperation indexer, object? value)
    {
        if (Evaluate(indexer.Instance) is not ListValue list)
        {
            throw NotAllowed(indexer, "an assignment to this");
        }

        list.Items[IndexOf(Evaluate(indexer.Argument), list.Items.Count, indexer)] = value;
    }
}
