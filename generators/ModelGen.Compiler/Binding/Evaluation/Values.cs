using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ModelGen.Compiler.Binding.Evaluation;

/// <summary>A variable; lambdas share it with the method that declared it.</summary>
internal class Variable(object? value) : SharedValue
{
    public virtual object? Value { get; set; } = value;
}

/// <summary>A parameter that is another variable, which it only reads.</summary>
internal sealed class Alias(Func<object?> read) : Variable(null)
{
    public override object? Value => read();
}

/// <summary>What several variables may hold and change.</summary>
public abstract class SharedValue
{
    private static long clock;

    /// <summary>The number of the values made so far.</summary>
    internal static long Now => Interlocked.Read(ref clock);

    /// <summary>The number of this value among all.</summary>
    internal long Number { get; } = Interlocked.Increment(ref clock);

    /// <summary>How often it has been changed.</summary>
    internal int Version { get; set; }

    /// <summary>Whether a static member reaches it: then it must not change, as every network would begin with another value.</summary>
    internal virtual bool IsHeld { get; set; }
}

/// <summary>A tuple, or a <c>KeyValuePair</c>. Never changed: an assignment to an element makes a new one, as tuples are values.</summary>
public sealed class TupleValue(params object?[] items)
{
    /// <summary>The elements.</summary>
    public IReadOnlyList<object?> Items { get; } = items;

    /// <summary>The type of a tuple, or of a KeyValuePair, that is an object.</summary>
    public INamedTypeSymbol? Boxed { get; init; }
}

/// <summary>An array of any rank, row-major; spans and read-only sequences are arrays, too.</summary>
public sealed class ArrayValue : SharedValue
{
    private readonly ArrayValue? whole;

    /// <summary>An array.</summary>
    public ArrayValue(object?[] items, params int[] sizes) => (Items, Sizes) = (new Elements(items, 0, items.Length), sizes.Length == 0 ? [items.Length] : sizes);

    private ArrayValue(ArrayValue whole, int start, int length) => (this.whole, Items, Sizes) = (whole, whole.Items.Part(start, length), [length]);

    /// <summary>The elements.</summary>
    public Elements Items { get; }

    /// <summary>The sizes of the axes.</summary>
    public int[] Sizes { get; }

    /// <inheritdoc/>
    internal override bool IsHeld
    {
        get => whole?.IsHeld ?? base.IsHeld;
        set => _ = whole is null ? base.IsHeld = value : whole.IsHeld = value;
    }

    /// <summary>A span of a part of the elements, which it shares.</summary>
    internal ArrayValue Span(RangeValue range, IOperation at)
    {
        var (start, end) = Evaluator.BoundsOf(range, Items.Length, at);
        return new(this, start, end - start);
    }

    /// <summary>A new array of elements from elsewhere.</summary>
    public static ArrayValue Of(IEnumerable<object?> items) => new([.. items.Select(Evaluator.Copied)]);
}

/// <summary>The elements of an array, or those of them that a span covers.</summary>
public sealed class Elements(IList<object?> all, int start, int length) : IReadOnlyList<object?>
{
    /// <summary>How many.</summary>
    public int Length { get; } = length;

    /// <inheritdoc/>
    public int Count => Length;

    /// <inheritdoc cref="IReadOnlyList{T}.this"/>
    public object? this[int index]
    {
        get => all[start + index];
        set => all[start + index] = value;
    }

    /// <summary>Some of them.</summary>
    public Elements Part(int from, int count) => new(all, start + from, count);

    /// <inheritdoc/>
    public IEnumerator<object?> GetEnumerator() => all.Skip(start).Take(Length).GetEnumerator();

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>A <c>List&lt;T&gt;</c>.</summary>
public sealed class ListValue(IEnumerable<object?> items) : SharedValue
{
    /// <summary>The elements.</summary>
    public List<object?> Items { get; } = [.. items.Select(Evaluator.Copied)];
}

/// <summary>A sequence that is computed when it is enumerated, and each time anew.</summary>
public sealed class SequenceValue(IEnumerable<object?> items, params IReadOnlyList<object?> sources)
{
    /// <summary>The elements.</summary>
    public IEnumerable<object?> Items { get; } = items;

