using System.Globalization;
using ModelGen.Compiler.Declarations;

namespace ModelGen.Compiler.Emission;

/// <summary>Emits the method that makes the model of a variant.</summary>
internal static class VariantFactory
{
    /// <summary>Writes the method; nothing where there are no variants, or none that can be trained.</summary>
    public static void Write(CodeWriter writer, ModelDeclaration declaration)
    {
        if (declaration.Variants is not { } variants || declaration.Objectives.Count == 0)
        {
            return;
        }

        var parameters = variants.Names.Select(name => Identifiers.Escaped(name == "seed" ? "seed_" : name)).ToArray();
        writer.Write($$"""
            /// <summary>The model of a variant: {{string.Join(", ", variants.All.Select(variant => variant.Name))}}.</summary>
            {{string.Join("\n", variants.Names.Select((name, i) => $"/// <param name=\"{parameters[i].TrimStart('@')}\">{string.Join(", ", variants.All.Select(variant => variant.Values[i]).Distinct().Select(Text))}.</param>"))}}
            /// <param name="seed">Determines the weights, and every random number of the training.</param>
            /// <exception cref="global::System.ArgumentOutOfRangeException">No variant has these values.</exception>
            """);
        using (writer.Block($"public static global::ModelGen.ITrainable CreateVariant({string.Join(", ", parameters.Select(parameter => $"int {parameter}"))}, int seed = 0)"))
        {
            foreach (var variant in variants.All)
            {
                writer.Write($"if ({string.Join(" && ", parameters.Zip(variant.Values, (parameter, value) => $"{parameter} == {Text(value)}"))})");
                using (writer.Indent())
                {
                    writer.Write($"return new {variant.Name}(seed);");
                }
            }

            var all = string.Join("; ", variants.All.Select(variant => string.Join(", ", variants.Names.Zip(variant.Values, (name, value) => $"{name} = {Text(value)}"))));
            writer.Write($"throw new global::System.ArgumentOutOfRangeException(nameof({parameters[0]}), {parameters[0]}, {Literals.Text($"No variant of {declaration.Name} has these values. There are: {all}.")});");
        }

        writer.WriteLine();
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
