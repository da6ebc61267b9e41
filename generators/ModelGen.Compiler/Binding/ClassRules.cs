using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Compiler.Diagnostics;

namespace ModelGen.Compiler.Binding;

/// <summary>What a class must be to be a model.</summary>
internal static class ClassRules
{
    /// <summary>What keeps the generator from adding members to the class.</summary>
    public static Problem? Check(INamedTypeSymbol type, CancellationToken cancellation)
    {
        var around = new List<INamedTypeSymbol>();
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            around.Add(outer);
        }

        return type.IsStatic ? Problem.Of(Rules.NoInstances, "static")
            : type.IsAbstract ? Problem.Of(Rules.NoInstances, "abstract")
            : type.IsRecord ? Problem.Of(Rules.NoOrdinaryClass, "a record: 'with' would make a second model over the same weights")
            : around.Prepend(type).Any(candidate => candidate.IsFileLocal) ? Problem.Of(Rules.NoOrdinaryClass, "local to its file: what is generated stands in another one")
            : around.Prepend(type).FirstOrDefault(candidate => candidate.TypeParameters.Length > 0) is { } generic ? Problem.Of(Rules.Generic, generic.Name)
            : !IsPartial(type, cancellation) ? Problem.Of(Rules.NotPartial)
            : around.FirstOrDefault(outer => !IsPartial(outer, cancellation)) is { } whole ? Problem.Of(Rules.ContainingTypeNotPartial, whole.Name)
            : null;
    }

    /// <summary>Whether another type of the same name comes first, as half-typed code has such: files are named after types, so only one can be generated.</summary>
    public static bool IsDuplicate(INamedTypeSymbol type)
    {
        var siblings = type.ContainingType is { } outer ? outer.GetTypeMembers(type.Name, 0) : type.ContainingNamespace.GetTypeMembers(type.Name, 0);
        return siblings.Length > 1 && !SymbolEqualityComparer.Default.Equals(siblings[0], type);
    }

    private static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellation) => type.DeclaringSyntaxReferences
        .Select(reference => reference.GetSyntax(cancellation))
        .All(node => node is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword));
}
