using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace ModelGen.Generators.Tests.LargeNetworks;

/// <summary>The JIT compiles methods past its limits without optimization, and methods with many locals without inlining: no emitted method comes near.</summary>
public sealed class EmittedSizeTests(ITestOutputHelper output)
{
    // The JIT's limits are 60,000 bytes of IL, 20,000 instructions, 2,000 basic blocks and 2,000 locals; past 512 locals, its own included, it no longer inlines.
    private const int CodeLimit = 20_000, InstructionsLimit = 10_000, BlocksLimit = 500, LocalsLimit = 480;

    [Theory]
    [InlineData("AlexNet", 2_000_000)]
    [InlineData("Vgg16", 3_000_000)]
    [InlineData("GoogLeNet", 12_500_000)]
    [InlineData("ResNet50", 11_000_000)]
    [InlineData("DenseNet121", 18_100_000)]
    public void EmittedMethods_StayBelowTheLimitsOfTheJit(string name, int characters)
    {
        var run = LargeNetworkTests.Generate(name, output);
        var length = run.Files.Sum(file => file.Value.Length);
        using var image = new MemoryStream();
        Assert.True(run.Output.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Success);
        image.Position = 0;
        var methods = Methods(image);
        output.WriteLine(
            $"{name}: {methods.Count:N0} methods with at most {methods.Max(method => method.Code):N0} bytes of IL, {methods.Max(method => method.Instructions):N0} instructions, "
            + $"{methods.Max(method => method.Blocks)} basic blocks and {methods.Max(method => method.Locals)} locals");
        Assert.InRange(length, 0, characters);
        Assert.All(methods, method => Assert.True(
            method.Code < CodeLimit && method.Instructions < InstructionsLimit && method.Blocks < BlocksLimit && method.Locals < LocalsLimit,
            $"{method}"));
    }

    private static List<MethodSize> Methods(Stream image)
    {
        using var file = new PEReader(image);
        var metadata = file.GetMetadataReader();
        return [.. metadata.MethodDefinitions
            .Select(metadata.GetMethodDefinition)
            .Where(method => method.RelativeVirtualAddress != 0)
            .Select(method => MethodSize.Of(metadata, metadata.GetString(method.Name), file.GetMethodBody(method.RelativeVirtualAddress)))];
    }
}
