using Microsoft.CodeAnalysis;

namespace ModelGen.Compiler.Binding;

/// <summary>Tells the language's types from the user's.</summary>
internal static class LanguageTypes
{
    /// <summary>Whether a type is in the language's namespace.</summary>
    public static bool IsOfLanguage(ITypeSymbol? type) => type is { ContainingNamespace: { Name: "ModelGen", ContainingNamespace.IsGlobalNamespace: true } };

    /// <summary>Whether values of a type are known only by their shape while the compiler runs.</summary>
    public static bool IsSymbolic(ITypeSymbol? type) => type is { Name: "Symbol" or "Label" or "Indices" } && IsOfLanguage(type);

    /// <summary>Whether values of a type that is known to be symbolic are integers.</summary>
    public static bool IsInteger(ITypeSymbol type) => type.Name is "Label" or "Indices";
}
