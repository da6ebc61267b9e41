using Microsoft.CodeAnalysis;

namespace ModelGen.Compiler.Binding.Evaluation;

/// <summary>Objects are compared where the evaluator does not call the Equals that their type defines.</summary>
internal sealed class OwnEqualityException(string type) : Exception
{
    public string Type { get; } = type;

    /// <summary>True where equality is what the language itself gives a type.</summary>
    /// <exception cref="OwnEqualityException">The type, or a base of it, defines its own.</exception>
    public static bool Check(INamedTypeSymbol type)
    {
        for (var level = type; level is { SpecialType: SpecialType.None }; level = level.BaseType)
        {
            if (level.GetMembers().Any(IsEquality))
            {
                throw new OwnEqualityException(type.Name);
            }
        }

        return true;
    }

    private static bool IsEquality(ISymbol member) => !member.IsImplicitlyDeclared && !member.IsStatic
        && (member is IMethodSymbol { Parameters.Length: 1 } method && (method.Name == "Equals" || method.Name.EndsWith(".Equals", StringComparison.Ordinal))
            || member is IPropertySymbol { Name: "EqualityContract" });
}
