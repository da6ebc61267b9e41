using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Generators;

namespace ModelGen.Benchmarks.Measuring;

/// <summary>What the generator emits for a model of the examples.</summary>
/// <param name="Model">Its name.</param>
/// <param name="Characters">Of all its files.</param>
/// <param name="CodeBytes">Of the intermediate code of its programs and kernels, by vector width; a process compiles one of them, as far as it calls it.</param>
internal sealed partial record CodeSize(string Model, int Characters, IReadOnlyDictionary<int, int> CodeBytes)
{
    /// <summary>Vector widths in bits, the widest first.</summary>
    public static IReadOnlyList<int> Widths { get; } = [512, 256, 128];

    private const string Sources = "examples/", Usings = "global using System; global using System.Collections.Generic; global using System.Linq; global using System.Threading;";

    private static readonly CSharpParseOptions Options = new(LanguageVersion.CSharp14);

    private static readonly MetadataReference[] References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))];

    /// <summary>Measures all models of the examples, whose sources are resources of this program.</summary>
    public static IEnumerable<CodeSize> MeasureAll() => typeof(CodeSize).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Sources, StringComparison.Ordinal))
        .GroupBy(name => name.Split('/')[1])
        .Order(Comparer<IGrouping<string, string>>.Create((a, b) => string.CompareOrdinal(a.Key, b.Key)))
        .SelectMany(Measure);

    // A program's own code does not compile without its other references, but its kernels need nothing but ModelGen.
    private static IEnumerable<CodeSize> Measure(IGrouping<string, string> example)
    {
        var compilation = Compile(example.Select(Read).Append(Usings));
        var files = CSharpGeneratorDriver.Create([new ModelGenerator().AsSourceGenerator()], parseOptions: Options).RunGenerators(compilation).GetRunResult().Results.Single().GeneratedSources;
        return files.GroupBy(file => FileOfModel().Match(file.HintName).Groups[1].Value).Select(model => new CodeSize(
            $"{example.Key}: {model.Key}",
            model.Sum(file => file.SourceText.Length),
            Widths.ToDictionary(width => width, width => BytesOf(model.Single(file => file.HintName.Contains($".Kernels{width}.", StringComparison.Ordinal)).SourceText.ToString()))));
    }

    private static CSharpCompilation Compile(IEnumerable<string> sources) => CSharpCompilation.Create(
        "Measured", sources.Select(source => CSharpSyntaxTree.ParseText(source, Options)), References, new(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));

    private static string Read(string resource)
    {
        using var reader = new StreamReader(typeof(CodeSize).Assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }

    private static int BytesOf(string kernels)
    {
        using var image = new MemoryStream();
        var result = Compile([kernels]).Emit(image);
        if (!result.Success)
            throw new InvalidOperationException($"Kernels do not compile: {result.Diagnostics.First(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)}");
        image.Position = 0;
        using var file = new PEReader(image);
        var metadata = file.GetMetadataReader();
        return metadata.MethodDefinitions.Select(metadata.GetMethodDefinition).Where(method => method.RelativeVirtualAddress != 0).Sum(method => file.GetMethodBody(method.RelativeVirtualAddress).GetILBytes()!.Length);
    }

    [GeneratedRegex(@"^(.*?)(\.Program|\.Kernels\d+)?\.g\.cs$")]
    private static partial Regex FileOfModel();
}
