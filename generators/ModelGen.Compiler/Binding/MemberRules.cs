using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

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
        ["Gradients"] = [],
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

    private static bool IsPrimary(IMethodSymbol constructor) => constructor.DeclaringSyntaxReferences.Any(reference => !reference.GetSyntax().IsKind(SyntaxKind.ConstructorDeclaration));

    /// <summary>Written by the user: the analyzer sees the class together with what was generated for it.</summary>
    private static bool IsUsers(ISymbol member) => !member.IsImplicitlyDeclared
        && member.DeclaringSyntaxReferences.Any(reference => !reference.SyntaxTree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal));
}
