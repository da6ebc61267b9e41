using System.Reflection;
using System.Runtime.CompilerServices;
using Xunit;

namespace ModelGen.Tests.Symbols;

/// <summary>An attribute and the method of its name have the same parameters and defaults.</summary>
public sealed class OpsTests
{
    /// <summary>Layers and losses; the 0-1 loss exists only to say that it is none.</summary>
    public static TheoryData<Type> Attributes =>
    [
        .. typeof(LayerAttribute).Assembly.GetExportedTypes()
            .Where(type => !type.IsAbstract && (type.IsSubclassOf(typeof(LayerAttribute)) || type.IsSubclassOf(typeof(LossAttribute))) && type != typeof(ZeroOneAttribute)),
    ];

    [Theory, MemberData(nameof(Attributes))]
    public void Attribute_HasItsMethod(Type attribute)
    {
        // One for each kind of target, where a loss has two.
        var methods = typeof(Ops).GetMember(attribute.Name[..^"Attribute".Length]).Cast<MethodInfo>().DistinctBy(Describe);
        Assert.Equal(
            attribute.GetConstructors().Select(Describe).Order(StringComparer.Ordinal),
            methods.Select(Describe).Order(StringComparer.Ordinal));
    }

    // What is required in its order, then what is not by name: properties have no order.
    private static string Describe(ConstructorInfo constructor)
    {
        var parameters = constructor.GetParameters();
        var attribute = constructor.Invoke([.. parameters.Select(parameter => parameter.HasDefaultValue ? parameter.DefaultValue : Placeholder(parameter.ParameterType))]);
        var options = constructor.DeclaringType!.GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(property => property.CanWrite)
            .Select(property => Option(property.PropertyType, property.Name, property.GetValue(attribute)))
            .Concat(parameters.Where(parameter => parameter.HasDefaultValue).Select(Option));
        return Signature(parameters.Where(parameter => !parameter.HasDefaultValue).Select(parameter => $"{parameter.ParameterType} {parameter.Name}"), options);
    }

    private static string Describe(MethodInfo method)
    {
        var constants = method.GetParameters().Where(parameter => parameter.ParameterType != typeof(Symbol) && parameter.ParameterType != typeof(Label) && parameter.ParameterType != typeof(Indices)).ToArray();
        return Signature(constants.Where(parameter => !parameter.HasDefaultValue).SelectMany(Required), constants.Where(parameter => parameter.HasDefaultValue).Select(Option));
    }

    // A span stands for the array that attributes are limited to. A tuple (Height, Width) stands for two parameters: a window's are its height and width, a kernel's its kernelHeight and kernelWidth.
    private static IEnumerable<string> Required(ParameterInfo parameter) => parameter.GetCustomAttribute<TupleElementNamesAttribute>() is { TransformNames: var names }
        ? names.Zip(parameter.ParameterType.GetGenericArguments(), (name, type) => $"{type} {(parameter.Name == "size" ? char.ToLowerInvariant(name![0]) + name[1..] : parameter.Name + name)}")
        : [$"{(parameter.ParameterType == typeof(ReadOnlySpan<int>) ? typeof(int[]) : parameter.ParameterType)} {parameter.Name}"];

    private static string Option(ParameterInfo parameter) => Option(parameter.ParameterType, parameter.Name!, parameter.DefaultValue);

    private static string Option(Type type, string name, object? value) =>
        FormattableString.Invariant($"{type} {char.ToLowerInvariant(name[0])}{name[1..]} = {(type.IsEnum ? Enum.ToObject(type, value!) : value)}");

    private static string Signature(IEnumerable<string> required, IEnumerable<string> options) => string.Join(", ", required.Concat(options.Order(StringComparer.Ordinal)));

    private static object Placeholder(Type type) => type.IsArray ? Array.CreateInstance(type.GetElementType()!, 0) : Activator.CreateInstance(type)!;
}
