using Microsoft.CodeAnalysis;

namespace ModelGen.Compiler.Binding.Evaluation;

/// <summary>A collection of the framework that has neither indices nor a length of its own: kept in the framework's, whose order of enumeration it has.</summary>
internal abstract class ContainerValue : SharedValue
{
    /// <summary>The elements, in the order of enumeration.</summary>
    public abstract IEnumerable<object?> Items { get; }

    /// <summary>How many.</summary>
    public abstract int Count { get; }

    /// <summary>Whether an element is there.</summary>
    public abstract bool Contains(object? item);

    /// <summary>Takes all elements out.</summary>
    public abstract void Clear();

    /// <summary>A call of another of its methods.</summary>
    public abstract (bool IsKnown, object? Result) Call(string name, IReadOnlyList<object?> arguments, IOperation at);

    /// <summary>A new one.</summary>
    /// <returns>Null where it is none of these, or made in a way that is not known.</returns>
    public static ContainerValue? Create(Evaluator evaluator, INamedTypeSymbol type, IReadOnlyList<object?> arguments, IOperation at)
    {
        if (type.ContainingNamespace.ToDisplayString() != "System.Collections.Generic" || arguments is not ([] or [int] or [SharedValue or SequenceValue or string]))
        {
            return null;
        }

        var items = arguments is [not int and var source] ? evaluator.Lazily(source, at) : [];
        return type.Name switch
        {
            "Stack" => new StackValue(items, evaluator.Equality),
            "Queue" => new QueueValue(items, evaluator.Equality),

            // A copy of a set has its free places, too.
            "HashSet" => new SetValue(arguments is [SetValue other] ? other.Set : items, evaluator.Equality),
            "Dictionary" when arguments is not [not (int or DictionaryValue)] => new DictionaryValue(items, evaluator),
            _ => null,
        };
    }
}

/// <summary>A <c>Stack&lt;T&gt;</c>.</summary>
internal sealed class StackValue(IEnumerable<object?> items, IEqualityComparer<object?> equality) : ContainerValue
{
    private readonly Stack<object?> stack = new(items);

    public override IEnumerable<object?> Items => stack;

    public override int Count => stack.Count;

    public override bool Contains(object? item) => stack.Contains(item, equality);

    public override void Clear() => stack.Clear();

    public override (bool IsKnown, object? Result) Call(string name, IReadOnlyList<object?> arguments, IOperation at)
    {
        switch (name, arguments)
        {
            case ("Push", [var item]):
                stack.Push(item);
                return (true, null);
            case ("Pop" or "Peek", []) when stack.Count == 0:
                throw EvaluationException.Fails(at.Syntax, "the stack is empty");
            case ("Pop", []):
                return (true, stack.Pop());
            case ("Peek", []):
                return (true, stack.Peek());
            default:
                return (false, null);
        }
    }
}

/// <summary>A <c>Queue&lt;T&gt;</c>.</summary>
internal sealed class QueueValue(IEnumerable<object?> items, IEqualityComparer<object?> equality) : ContainerValue
{
    private readonly Queue<object?> queue = new(items);

    public override IEnumerable<object?> Items => queue;

    public override int Count => queue.Count;

    public override bool Contains(object? item) => queue.Contains(item, equality);

    public override void Clear() => queue.Clear();

    public override (bool IsKnown, object? Result) Call(string name, IReadOnlyList<object?> arguments, IOperation at)
    {
        switch (name, arguments)
        {
            case ("Enqueue", [var item]):
                queue.Enqueue(item);
                return (true, null);
            case ("Dequeue" or "Peek", []) when queue.Count == 0:
                throw EvaluationException.Fails(at.Syntax, "the queue is empty");
            case ("Dequeue", []):
                return (true, queue.Dequeue());
            case ("Peek", []):
                return (true, queue.Peek());
            default:
                return (false, null);
        }
    }
}

/// <summary>A <c>HashSet&lt;T&gt;</c>.</summary>
internal sealed class SetValue(IEnumerable<object?> items, IEqualityComparer<object?> equality) : ContainerValue
{
    /// <summary>The framework's set.</summary>
    public HashSet<object?> Set { get; } = new(items, equality);

    public override IEnumerable<object?> Items => Set;

    public override int Count => Set.Count;

    public override bool Contains(object? item) => Set.Contains(item);

    public override void Clear() => Set.Clear();

    public override (bool IsKnown, object? Result) Call(string name, IReadOnlyList<object?> arguments, IOperation at) => (name, arguments) switch
    {
        ("Add", [var item]) => (true, Set.Add(item)),
        ("Remove", [var item]) => (true, Set.Remove(item)),
        _ => (false, null),
    };
}

/// <summary>A <c>Dictionary&lt;TKey, TValue&gt;</c>; its elements, <c>KeyValuePair</c>s, are tuples.</summary>
internal sealed class DictionaryValue : ContainerValue
{
    private readonly Evaluator evaluator;
    private readonly Dictionary<object, object?> dictionary;

    public DictionaryValue(IEnumerable<object?> pairs, Evaluator evaluator)
    {
        this.evaluator = evaluator;
        dictionary = new(evaluator.Equality!);
        foreach (var pair in pairs.Cast<TupleValue>())
        {
            dictionary.Add(pair.Items[0]!, pair.Items[1]);
        }
    }

    public override IEnumerable<object?> Items => dictionary.Select(pair => new TupleValue(pair.Key, pair.Value));

    public override int Count => dictionary.Count;

    /// <summary>The keys, in the order of enumeration.</summary>
    public IEnumerable<object?> Keys => dictionary.Keys;

    /// <summary>The values, in the order of enumeration.</summary>
    public IEnumerable<object?> Values => dictionary.Values;

    public override bool Contains(object? item) => item is TupleValue { Items: [{ } key, var value] }
        && dictionary.TryGetValue(key, out var found) && evaluator.Equality.Equals(found, value);

    public override void Clear() => dictionary.Clear();

    /// <summary>The value of a key.</summary>
    public object? Get(object? key, IOperation at) =>
        key is not null && dictionary.TryGetValue(key, out var found) ? found : throw EvaluationException.Fails(at.Syntax, "the key is not in the dictionary");

    /// <summary>Gives a key a value.</summary>
    public void Set(object? key, object? value, IOperation at) => dictionary[key ?? throw EvaluationException.Fails(at.Syntax, "the key is null")] = value;

    /// <summary>Adds a key that is not there yet.</summary>
    public void Add(object? key, object? value, IOperation at)
    {
        if (key is null || dictionary.ContainsKey(key))
        {
            throw EvaluationException.Fails(at.Syntax, key is null ? "the key is null" : "the key is there twice");
        }

        dictionary.Add(key, value);
    }

    public override (bool IsKnown, object? Result) Call(string name, IReadOnlyList<object?> arguments, IOperation at)
    {
        switch (name, arguments)
        {
            case ("Add", [var key, var item]):
                Add(key, item, at);
                return (true, null);
            case ("ContainsKey", [{ } key]):
                return (true, dictionary.ContainsKey(key));
            case ("Remove", [{ } key]):
                return (true, dictionary.Remove(key));
            case ("GetValueOrDefault", [{ } key, var other]):
                return (true, dictionary.TryGetValue(key, out var found) ? found : other);
            default:
                return (false, null);
        }
    }
}
