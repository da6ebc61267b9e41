using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Compiler.Declarations;
using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Binding;

/// <summary>A model's variants: the same source with other values of the constants that have <c>[Variant]</c>, each bound as a model of its own.</summary>
public sealed class Variants
{
    /// <summary>Combinations of values that a class may have.</summary>
    public const int Most = 64;

    private const string Attribute = "ModelGen.VariantAttribute";

    private readonly List<VariantConstant> constants = [];
    private readonly List<(Problem Problem, SyntaxNode Place)> problems = [];

    /// <summary>Reads a class's constants.</summary>
    public Variants(INamedTypeSymbol type, CancellationToken cancellation)
    {
        var combinations = 1L;
        foreach (var member in type.GetMembers())
        {
            var attribute = member.GetAttributes().FirstOrDefault(candidate => candidate.AttributeClass?.ToDisplayString() == Attribute);
            if (attribute?.ApplicationSyntaxReference?.GetSyntax(cancellation) is not { } place)
            {
                continue;
            }

            var values = attribute.ConstructorArguments is [{ Kind: TypedConstantKind.Array, IsNull: false } list]
                ? list.Values.Select(value => value.Value).OfType<int>().ToArray()
                : [];
            if (member is not IFieldSymbol { HasConstantValue: true, ConstantValue: int declared } || member.DeclaringSyntaxReferences[0].GetSyntax(cancellation) is not VariableDeclaratorSyntax { Initializer: { } initializer })
            {
                problems.Add((Problem.Of(Rules.NoVariants, "stands on no constant of type int. Write 'const int'"), place));
            }
            else if (values.Length == 0)
            {
                problems.Add((Problem.Of(Rules.NoVariants, "has no values. Write some, or remove it"), place));
            }
            else if (values.GroupBy(value => value).FirstOrDefault(same => same.Count() > 1) is { } twice)
            {
                problems.Add((Problem.Of(Rules.NoVariants, $"has the value {twice.Key.ToString(CultureInfo.InvariantCulture)} twice. Leave one out"), place));
            }
            else
            {
                constants.Add(new VariantConstant(member.Name, declared, [declared, .. values.Where(value => value != declared)], initializer.Value, place));
                combinations = Math.Min(Most + 1, combinations * constants[^1].Values.Count);
                if (combinations > Most)
                {
                    problems.Add((Problem.Of(Rules.NoVariants, $"makes more than {Most} networks of the class. Leave out values"), place));
                    break;
                }
            }
        }
    }

    /// <summary>What is wrong with the attributes, and where.</summary>
    internal IReadOnlyList<(Problem Problem, SyntaxNode Place)> Problems => problems;

    /// <summary>Binds the variants beside the class itself; none where an attribute is wrong.</summary>
    /// <param name="type">The class.</param>
    /// <param name="declaration">What it declares itself.</param>
    /// <param name="compilation">The project.</param>
    /// <param name="cancellation">Stops the evaluation.</param>
    public IReadOnlyList<Variant> Bind(INamedTypeSymbol type, ModelDeclaration declaration, Compilation compilation, CancellationToken cancellation)
    {
        var variants = new List<Variant>();
        foreach (var values in problems.Count > 0 ? [] : Combinations().Skip(1))
        {
            cancellation.ThrowIfCancellationRequested();
            var changed = Changed(compilation, values, cancellation);
            if (changed.GetTypeByMetadataName(declaration.MetadataName) is { } other && ModelBinder.Bind(other, changed, cancellation) is { Declaration: { } bound } binding)
            {
                var named = bound with { Name = NameOf(declaration, values), Modifiers = SyntaxFacts.GetText(type.DeclaredAccessibility) + " sealed ", PartialMethods = default, TakenNames = default };
                var text = string.Join(", ", constants.Zip(values, (constant, value) => FormattableString.Invariant($"{constant.Name} = {value}")));
                variants.Add(new Variant(text, named, binding, SourceSpan.Of(constants[0].Place)));
            }
        }

        return variants;
    }

    /// <summary>What the class declares, with the names of its variants.</summary>
    public ModelDeclaration NamesIn(ModelDeclaration declaration) => problems.Count > 0 || constants.Count == 0 ? declaration : declaration with
    {
        Variants = new ModelVariants(
            constants.Select(constant => Identifiers.Camel(constant.Name)).ToEquatableArray(),
            Combinations().Select((values, index) => new ModelVariant(values.ToEquatableArray(), index == 0 ? declaration.Name : NameOf(declaration, values))).ToEquatableArray()),
    };

    /// <summary>All combinations of values, the declared one first.</summary>
    private IEnumerable<int[]> Combinations()
    {
        IEnumerable<int[]> combinations = [[]];
        foreach (var constant in constants)
        {
            combinations = combinations.SelectMany(_ => constant.Values, (before, value) => before.Append(value).ToArray());
        }

        return constants.Count == 0 ? [] : combinations;
    }

    private string NameOf(ModelDeclaration declaration, int[] values) => declaration.Name.TrimStart('@') + string.Concat(constants.Zip(
        values, (constant, value) => Identifiers.Pascal(constant.Name) + (value < 0 ? "Minus" : string.Empty) + Math.Abs((long)value).ToString(CultureInfo.InvariantCulture)));

    /// <summary>The project with other values of the constants.</summary>
    private Compilation Changed(Compilation compilation, int[] values, CancellationToken cancellation)
    {
        foreach (var file in constants.Select((constant, index) => (constant.Value, index)).GroupBy(constant => constant.Value.SyntaxTree))
        {
            var newValues = file.ToDictionary(constant => (SyntaxNode)constant.Value, constant => Literal(values[constant.index]).WithTriviaFrom(constant.Value));
            var root = file.Key.GetRoot(cancellation).ReplaceNodes(newValues.Keys, (old, _) => newValues[old]);
            compilation = compilation.ReplaceSyntaxTree(file.Key, file.Key.WithRootAndOptions(root, file.Key.Options));
        }

        return compilation;
    }

    private static ExpressionSyntax Literal(int value) => SyntaxFactory.ParseExpression(value.ToString(CultureInfo.InvariantCulture));

    private sealed record VariantConstant(string Name, int Declared, IReadOnlyList<int> Values, ExpressionSyntax Value, SyntaxNode Place);
}

/// <summary>A variant of a model.</summary>
/// <param name="Values">The constants and their values, as a message speaks of them.</param>
/// <param name="Declaration">What it declares.</param>
/// <param name="Binding">What binding read of it, places in the changed source included.</param>
/// <param name="Place">The first constant's attribute.</param>
public sealed record Variant(string Values, ModelDeclaration Declaration, BindingResult Binding, SourceSpan Place);
