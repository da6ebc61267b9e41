using System.Diagnostics;
using System.Globalization;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using System.Text.RegularExpressions;
using ModelGen.Testing;

namespace ModelGen.Generators.Tests.LargeNetworks;

/// <summary>Networks for ImageNet, as their papers and torchvision have them.</summary>
public sealed partial class LargeNetworkTests(ITestOutputHelper output)
{
    /// <summary>Name, parameters (torchvision's documentation of its weights), and multiply-adds of convolutions and dense layers.</summary>
    public static TheoryData<string, int, long> Networks => new()
    {
        { "AlexNet", 61_100_840, 714_188_480 },
        { "Vgg16", 138_357_544, 15_470_264_320 },
        { "GoogLeNet", 6_624_904, 1_498_376_192 },
        { "ResNet50", 25_557_032, 4_089_184_256 },
        { "DenseNet121", 7_978_856, 2_834_161_664 },
    };

    [Theory]
    [MemberData(nameof(Networks))]
    public void Network_HasThePublishedSize(string name, int parameters, long multiplyAdds)
    {
        var run = Generate(name, output);
        Assert.Null(run.Result.Exception);
        Assert.Empty(run.Result.Diagnostics);
        Assert.Equal(5, run.Files.Count);
        var surface = run.Files.Single(file => file.Key.EndsWith($"{name}.g.cs", StringComparison.Ordinal)).Value;
        Assert.Contains($"public const int ParameterCount = {parameters};", surface, StringComparison.Ordinal);
        var total = TotalRow.Match(surface).Groups;
        Assert.Equal(parameters.ToString("N0", CultureInfo.InvariantCulture), total[1].Value);
        Assert.Equal(multiplyAdds.ToString("N0", CultureInfo.InvariantCulture), total[2].Value);
    }

    /// <summary>A step on a batch makes its loss smaller, at the size of ImageNet.</summary>
    [Theory]
    [InlineData("GoogLeNet")]
    [InlineData("ResNet50")]
    public void Step_MakesTheLossSmaller(string name)
    {
        Assert.SkipUnless(Fma.IsSupported || AdvSimd.IsSupported, "Emulated multiply-adds take an hour for such a step; small networks test them.");
        var model = DynamicModel.Create(Source(name), seed: 1);
        var random = new Random(1);
        var images = Enumerable.Range(0, 2 * 3 * 224 * 224).Select(_ => random.NextSingle() - 0.5f).ToArray();
        var (before, after) = (model.TrainStep(images, [7, 993]), model.Loss(images, [7, 993]));
        output.WriteLine($"{name}: {before}, {after}");
        Assert.InRange(before, 4f, 12f);
        Assert.InRange(after, 0f, before);
    }

    /// <summary>Generates the code of one of the networks, from its source beside these tests.</summary>
    internal static GeneratorRun Generate(string name, ITestOutputHelper output)
    {
        var start = Stopwatch.GetTimestamp();
        var run = GeneratorRun.Of(Source(name));
        output.WriteLine($"{name}: generated in {Stopwatch.GetElapsedTime(start).TotalMilliseconds:N0} ms, {run.Files.Sum(file => file.Value.Length):N0} characters");
        return run;
    }

    private static string Source(string name) => File.ReadAllText(Path.Combine(Repository.Root, "tests", "ModelGen.Generators.Tests", "LargeNetworks", "Sources", $"{name}.cs"));

    [GeneratedRegex(@"^// total +([\d,]+) +([\d,]+)$", RegexOptions.Multiline)]
    private static partial Regex TotalRow { get; }
}
