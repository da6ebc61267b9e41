using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Compiler;
using ModelGen.Compiler.Binding;
using ModelGen.Generators;

namespace ModelGen.Benchmarks.Measuring;

/// <summary>What a model costs the compiler and the editor: medians after warm-up.</summary>
/// <param name="WholeMilliseconds">From the source to all emitted files.</param>
/// <param name="KeystrokeMilliseconds">The generator, when something is typed in another file.</param>
/// <param name="AnalysisMilliseconds">What the analyzer asks of the compiler at each keystroke.</param>
/// <param name="Characters">Emitted in all files.</param>
internal readonly record struct GeneratorTime(double WholeMilliseconds, double KeystrokeMilliseconds, double AnalysisMilliseconds, int Characters)
{
    /// <summary>Networks that are measured; their sources are resources of this program.</summary>
    public static IReadOnlyList<string> Networks { get; } = ["LeNet5", "ResNet50", "DenseNet121"];

    /// <summary>Measures one of the networks.</summary>
    public static GeneratorTime Measure(string network)
    {
        var assembly = typeof(GeneratorTime).Assembly;
        using var reader = new StreamReader(assembly.GetManifestResourceStream(assembly.GetManifestResourceNames().Single(name => Path.GetFileName(name) == $"{network}.cs"))!);
        var options = new CSharpParseOptions(LanguageVersion.CSharp14);
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path));
        var elsewhere = CSharpSyntaxTree.ParseText("class Elsewhere;", options);
        var compilation = CSharpCompilation.Create(network, [CSharpSyntaxTree.ParseText(reader.ReadToEnd(), options), elsewhere], references, new(OutputKind.DynamicallyLinkedLibrary));

        GeneratorDriver NewDriver() => CSharpGeneratorDriver.Create([new ModelGenerator().AsSourceGenerator()], parseOptions: options);

        var driver = NewDriver().RunGenerators(compilation);
        var characters = driver.GetRunResult().GeneratedTrees.Sum(tree => tree.Length);
        if (characters == 0)
            throw new InvalidOperationException($"The generator emitted nothing for {network}.");
        var letters = 0;
        var keystroke = Median(() =>
        {
            var edited = CSharpSyntaxTree.ParseText($"class Elsewhere{letters++};", options);
            driver = driver.RunGenerators(compilation.ReplaceSyntaxTree(elsewhere, edited));
        });
        var analysis = Median(() =>
        {
            var edited = compilation.ReplaceSyntaxTree(elsewhere, CSharpSyntaxTree.ParseText($"class Elsewhere{letters++};", options));
            _ = ModelChecker.Check(ModelBinder.Bind(edited.GetTypeByMetadataName(network)!, edited, default)!.Declaration!);
        });

        // A new driver has cached nothing.
        return new(Median(() => NewDriver().RunGenerators(compilation)), keystroke, analysis, characters);
    }

    /// <summary>Two seconds of calls first, and thirty of them unless that takes five seconds: the JIT's last tier comes late where much is compiled.</summary>
    private static double Median(Action action)
    {
        const int WarmUps = 30, Repetitions = 11;
        var start = Stopwatch.GetTimestamp();
        for (var warmUp = 0; Stopwatch.GetElapsedTime(start).TotalSeconds < (warmUp < WarmUps ? 5 : 2); warmUp++)
            action();
        return Enumerable.Range(0, Repetitions).Select(_ =>
        {
            var start = Stopwatch.GetTimestamp();
            action();
            return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }).Order().ElementAt(Repetitions / 2);
    }
}
