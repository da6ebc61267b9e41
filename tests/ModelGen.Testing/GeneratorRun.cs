using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Compiler.Declarations;
using ModelGen.Generators;

namespace ModelGen.Testing;

/// <summary>What the generator makes of a source, and the assembly that it compiles to.</summary>
public sealed class GeneratorRun
{
    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private GeneratorRun(GeneratorDriver driver, CSharpCompilation source, Compilation output)
    {
        Driver = driver;
        Source = source;
        Output = output;
    }

    /// <summary>The driver after the run, for another run on a changed source.</summary>
    public GeneratorDriver Driver { get; }

    /// <summary>The user's sources alone.</summary>
    public CSharpCompilation Source { get; }

    /// <summary>The user's sources and the emitted files.</summary>
    public Compilation Output { get; }

    /// <summary>What the generator reports of itself.</summary>
    public GeneratorRunResult Result => Driver.GetRunResult().Results.Single();

    /// <summary>The emitted files by name.</summary>
    public IReadOnlyDictionary<string, string> Files => Result.GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText.ToString());

    /// <summary>What binding read: one declaration a model.</summary>
    public IEnumerable<ModelDeclaration> Declarations => Result.TrackedSteps[ModelGenerator.Steps.Bind].SelectMany(step => step.Outputs).Select(output => (ModelDeclaration)output.Value);

    /// <summary>A compilation of sources as a user's project would be: no unsafe code, nullable enabled or not.</summary>
    public static CSharpCompilation Compile(
        IEnumerable<string> sources, NullableContextOptions nullable = NullableContextOptions.Enable, LanguageVersion language = LanguageVersion.CSharp14) => CSharpCompilation.Create(
        $"Sample{Guid.NewGuid():N}",
        sources.Select((source, i) => CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(language, DocumentationMode.Diagnose), $"Source{i}.cs")),
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: nullable));

    /// <summary>Runs the generator.</summary>
    public static GeneratorRun Of(params string[] sources) => Of(Compile(sources));

    /// <summary>Runs the generator.</summary>
    public static GeneratorRun Of(CSharpCompilation compilation, GeneratorDriver? driver = null)
    {
        driver ??= CSharpGeneratorDriver.Create(
            [new ModelGenerator().AsSourceGenerator()],
            parseOptions: (CSharpParseOptions)compilation.SyntaxTrees[0].Options,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out var output, out _);
        return new GeneratorRun(driver, compilation, output);
    }

    /// <summary>Warnings and errors of the user's code and the emitted code together.</summary>
    public IReadOnlyList<Diagnostic> Problems => [.. Output.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)];

    /// <summary>Compiles and loads the assembly.</summary>
    /// <exception cref="InvalidOperationException">There is a warning or an error, or the generator threw.</exception>
    public Assembly Load()
    {
        if (Result.Exception is { } exception)
        {
            throw new InvalidOperationException("The generator threw.", exception);
        }

        return LoadedAssembly.Of(Output);
    }
}
