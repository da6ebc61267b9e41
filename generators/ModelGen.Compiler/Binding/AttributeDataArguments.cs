using Microsoft.CodeAnalysis;

namespace ModelGen.Compiler.Binding;

/// <summary>The constants of an attribute.</summary>
internal sealed class AttributeDataArguments(AttributeData attribute) : AttributeArguments
{
    /// <inheritdoc/>
    public override T At<T>(int position, T otherwise) => position < attribute.ConstructorArguments.Length ? Convert(attribute.ConstructorArguments[position], otherwise) : otherwise;

    /// <inheritdoc/>
    public override T Named<T>(string name, T otherwise)
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

    /// <inheritdoc/>
    public override int[] Integers(int position) => Elements<int>(position)!;

    /// <summary>The elements of a <c>params</c> argument; the default for one of another type.</summary>
    public T?[] Elements<T>(int position) =>
        position < attribute.ConstructorArguments.Length && attribute.ConstructorArguments[position] is { Kind: TypedConstantKind.Array, IsNull: false } array
            ? [.. array.Values.Select(value => Convert<T?>(value, default))]
            : [];

    /// <inheritdoc/>
    public override string EnumName(string name, string otherwise)
    {
        foreach (var argument in attribute.NamedArguments.Where(argument => argument.Key == name))
        {
            return argument.Value is { Kind: TypedConstantKind.Enum } constant ? Member(constant.Type, constant.Value) ?? otherwise : otherwise;
        }

        return otherwise;
    }

    private static T Convert<T>(TypedConstant constant, T otherwise) => constant.Kind != TypedConstantKind.Array && constant.Value is T value ? value : otherwise;
}
