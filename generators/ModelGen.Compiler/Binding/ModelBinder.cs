using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Compiler.Declarations;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;
using ModelGen.Compiler.Optimizers;
using ModelGen.Compiler.Passes;
using ModelGen.Compiler.Regularizers;

namespace ModelGen.Compiler.Binding;

/// <summary>Reads a model's declaration from its attributes. The only folder that knows Roslyn is this one.</summary>
public static class ModelBinder
{
    /// <summary>The attribute that makes a class a model.</summary>
    public const string ModelAttribute = "ModelGen.ModelAttribute";

    /// <summary>Whether a node with the attribute can be a model.</summary>
    public static bool CanBeModel(SyntaxNode node) => node is TypeDeclarationSyntax type && type.Modifiers.Any(SyntaxKind.PartialKeyword);

    /// <summary>The declaration.</summary>
    public static ModelDeclaration? Bind(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        var calls = new List<CallDeclaration>();
        Shape? input = null;
        Loss? loss = null;
        Optimizer? optimizer = null;
        var regularizers = new List<Regularizer>();
        var unroll = UnrollMode.Auto;
        var names = new Dictionary<string, int>();
        foreach (var attribute in type.GetAttributes().OrderBy(attribute => attribute.ApplicationSyntaxReference?.Span.Start ?? 0))
        {
            cancellation.ThrowIfCancellationRequested();
            var arguments = new AttributeArguments(attribute);
            var name = attribute.AttributeClass?.Name ?? string.Empty;
            switch (AttributeTable.Bind(name, arguments))
            {
                case Shape shape: input = shape; break;
                case UnrollMode mode: unroll = mode; break;
                case Loss bound: loss = bound; break;
                case Optimizer bound: optimizer = bound; break;
                case Regularizer bound: regularizers.Add(bound); break;
                case Operation operation:
                    var camel = char.ToLowerInvariant(operation.Name[0]) + operation.Name[1..];
                    names[camel] = names.TryGetValue(camel, out var count) ? count + 1 : 1;
                    calls.Add(new CallDeclaration(operation is Dropout dropout ? dropout with { Index = calls.Count } : operation, [calls.Count], $"{camel}{names[camel]}", calls.Count));
                    break;
            }
        }

        if (input is null)
        {
            return null;
        }

        var network = new NetworkDeclaration("Predict", [new InputDeclaration("input", input, -1)], calls.ToEquatableArray(), calls.Count);
        EquatableArray<ObjectiveDeclaration> objectives = loss is null || optimizer is null ? [] : [new ObjectiveDeclaration("Loss", 0, loss, -1, optimizer, regularizers.ToEquatableArray())];
        var containers = new List<ContainingType>();
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            containers.Insert(0, new ContainingType(outer.IsRecord ? outer.IsValueType ? "record struct" : "record" : outer.TypeKind == TypeKind.Struct ? "struct" : outer.TypeKind == TypeKind.Interface ? "interface" : "class", outer.Name));
        }

        return new ModelDeclaration(
            type.ContainingNamespace.IsGlobalNamespace ? string.Empty : type.ContainingNamespace.ToDisplayString(),
            containers.ToEquatableArray(),
            type.Name,
            type.IsRecord ? "record" : "class",
            unroll,
            [network],
            objectives);
    }
}
