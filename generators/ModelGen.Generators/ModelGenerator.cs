using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using ModelGen.Compiler;
using ModelGen.Compiler.Binding;
using ModelGen.Compiler.Declarations;
using ModelGen.Compiler.Diagnostics;

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
                    ? DeclarationsOf((INamedTypeSymbol)attributed.TargetSymbol, attributed.SemanticModel.Compilation, cancellation)
                    : [])
            .SelectMany(static (declarations, _) => declarations)
            .WithTrackingName(Steps.Bind);

        Emit(context, declarations);
    }

    /// <summary>What a class declares: itself, and its variants.</summary>
    private static EquatableArray<ModelDeclaration> DeclarationsOf(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation)
    {
        if (ModelBinder.Bind(type, compilation, cancellation)?.Declaration is not { } declaration)
        {
            return [];
        }

        var variants = new Variants(type, cancellation);
        return variants.Bind(type, declaration, compilation, cancellation).Select(variant => variant.Declaration).Prepend(variants.NamesIn(declaration)).ToEquatableArray();
    }

    /// <summary>The steps from declarations to emitted files.</summary>
    internal static void Emit(IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<ModelDeclaration> declarations)
    {
        var clashes = declarations.Select(static (declaration, _) => declaration.FullName).Collect().Select(static (names, _) => FileNames.Clashes(names));
        var files = declarations
            .Combine(clashes)
            .Select(static (model, _) => new ModelFiles(model.Left, FileNames.Of(model.Left.FullName, model.Right)))
            .WithTrackingName(Steps.Compile);

        var surfaces = files.Select(static (files, _) => files.Surface()).WithTrackingName(Steps.Surface);
        context.RegisterSourceOutput(surfaces, Add);
        context.RegisterSourceOutput(Defects(surfaces, context), Report);

        var kernels = files.Select(static (files, _) => files.Kernels()).WithTrackingName(Steps.Kernels);
        context.RegisterImplementationSourceOutput(kernels, Add);
        context.RegisterImplementationSourceOutput(Defects(kernels, context), Report);
    }

    /// <summary>What could not be written, with the compilation, which knows where its class is.</summary>
    private static IncrementalValuesProvider<(EmittedFiles Files, Compilation Compilation)> Defects(
        IncrementalValuesProvider<EmittedFiles> files, IncrementalGeneratorInitializationContext context) =>
        files.Where(static files => files.Defect is not null).Combine(context.CompilationProvider);

    /// <summary>Half-typed code may have [Model] on two declarations of a class, and a file can be added once only.</summary>
    private static bool IsFirst(GeneratorAttributeSyntaxContext attributed, CancellationToken cancellation) => attributed.TargetSymbol.GetAttributes()
        .First(attribute => attribute.AttributeClass?.ToDisplayString() == ModelBinder.ModelAttribute)
        .ApplicationSyntaxReference?.GetSyntax(cancellation).FirstAncestorOrSelf<TypeDeclarationSyntax>() == attributed.TargetNode;

    private static void Add(SourceProductionContext output, EmittedFiles files)
    {
        foreach (var file in files.Files)
        {
            output.AddSource(file.Name, SourceText.From(file.Text, Encoding.UTF8));
        }
    }

    private static void Report(SourceProductionContext output, (EmittedFiles Files, Compilation Compilation) failed)
    {
        var type = failed.Compilation.GetTypeByMetadataName(failed.Files.Model);
        var place = new SourceSpan(type?.Locations.FirstOrDefault() ?? Location.None, type?.Name ?? failed.Files.Model);
        output.ReportDiagnostic(Descriptors.DiagnosticOf(new Finding(failed.Files.Defect!, Origin: -1), new BindingResult(null, [], place, [], HasFunctions: false)));
    }
}
