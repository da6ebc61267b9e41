using Microsoft.CodeAnalysis;

namespace ModelGen.Compiler.Binding;

/// <summary>The constants of a layer, loss or optimizer, whether an attribute or a call gives them; what is missing or of another type takes the default, as half-typed code has such.</summary>
public abstract class AttributeArguments
{
    /// <summary>A required argument; for attributes, one in the constructor's parentheses.</summary>
    public abstract T At<T>(int position, T otherwise);

    /// <summary>An optional argument, by the name of the attribute's property.</summary>
    public abstract T Named<T>(string name, T otherwise);

    /// <summary>The elements of a <c>params</c> argument.</summary>
    public abstract int[] Integers(int position);

    /// <summary>The name of an enum member given as an optional argument; the number of a value that has none.</summary>
    public abstract string EnumName(string name, string otherwise);

    /// <summary>The name of an enum's member with a value; the value's number where it has none.</summary>
    protected static string? Member(ITypeSymbol? type, object? value) =>
        type?.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => field.HasConstantValue && Equals(field.ConstantValue, value))?.Name ?? value?.ToString();
}
