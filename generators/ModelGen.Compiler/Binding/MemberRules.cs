using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ModelGen.Compiler.Binding;

/// <summary>Which of the user's members collide with generated ones.</summary>
internal static class MemberRules
{
    private const string Input = "System.ReadOnlySpan<float>";
    private const string Labels = "System.ReadOnlySpan<int>";

    /// <summary>Parameter types of generated methods by name; for members that are not methods, none.</summary>
    private static readonly Dictionary<string, string[]> OfEveryModel = new()
    {
        ["ParameterCount"] = [],
        ["Summary"] = [],
        ["Parameters"] = [],
        ["State"] = [],
        ["Save"] = ["string"],
        ["Load"] = ["string"],
        ["Predict"] = [$"{Input}, System.Span<float>", Input, "System.Numerics.Tensors.ReadOnlyTensorSpan<float>, System.Numerics.Tensors.TensorSpan<float>"],
        ["engine"] = [],
        ["Layout"] = [],
        ["CompiledProgram"] = [],
    };

    private static readonly Dictionary<string, string[]> OfTrainedModels = new()
    {
        ["PredictProbabilities"] = [$"{Input}, System.Span<float>"],
        ["PredictLabel"] = [Input],
        ["TrainStep"] = [$"{Input}, {Labels}", $"{Input}, {Input}"],
        ["Loss"] = [$"{Input}, {Labels}", $"{Input}, {Input}"],
        ["Gradients"] = [],
        ["ComputeGradients"] = [$"{Input}, {Labels}", $"{Input}, {Input}"],
        ["Train"] = ["ModelGen.DataSet, ModelGen.DataSet, ModelGen.TrainingOptions, System.Threading.CancellationToken"],
        ["Evaluate"] = ["ModelGen.DataSet"],
    };

    /// <summary>The user's members that cannot stand beside the generated ones.</summary>
    /// <param name="type">The model's class.</param>
    /// <param name="isTrained">Whether members for training are generated.</param>
    public static IEnumerable<ISymbol> Collisions(INamedTypeSymbol type, bool isTrained)
    {
        var constructor = type.InstanceConstructors.FirstOrDefault(IsUsers);
        var members = type.GetMembers().Where(member => IsUsers(member) && Collides(member, isTrained));
        var takesPlaceOfGenerated = constructor is not null && (IsPrimary(constructor) || ParameterTypes(constructor) == "int");
        return takesPlaceOfGenerated ? members.Append(constructor!) : members;
    }

    /// <summary>The user's constructors that do not call another of the class, and so in the end the generated one.</summary>
    public static IEnumerable<ISymbol> Unchained(INamedTypeSymbol type, CancellationToken cancellation) =>
        from constructor in type.InstanceConstructors
        where IsUsers(constructor) && ParameterTypes(constructor) != "int" && !IsCopyOfRecord(constructor)
        where constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax(cancellation) is ConstructorDeclarationSyntax { Initializer: null or { RawKind: (int)SyntaxKind.BaseConstructorInitializer } })
        select constructor;

    /// <summary>Where the user wrote a member's name.</summary>
    public static Location PlaceOf(ISymbol member) => member.Locations.First(location => IsUsers(location.SourceTree));

    private static bool Collides(ISymbol member, bool isTrained)
    {
        if (!OfEveryModel.TryGetValue(member.Name, out var signatures) && !(isTrained && OfTrainedModels.TryGetValue(member.Name, out signatures)))
        {
            return false;
        }

        return member is not IMethodSymbol { Arity: 0 } method ? member is not IMethodSymbol : signatures!.Length == 0 || signatures.Contains(ParameterTypes(method));
    }

    private static string ParameterTypes(IMethodSymbol method) => string.Join(
        ", ", method.Parameters.Select(parameter => parameter.Type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat)));

    /// <summary>C# does not let a record's copy constructor call another of the class.</summary>
    private static bool IsCopyOfRecord(IMethodSymbol constructor) =>
        constructor.ContainingType.IsRecord && constructor.Parameters.Length == 1 && SymbolEqualityComparer.Default.Equals(constructor.Parameters[0].Type, constructor.ContainingType);

    private static bool IsPrimary(IMethodSymbol constructor) => constructor.DeclaringSyntaxReferences.Any(reference => !reference.GetSyntax().IsKind(SyntaxKind.ConstructorDeclaration));

    /// <summary>Written by the user: the analyzer sees the class together with what was generated for it.</summary>
    private static bool IsUsers(ISymbol member) => !member.IsImplicitlyDeclared && member.DeclaringSyntaxReferences.Any(reference => IsUsers(reference.SyntaxTree));

    private static bool IsUsers(SyntaxTree? tree) => tree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == false;
}
