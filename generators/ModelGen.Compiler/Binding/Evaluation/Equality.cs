using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace ModelGen.Compiler.Binding.Evaluation;

/// <summary>Equality as .NET's default comparer has it: records, structs and tuples part by part, all other objects by identity.</summary>
internal sealed class Equality(Evaluator evaluator) : IEqualityComparer<object?>
{
    /// <inheritdoc/>
    /// <exception cref="OwnEqualityException">A type defines its own.</exception>
    public new bool Equals(object? left, object? right)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        evaluator.Charge(1);
        return (left, right) switch
        {
            (TupleValue first, TupleValue second) => Evaluator.IsPair(first.Boxed) == Evaluator.IsPair(second.Boxed) && first.Items.SequenceEqual(second.Items, this),
            (ObjectValue data, not null) => OwnEqualityException.Check(data.Type) && right is ObjectValue other && AreEqual(data, other),
            _ => object.Equals(left, right),
        };
    }

    /// <inheritdoc/>
    public int GetHashCode(object? value) => value switch
    {
        TupleValue tuple => tuple.Items.Aggregate(tuple.Items.Count, Combine),
        ObjectValue data when OwnEqualityException.Check(data.Type) => HasParts(data.Type)
            ? data.Members.Values.Aggregate(SymbolEqualityComparer.Default.GetHashCode(data.Type), Combine)
            : RuntimeHelpers.GetHashCode(data),
        null => 0,
        _ => value.GetHashCode(),
    };

    private static bool HasParts(INamedTypeSymbol type) => type.IsRecord || type.IsValueType || type.IsAnonymousType;

    private bool AreEqual(ObjectValue data, ObjectValue other) => ReferenceEquals(data, other)
        || (HasParts(data.Type)
            && SymbolEqualityComparer.Default.Equals(data.Type, other.Type)
            && data.Members.All(member => other.Members.TryGetValue(member.Key, out var value) && Equals(member.Value, value)));

    // What is inside of parts does not count, so that this ends soon.
    private static int Combine(int hash, object? part) => unchecked((hash * 31) + (part is TupleValue or ObjectValue or null ? 0 : part.GetHashCode()));
}
