using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using ModelGen.Compiler;
using ModelGen.Compiler.Binding;

namespace ModelGen.Generators;

/// <summary>The pipeline from attributed classes to emitted files; each step does one thing and has a name.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class ModelGenerator : IIncrementalGenerator
{
    /// <summary>The steps' names, for tests of caching.</summary>
    public static class Steps
    {
        /// <summary>Attributes → declaration.</summary>
        public const string Bind = nameof(Bind);

        /// <summary>Declaration → compiled model.</summary>
        public const string Compile = nameof(Compile);

        /// <summary>Compiled model → surface.</summary>
        public const string Surface = nameof(Surface);

        /// <summary>Compiled model → kernels.</summary>
        public const string Kernels = nameof(Kernels);
    }

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var declarations = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                ModelBinder.ModelAttribute,
                static (node, _) => ModelBinder.CanBeModel(node),
                static (attributed, cancellation) => IsFirst(attributed, cancellation)
                    ? ModelBinder.Bind((INamedTypeSymbol)attributed.TargetSymbol, attributed.SemanticModel.Compilation, cancellation)?.Declaration
                    : null)
            .Where(static declaration => declaration is not null)
            .Select(static (declaration, _) => declaration!)
            .WithTrackingName(Steps.Bind);

        var clashes = declarations.Select(static (declaration, _) => declaration.FullName).Collect().Select(static (names, _) => FileNames.Clashes(names));
        var files = declarations
            .Combine(clashes)
            .Select(static (model, _) => new ModelFiles(model.Left, FileNames.Of(model.Left.FullName, model.Right)))
            .WithTrackingName(Steps.Compile);

        context.RegisterSourceOutput(
            files.Select(static (files, _) => files.Surface()).WithTrackingName(Steps.Surface),
            static (output, file) => Add(output, file));

        context.RegisterImplementationSourceOutput(
            files.Select(static (files, _) => files.Kernels()).WithTrackingName(Steps.Kernels),
            static (output, kernels) => AddAll(output, kernels));
    }

    /// <summary>Half-typed code may have [Model] on two declarations of a class, and a file can be added once only.</summary>
    private static bool IsFirst(GeneratorAttributeSyntaxContext attributed, CancellationToken cancellation) => attributed.TargetSymbol.GetAttributes()
        .First(attribute => attribute.AttributeClass?.ToDisplayString() == ModelBinder.ModelAttribute)
        .ApplicationSyntaxReference?.GetSyntax(cancellation).FirstAncestorOrSelf<TypeDeclarationSyntax>() == attributed.TargetNode;

    private static void AddAll(SourceProductionContext output, EquatableArray<EmittedFile> files)
    {
        foreach (var file in files)
        {
            Add(output, file);
        }
    }

    private static void Add(SourceProductionContext output, EmittedFile file) => output.AddSource(file.Name, SourceText.From(file.Text, Encoding.UTF8));
}
