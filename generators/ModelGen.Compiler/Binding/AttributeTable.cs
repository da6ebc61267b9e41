using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Binding;

/// <summary>What each attribute means: adding a layer, a loss or an optimizer to the language is one line here.</summary>
public static class AttributeTable
{
    private static readonly Dictionary<string, Func<AttributeArguments, object>> Meanings = new()
    {
        ["ModelAttribute"] = a => (UnrollMode)a.Named("Unroll", 0),
        ["InputAttribute"] = a => Shape.Of(a.Integers(0)),
        ["DenseAttribute"] = a => new Dense(a.At(0, 0), a.Named("Bias", true), a.EnumName("Initializer", "Default"), a.Named("InitializerScale", 0f)),
        ["TanhAttribute"] = _ => new Tanh(),
        ["CrossEntropyAttribute"] = a => new CrossEntropy(a.Named("LabelSmoothing", 0f)),
        ["SquaredErrorAttribute"] = _ => new SquaredError(),
        ["BinaryCrossEntropyAttribute"] = _ => new BinaryCrossEntropy(),
    };

    /// <summary>The operation, loss, optimizer, regularizer, shape or mode that an attribute stands for; null for an attribute that is not the language's.</summary>
    public static object? Bind(string attributeClass, AttributeArguments arguments) => Meanings.TryGetValue(attributeClass, out var meaning) ? meaning(arguments) : null;
}
