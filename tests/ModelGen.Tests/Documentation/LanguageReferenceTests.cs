using System.Reflection;
using System.Runtime.CompilerServices;
using Xunit;

namespace ModelGen.Tests.Documentation;

/// <summary>docs/language.md is written by hand, from the code: these tests name what it lacks.</summary>
public sealed class LanguageReferenceTests
{
    private static readonly string Reference = File.ReadAllText(Path.Combine(RepositoryFolder(), "docs", "language.md"));

    [Fact]
    public void Reference_HasEveryConstructorOfEveryAttribute()
    {
        var signatures =
            from type in PublicTypes()
            where type.IsSubclassOf(typeof(Attribute)) && !type.IsAbstract
            from constructor in type.GetConstructors()
            select $"`{type.Name}({string.Join(", ", constructor.GetParameters().Select(Describe))})";

        AssertContained(signatures);
    }

    [Fact]
    public void Reference_HasEveryOptionOfEveryAttribute()
    {
        var options =
            from type in PublicTypes()
            where type.IsSubclassOf(typeof(Attribute))
            from property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)
            where property.CanWrite
            select $"{TypeName(property.PropertyType)} {property.Name}";

        AssertContained(options);
    }

    [Fact]
    public void Reference_HasEveryInitializer() => AssertContained(Enum.GetNames<Initializer>().Select(name => $"`{name}`"));

    [Fact]
    public void Reference_HasEveryTrainingOption() => AssertContained(
        typeof(TrainingOptions).GetProperties(BindingFlags.Instance | BindingFlags.Public).Select(property => $"{property.Name}`"));

    [Fact]
    public void Reference_HasEveryMemberOfADataSet() => AssertContained(
        typeof(DataSet).GetMembers(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly)
            .Where(member => member is MethodInfo { IsSpecialName: false } or PropertyInfo)
            .Select(member => $" {member.Name}{(member is MethodInfo method ? method.IsGenericMethod ? "<T>(" : "(" : "")}"));

    private static IEnumerable<Type> PublicTypes() => typeof(ModelAttribute).Assembly.GetExportedTypes();

    private static void AssertContained(IEnumerable<string> texts)
    {
        var all = texts.Distinct().ToArray();
        Assert.NotEmpty(all);
        Assert.All(all, text => Assert.Contains(text, Reference, StringComparison.Ordinal));
    }

    private static string Describe(ParameterInfo parameter)
    {
        var variadic = parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "";
        var optional = !parameter.ParameterType.IsValueType && new NullabilityInfoContext().Create(parameter).WriteState == NullabilityState.Nullable ? "?" : "";
        return $"{variadic}{TypeName(parameter.ParameterType)}{optional} {parameter.Name}{(parameter.HasDefaultValue ? $" = {Literal(parameter.DefaultValue)}" : "")}";
    }

    private static string TypeName(Type type) => Type.GetTypeCode(type) switch
    {
        _ when type.IsEnum => type.Name,
        TypeCode.Int32 => "int",
        TypeCode.Single => "float",
        TypeCode.Boolean => "bool",
        TypeCode.String => "string",
        _ when type == typeof(int[]) => "int[]",
        _ when type == typeof(string[]) => "string[]",
        _ => type.Name,
    };

    // As the reference writes them: 1e-3f, 0.01f, 1.
    private static string Literal(object? value) => value switch
    {
        null => "null",
        float and 0.001f => "1e-3f",
        float and 0.002f => "2e-3f",
        float and 0.0001f => "1e-4f",
        float number when float.IsInteger(number) => FormattableString.Invariant($"{number}"),
        float number => FormattableString.Invariant($"{number}f"),
        _ => FormattableString.Invariant($"{value}"),
    };

    private static string RepositoryFolder([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", ".."));
}
