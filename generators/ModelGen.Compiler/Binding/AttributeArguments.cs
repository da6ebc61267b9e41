using Microsoft.CodeAnalysis;

namespace ModelGen.Compiler.Binding;

/// <summary>The constants of an attribute, by position or by property name; what is missing or of another type takes the default, as half-typed code has such.</summary>
public sealed class AttributeArguments(AttributeData attribute)
{
    /// <summary>How many arguments stand in the constructor's parentheses.</summary>
    public int Count => attribute.ConstructorArguments.Length;

    /// <summary>A constructor argument.</summary>
    public T At<T>(int position, T otherwise) => position < attribute.ConstructorArguments.Length ? Convert(attribute.ConstructorArguments[position], otherwise) : otherwise;

    /// <summary>A property.</summary>
    public T Named<T>(string name, T otherwise)
    {
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument.Key == name)
            {
                return Convert(argument.Value, otherwise);
            }
        }

        return otherwise;
    }

    /// <summary>The elements of a <c>params</c> argument.</summary>
    public int[] Integers(int position) => position < attribute.ConstructorArguments.Length && attribute.ConstructorArguments[position] is { Kind: TypedConstantKind.Array, IsNull: false } array
        ? [.. array.Values.Select(value => Convert(value, 0))]
        : [];

    /// <summary>The name of an enum member given as a property; the number of a value that has none.</summary>
    public string EnumName(string name, string otherwise)
    {
        foreach (var argument in attribute.NamedArguments.Where(argument => argument.Key == name))
        {
            return Member(argument.Value) ?? otherwise;
        }

        return otherwise;
    }

    private static string? Member(TypedConstant constant) => constant is { Kind: TypedConstantKind.Enum, Type: INamedTypeSymbol type }
        ? type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => field.HasConstantValue && Equals(field.ConstantValue, constant.Value))?.Name ?? constant.Value?.ToString()
        : null;

    private static T Convert<T>(TypedConstant constant, T otherwise) => constant.Kind != TypedConstantKind.Array && constant.Value is T value ? value : otherwise;
}
