using System.Globalization;
using System.Runtime.CompilerServices;
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
        ContainerValue container => [.. container.Items],
        SequenceValue sequence => [.. sequence.Items],
        null => throw Fails(at, "the collection is null"),
        _ => throw NotAllowed(at, "an enumeration of such a value"),
    };

    /// <summary>The elements, as they are when each is asked for.</summary>
    internal IEnumerable<object?> Lazily(object? collection, IOperation at)
    {
        // A sequence over a sequence over a sequence.
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var items = collection switch
        {
            ListValue list => Unchanged(list, list.Items, at),
            ContainerValue container => Unchanged(container, container.Items, at),
            SequenceValue sequence => sequence.Items,
            _ => ItemsOf(collection, at),
        };
        foreach (var item in items)
        {
            Count(at);
            yield return Copied(item);
        }
    }

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

        Charge(count);
        var items = creation.Initializer is { } initializer ? Flatten(initializer).ToArray() : [.. Enumerable.Range(0, (int)count).Select(_ => DefaultOf(element))];
        return new ArrayValue(items, sizes);
    }

    private IEnumerable<object?> Flatten(IArrayInitializerOperation initializer) =>
        initializer.ElementValues.SelectMany(element => element is IArrayInitializerOperation nested ? Flatten(nested) : [Evaluate(element)]);

    private object? EvaluateCollection(ICollectionExpressionOperation collection)
    {
        var items = new List<object?>();
        var element = ElementType(collection.Type);
        foreach (var part in collection.Elements)
        {
            if (part is ISpreadOperation spread)
            {
                if (spread.ElementConversion.IsUserDefined || (spread.ElementType is { IsValueType: true, SpecialType: SpecialType.None } && !spread.ElementConversion.IsIdentity))
                {
                    throw NotAllowed(spread, "a conversion of this kind of the elements");
                }

                items.AddRange(Lazily(Evaluate(spread.Operand), spread).Select(item => Copied(Converted(item, element, spread))));
            }
            else
            {
                items.Add(Evaluate(part));
            }
        }

        return collection.Type switch
        {
            IArrayTypeSymbol => new ArrayValue([.. items]),
            INamedTypeSymbol { Name: "List" or "IList" or "ICollection" } => new ListValue(items),
            INamedTypeSymbol { Name: "HashSet" } => new SetValue(items, Equality),
            INamedTypeSymbol { Name: "Span" or "ReadOnlySpan" or "IEnumerable" or "IReadOnlyList" or "IReadOnlyCollection" } => new ArrayValue([.. items]),
            _ => throw NotAllowed(collection, $"a collection of the type {collection.Type?.ToDisplayString()}"),
        };
    }

    private static bool IsSpan(ITypeSymbol? type) => type is { IsRefLikeType: true, Name: "Span" or "ReadOnlySpan", ContainingNamespace.Name: "System" };

    private ITypeSymbol? ElementType(ITypeSymbol? type) =>
        type is IArrayTypeSymbol array ? array.ElementType : type is INamedTypeSymbol { TypeArguments: [var element] } ? frame.Resolve(element) : null;

    private object? ElementOf(IArrayElementReferenceOperation reference)
    {
        var array = ArrayOf(reference);
        object?[] indices = [.. reference.Indices.Select(Evaluate)];
        return indices is [RangeValue range] ? Part(array, range, reference.ArrayReference.Type, reference) : array.Items[OffsetOf(array, indices, reference)];
    }

    private ArrayValue ArrayOf(IArrayElementReferenceOperation reference) => Evaluate(reference.ArrayReference) as ArrayValue ?? throw Fails(reference, "the array is null");

    private static int OffsetOf(ArrayValue array, IReadOnlyList<object?> indices, IOperation at)
    {
        var offset = 0;
        for (var axis = 0; axis < indices.Count; axis++)
        {
            var index = IndexOf(indices[axis], array.Sizes[axis], at);
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
        var (start, end) = BoundsOf(range, items.Count, at);
        return items.Skip(start).Take(end - start).Select(Copied);
    }

    internal static (int Start, int End) BoundsOf(RangeValue range, int length, IOperation at)
    {
        var (start, end) = (range.Start.Of(length), range.End.Of(length));
        return start >= 0 && end >= start && end <= length ? (start, end) : throw Fails(at, $"the range {start}..{end} is out of range: there are {length} elements");
    }

    /// <summary>A part of a string, list or array, as a new one; a span's shares its elements.</summary>
    private object? Part(object whole, RangeValue range, ITypeSymbol? type, IOperation at) => Charged(whole switch
    {
        ArrayValue array when IsSpan(frame.Resolve(type)) => array.Span(range, at),
        string text => string.Concat(Part(ItemsOf(text, at), range, at)),
        ListValue list => new ListValue(Part(list.Items, range, at)),
        _ => new ArrayValue([.. Part(ItemsOf(whole, at), range, at)]),
    });

    private object? EvaluateImplicitIndexer(IImplicitIndexerReferenceOperation indexer)
    {
        var receiver = Evaluate(indexer.Instance);
        var argument = Evaluate(indexer.Argument);
        return (receiver, argument) switch
        {
            (string text, IndexValue) => text[IndexOf(argument, text.Length, indexer)],
            (ListValue list, IndexValue) => list.Items[IndexOf(argument, list.Items.Count, indexer)],
            (ArrayValue array, IndexValue) => array.Items[IndexOf(argument, array.Items.Length, indexer)],
            (string or ListValue or ArrayValue, RangeValue range) => Part(receiver, range, indexer.Instance.Type, indexer),
            _ => throw NotAllowed(indexer, "an index into such a value"),
        };
    }
}
