using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Generators;

namespace ModelGen.Benchmarks.Measuring;

/// <summary>What the generator costs the compiler and the editor, for LeNet-5: medians after warm-up.</summary>
/// <param name="WholeMilliseconds">From the source to all emitted files.</param>
/// <param name="KeystrokeMilliseconds">When something is typed in another file.</param>
internal readonly record struct GeneratorTime(double WholeMilliseconds, double KeystrokeMilliseconds)
{
    private const int WarmUps = 30, Repetitions = 21;

    private const string Source = """
        using ModelGen;

        [Model]
        [Input(1, 28, 28)]
        [Conv2D(6, 5, Padding = 2), Tanh, AvgPool2D(2)]
        [Conv2D(16, 5), Tanh, AvgPool2D(2)]
        [Flatten, Dense(120), Tanh, Dense(84), Tanh, Dense(10)]
        [CrossEntropy(LabelSmoothing = 0.1f), Adam(1e-3f)]
        public partial class LeNet5;
        """;

    public static GeneratorTime Measure()
    {
        var options = new CSharpParseOptions(LanguageVersion.CSharp14);
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path));
        var elsewhere = CSharpSyntaxTree.ParseText("class Elsewhere;", options);
        var compilation = CSharpCompilation.Create("LeNet5", [CSharpSyntaxTree.ParseText(Source, options), elsewhere], references, new(OutputKind.DynamicallyLinkedLibrary));

        GeneratorDriver NewDriver() => CSharpGeneratorDriver.Create([new ModelGenerator().AsSourceGenerator()], parseOptions: options);

        // A new driver has cached nothing.
        var whole = Median(() => NewDriver().RunGenerators(compilation));

        var driver = NewDriver().RunGenerators(compilation);
        if (driver.GetRunResult().GeneratedTrees.IsEmpty)
            throw new InvalidOperationException("The generator emitted nothing for LeNet-5.");
        var letters = 0;
        var keystroke = Median(() =>
        {
            var edited = CSharpSyntaxTree.ParseText($"class Elsewhere{letters++};", options);
            driver = driver.RunGenerators(compilation.ReplaceSyntaxTree(elsewhere, edited));
        });
        return new(whole, keystroke);
    }

    private static double Median(Action action)
    {
        for (var warmUp = 0; warmUp < WarmUps; warmUp++)
            action();
        return Enumerable.Range(0, Repetitions).Select(_ =>
        {
            var start = Stopwatch.GetTimestamp();
            action();
            return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }).Order().ElementAt(Repetitions / 2);
    }
}
