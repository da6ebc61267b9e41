using Microsoft.CodeAnalysis;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;

namespace ModelGen.Compiler.Binding.Functions;

/// <summary>A parameter that generated code draws itself, so that the generated members do not have it.</summary>
/// <param name="Attribute">What says so.</param>
internal sealed record NoiseParameter(AttributeData Attribute)
{
    private const string Integers = "ModelGen.NegativesAttribute";

    private static readonly string[] Attributes = ["ModelGen.NormalAttribute", "ModelGen.UniformAttribute", Integers];

    /// <summary>Whether it is indices, from a distribution that the model holds.</summary>
    public bool IsInteger => Attribute.AttributeClass!.ToDisplayString() == Integers;

    /// <summary>A parameter as noise; null where it is data.</summary>
    public static NoiseParameter? Of(IParameterSymbol parameter) =>
        parameter.GetAttributes().FirstOrDefault(attribute => Attributes.Contains(attribute.AttributeClass?.ToDisplayString())) is { } attribute ? new NoiseParameter(attribute) : null;

    /// <summary>What the attribute and the parameter's type say that excludes each other; null where they agree.</summary>
    public string? Contradiction(IParameterSymbol parameter) => (LanguageTypes.IsInteger(parameter.Type), IsInteger) switch
    {
        (true, false) => $"a {parameter.Type.Name} holds integers, which no noise draws. Remove one of the two",
        (false, true) => "[Negatives] draws integers. Make it an 'Indices'",
        (true, true) when parameter.Type.Name == "Label" => "[Negatives] draws several integers. Make it an 'Indices'",
        _ => null,
    };

    /// <summary>The sizes that the attribute says.</summary>
    public int[] Sizes() => IsInteger ? [Arguments.At(0, 0), Arguments.At(1, 0)] : Arguments.Integers(0);

    /// <summary>What draws it. Layers that draw count up from 0, parameters down from the largest number.</summary>
    public Operation Draw(IParameterSymbol parameter, int[] sizes) => Attribute.AttributeClass!.Name switch
    {
        "NormalAttribute" => new NormalNumbers(1, int.MaxValue - parameter.Ordinal, Shape.Of(sizes)),
        "UniformAttribute" => new UniformNumbers(int.MaxValue - parameter.Ordinal, Shape.Of(sizes)),
        _ => new NoiseIndices(int.MaxValue - parameter.Ordinal, sizes[0], sizes[1]),
    };

    private AttributeDataArguments Arguments => new(Attribute);
}
