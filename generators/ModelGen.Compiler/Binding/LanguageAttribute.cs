using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ModelGen.Compiler.Binding;

/// <summary>An attribute of the language on a class.</summary>
/// <param name="Data">Its constants.</param>
/// <param name="Syntax">Where it stands.</param>
internal sealed record LanguageAttribute(AttributeData Data, AttributeSyntax Syntax)
{
    /// <summary>What says how the weights of the layer behind which it stands are trained.</summary>
    public const string ParameterGroup = "ParameterGroupAttribute";

    /// <summary>The attribute class's name.</summary>
    public string Name => Data.AttributeClass!.Name;

    /// <summary>The declaration that it stands on.</summary>
    public BaseTypeDeclarationSyntax? Declaration => Syntax.FirstAncestorOrSelf<BaseTypeDeclarationSyntax>();

    /// <summary>Whether the C# compiler rejects it, so that there is nothing to add: arguments are missing, of another type or unknown.</summary>
    public bool IsHalfTyped =>
        Data.AttributeConstructor is not { } constructor
        || Data.ConstructorArguments.Length != constructor.Parameters.Length
        || Data.ConstructorArguments.Any(IsError)
        || Data.NamedArguments.Any(argument => IsError(argument.Value))
        || Data.NamedArguments.Length != (Syntax.ArgumentList?.Arguments.Count(argument => argument.NameEquals is not null) ?? 0)
        || Syntax.ContainsDiagnostics;

    /// <summary>The language's attributes on a class or a method, in source order; those of a second declaration follow those of the first.</summary>
    public static IReadOnlyList<LanguageAttribute> Of(ISymbol type, CancellationToken cancellation)
    {
        var attributes = type.GetAttributes();
        if (!attributes.Any(IsOfLanguage))
        {
            return [];
        }

        var trees = type.DeclaringSyntaxReferences.Select(reference => reference.SyntaxTree).Distinct().ToList();
        return
        [
            .. from attribute in attributes
               where IsOfLanguage(attribute) && attribute.ApplicationSyntaxReference is not null
               let reference = attribute.ApplicationSyntaxReference
               orderby trees.IndexOf(reference.SyntaxTree), reference.Span.Start
               select new LanguageAttribute(attribute, (AttributeSyntax)reference.GetSyntax(cancellation)),
        ];
    }

    /// <summary>Whether an attribute is one of the language.</summary>
    public static bool IsOfLanguage(AttributeData attribute) =>
        attribute.AttributeClass is { } type && LanguageTypes.IsOfLanguage(type) && AttributeTable.Contains(type.Name);

    private static bool IsError(TypedConstant constant) =>
        constant.Kind == TypedConstantKind.Error || (constant.Kind == TypedConstantKind.Array && !constant.IsNull && constant.Values.Any(IsError));
}
