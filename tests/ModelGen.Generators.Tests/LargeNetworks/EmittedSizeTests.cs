using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace ModelGen.Generators.Tests.LargeNetworks;

/// <summary>The JIT compiles methods past its limits without optimization, and methods with many locals without inlining: no emitted method comes near.</summary>
public sealed class EmittedSizeTests(ITestOutputHelper output)
{
    // 60,000 bytes of IL and 20,000 instructions, none of which is shorter than one byte; 512 locals, the JIT's own included, end inlining.
    private const int CodeLimit = 20_000, LocalsLimit = 480;

    [Theory]
    [InlineData("AlexNet", 2_000_000)]
    [InlineData("ResNet50", 10_000_000)]
    [InlineData("DenseNet121", 13_000_000)]
    public void EmittedMethods_StayBelowTheLimitsOfTheJit(string name, int characters)
    {
        var run = LargeNetworkTests.Generate(name, output);
        var length = run.Files.Sum(file => file.Value.Length);
        using var image = new MemoryStream();
        Assert.True(run.Output.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Success);
        image.Position = 0;
        var methods = Methods(image);
        output.WriteLine($"{name}: {methods.Count:N0} methods with at most {methods.Max(method => method.Code):N0} bytes of IL and {methods.Max(method => method.Locals)} locals");
        Assert.InRange(length, 0, characters);
        Assert.All(methods, method => Assert.True(method.Code < CodeLimit && method.Locals < LocalsLimit, $"{method.Name}: {method.Code} bytes of IL, {method.Locals} locals"));
    }

    private static List<(string Name, int Code, int Locals)> Methods(Stream image)
    {
        using var file = new PEReader(image);
        var metadata = file.GetMetadataReader();
        return [.. metadata.MethodDefinitions
            .Select(metadata.GetMethodDefinition)
            .Where(method => method.RelativeVirtualAddress != 0)
            .Select(method => (metadata.GetString(method.Name), file.GetMethodBody(method.RelativeVirtualAddress)))
            .Select(method => (method.Item1, method.Item2.GetILReader().Length, Locals(metadata, method.Item2)))];
    }

    private static int Locals(MetadataReader metadata, MethodBodyBlock body)
    {
        if (body.LocalSignature.IsNil)
        {
            return 0;
        }

        var signature = metadata.GetBlobReader(metadata.GetStandaloneSignature(body.LocalSignature).Signature);
        _ = signature.ReadSignatureHeader();
        return signature.ReadCompressedInteger();
    }
}
