using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Compiler.Declarations;
using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Binding;

/// <summary>Which of the user's members collide with generated ones.</summary>
internal static class MemberRules
{
    /// <summary>What of the class stands in the way of a generated member, and where.</summary>
    /// <param name="type">The model's class.</param>
    /// <param name="functions">Its networks and objectives.</param>
    public static IEnumerable<Collision> Collisions(INamedTypeSymbol type, IReadOnlyList<FunctionSignature> functions)
    {
        var generated = GeneratedMember.Of(functions).ToLookup(member => member.Name);
        if (generated.Contains(type.Name))
        {
            yield return new Collision(type, Problem.Of(Rules.ModelNamedAsMember));
        }

        foreach (var member in type.GetMembers().Where(IsUsers))
        {
            var isFunction = member is IMethodSymbol && functions.Any(function => function.Name == member.Name);
            if (isFunction && member is IMethodSymbol { Parameters.Length: 0 })
            {
                yield return new Collision(member, Problem.Of(Rules.FunctionSignature), SpeaksOfMember: true);
            }
            else if (Collides(member, generated) || (isFunction && IsTwice(generated[member.Name])))
            {
                yield return new Collision(member, Problem.Of(Rules.MemberCollides, "declares", member.Name));
            }
        }

        foreach (var member in Inherited(type).Where(member => Collides(member, generated)))
        {
            yield return new Collision(member, Problem.Of(Rules.MemberCollides, $"inherits, from '{member.ContainingType.Name}',", member.Name), IsInherited: true);
        }

        foreach (var constructor in type.InstanceConstructors.Where(constructor => IsUsers(constructor) && (IsPrimary(constructor) || ParameterTypes(constructor) == "int")))
        {
            yield return new Collision(constructor, IsPrimary(constructor)
                ? Problem.Of(Rules.ConstructorCollides, "a primary constructor", "Make it an ordinary constructor that calls the generated one: ': this(seed: 1)'")
                : Problem.Of(Rules.ConstructorCollides, "the constructor that is generated", "Remove it, or give it other parameters and let it call the generated one: ': this(seed: 1)'"));
        }
    }

    /// <summary>The user's constructors that do not call another of the class, and so in the end the generated one.</summary>
    public static IEnumerable<ISymbol> Unchained(INamedTypeSymbol type, CancellationToken cancellation) =>
        from constructor in type.InstanceConstructors
        where IsUsers(constructor) && ParameterTypes(constructor) != "int"
        where constructor.DeclaringSyntaxReferences.Any(reference =>
            reference.GetSyntax(cancellation) is ConstructorDeclarationSyntax { Initializer: null or { RawKind: (int)SyntaxKind.BaseConstructorInitializer } })
        select constructor;

    /// <summary>The user's methods over symbols whose name is an operation's too.</summary>
    public static IEnumerable<ISymbol> Hiding(INamedTypeSymbol type, Compilation compilation)
    {
        var operations = compilation.GetTypeByMetadataName("ModelGen.Ops");
        return type.GetMembers().OfType<IMethodSymbol>().Where(method =>
            IsUsers(method)
            && (LanguageTypes.IsSymbolic(method.ReturnType) || method.Parameters.Any(parameter => LanguageTypes.IsSymbolic(parameter.Type)))
            && operations?.GetMembers(method.Name).Any(operation => operation.DeclaredAccessibility == Accessibility.Public) == true);
    }

    /// <summary>Where the user wrote a member's name.</summary>
    public static Location PlaceOf(ISymbol member) => member.Locations.First(location => IsUsers(location.SourceTree));

    private static bool Collides(ISymbol member, ILookup<string, GeneratedMember> generated) => generated[member.Name].Any(other =>
        member is not IMethodSymbol { Arity: 0 } method ? member is not IMethodSymbol || other.Parameters is null
        : other.Parameters is null || other.ParameterTypes == ParameterTypes(method));

    /// <summary>Whether two functions would have one of these members, or one would have it twice.</summary>
    private static bool IsTwice(IEnumerable<GeneratedMember> overloads) => overloads.GroupBy(member => member.ParameterTypes).Any(same => same.Count() > 1);

    private static IEnumerable<ISymbol> Inherited(INamedTypeSymbol type)
    {
        for (var from = type.BaseType; from is { SpecialType: SpecialType.None }; from = from.BaseType)
        {
            foreach (var member in from.GetMembers().Where(member => member is { DeclaredAccessibility: not Accessibility.Private, IsImplicitlyDeclared: false }))
            {
                yield return member;
            }
        }
    }

    private static string ParameterTypes(IMethodSymbol method) => string.Join(
        ", ", method.Parameters.Select(parameter => parameter.Type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat)));

    private static bool IsPrimary(IMethodSymbol constructor) => constructor.DeclaringSyntaxReferences.Any(reference => !reference.GetSyntax().IsKind(SyntaxKind.ConstructorDeclaration));

    /// <summary>Written by the user: the analyzer sees the class together with what was generated for it.</summary>
    private static bool IsUsers(ISymbol member) => !member.IsImplicitlyDeclared && member.DeclaringSyntaxReferences.Any(reference => IsUsers(reference.SyntaxTree));

    private static bool IsUsers(SyntaxTree? tree) => tree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == false;
}

/// <summary>A member that stands in the way of a generated one.</summary>
/// <param name="Member">The member; the class itself where its name is the trouble.</param>
/// <param name="Problem">What is wrong.</param>
/// <param name="IsInherited">Whether a base class has it, so that the class's name is the place to say so.</param>
/// <param name="SpeaksOfMember">Whether the message speaks of the member, not of the class.</param>
internal sealed record Collision(ISymbol Member, Problem Problem, bool IsInherited = false, bool SpeaksOfMember = false);