    /// <summary>What they are computed from.</summary>
    public IReadOnlyList<object?> Sources { get; } = sources;
}

/// <summary>A <c>System.Index</c>.</summary>
public sealed record IndexValue(int Value, bool IsFromEnd)
{
    /// <summary>The offset in something of this length.</summary>
    public int Of(int length) => IsFromEnd ? length - Value : Value;
}

/// <summary>A <c>System.Range</c>.</summary>
public sealed record RangeValue(IndexValue Start, IndexValue End);

/// <summary>An enum's member as an object, which knows its type; elsewhere a member is its number.</summary>
internal sealed record BoxedEnum(INamedTypeSymbol Type, object Value)
{
    /// <summary>Equal only to the same member of the same enum.</summary>
    public bool Equals(BoxedEnum? other) => other is not null && SymbolEqualityComparer.Default.Equals(Type, other.Type) && Value.Equals(other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode();

    /// <summary>The member's name, or the names of the flags that it is made of, or its number.</summary>
    public override string ToString()
    {
        var members = Type.GetMembers().OfType<IFieldSymbol>().Where(field => field.HasConstantValue).ToList();
        if (members.Find(member => Value.Equals(member.ConstantValue)) is { } only)
        {
            return only.Name;
        }

        var (rest, names) = (Bits(Value), new List<string>());
        if (Type.GetAttributes().Any(attribute => attribute.AttributeClass?.ToDisplayString() == "System.FlagsAttribute"))
        {
            foreach (var member in members
                .Where(member => Bits(member.ConstantValue!) != 0)
                .OrderByDescending(member => Bits(member.ConstantValue!))
                .Where(member => (rest & Bits(member.ConstantValue!)) == Bits(member.ConstantValue!)))
            {
                rest &= ~Bits(member.ConstantValue!);
                names.Insert(0, member.Name);
            }
        }

        return rest == 0 && names.Count > 0 ? string.Join(", ", names) : ((IFormattable)Value).ToString(null, System.Globalization.CultureInfo.InvariantCulture);
    }

    private static ulong Bits(object value) => value is ulong bits ? bits : unchecked((ulong)Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture));
}

/// <summary>A record, struct or class of the project: plain data.</summary>
internal sealed class ObjectValue(INamedTypeSymbol type) : SharedValue
{
    public INamedTypeSymbol Type { get; } = type;

    /// <summary>Fields, automatic properties and parameters of a primary constructor.</summary>
    public Dictionary<ISymbol, object?> Members { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>Whether this is a struct as an object: variables share it.</summary>
    public bool IsBox { get; private init; }

    public ObjectValue Copy(bool isBox = false)
    {
        var copy = new ObjectValue(Type) { IsBox = isBox };
        foreach (var member in Members)
        {
            copy.Members.Add(member.Key, Evaluator.Copied(member.Value));
        }

        return copy;
    }
}

/// <summary>A lambda or a method as a delegate.</summary>
/// <param name="Method">Its parameters.</param>
/// <param name="Body">A lambda's body; null for a method.</param>
/// <param name="Captured">The variables that it sees.</param>
/// <param name="Receiver">The object of an instance method.</param>
internal sealed record DelegateValue(IMethodSymbol Method, IBlockOperation? Body, Frame? Captured, object? Receiver);

/// <summary>The variables of one call.</summary>
internal sealed class Frame(IMethodSymbol? method, Frame? outer, ObjectValue? instance)
{
    public IMethodSymbol? Method { get; } = method;

    public Frame? Outer { get; } = outer;

    public ObjectValue? Instance { get; } = instance;

    public Dictionary<ISymbol, Variable> Variables { get; private set; } = new(SymbolEqualityComparer.Default);

    public Dictionary<ISymbol, ITypeSymbol> TypeArguments { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>Objects whose initializers are being run, the innermost last.</summary>
    public Stack<object> Initialized { get; } = new();

    /// <summary>The same variables, but not those that are declared again later: what a lambda sees, that is.</summary>
    public Frame Snapshot()
    {
        var copy = new Frame(Method, Outer?.Snapshot(), Instance) { Variables = new(Variables, SymbolEqualityComparer.Default) };
        foreach (var pair in TypeArguments)
        {
            copy.TypeArguments.Add(pair.Key, pair.Value);
        }

        return copy;
    }

    public Variable? Find(ISymbol symbol)
    {
        for (var frame = this; frame is not null; frame = frame.Outer)
        {
            if (frame.Variables.TryGetValue(symbol, out var variable))
            {
                return variable;
            }
        }

        return null;
    }

    public ITypeSymbol? Resolve(ITypeSymbol? type)
    {
        if (type is INamedTypeSymbol { IsGenericType: true, IsUnboundGenericType: false } generic)
        {
            ITypeSymbol[] arguments = [.. generic.TypeArguments.Select(argument => Resolve(argument)!)];
            return arguments.SequenceEqual(generic.TypeArguments, SymbolEqualityComparer.Default) ? type : generic.ConstructedFrom.Construct(arguments);
        }

        for (var frame = this; frame is not null && type is ITypeParameterSymbol; frame = frame.Outer)
        {
            if (frame.TypeArguments.TryGetValue(type, out var argument))
            {
                return argument;
            }
        }

        return type;
    }
}
