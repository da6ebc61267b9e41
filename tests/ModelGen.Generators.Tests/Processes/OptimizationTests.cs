using System.Text.RegularExpressions;

namespace ModelGen.Generators.Tests.Processes;

/// <summary>The JIT compiles a method past its limits without optimization and says nothing: its own summary tells.</summary>
public sealed partial class OptimizationTests
{
    [Theory]
    [InlineData("512", "EnableAVX512", "1")]
    [InlineData("256", "EnableAVX512", "0")]
    [InlineData("128", "PreferredVectorBitWidth", "128")]
    public void EmittedMethods_AreOptimized(string width, string name, string value)
    {
        Assert.SkipUnless(width != "512" || System.Runtime.Intrinsics.X86.Avx512F.IsSupported, "No 512-bit vectors on this machine, or they are switched off.");
        var path = Path.GetTempFileName();
        try
        {
            // Without tiers every method is to be optimized at once.
            _ = SampleProgram.Run(["methods"], (name, value), ("TieredCompilation", "0"), ("JitStdOutFile", path), ("JitDisasmSummary", "1"));
            var methods = File.ReadLines(path).Select(line => Emitted().Match(line)).Where(match => match.Success).ToArray();
            Assert.All(methods, method => Assert.True(method.Groups["tier"].Value == "FullOpts", method.Value));
            foreach (var (model, least) in new[] { ("LeNet5", 30), ("Small", 15), ("Unrolled", 15), ("Normalized", 40), ("Noisy", 15), ("Sparse", 15), ("Attentive", 20) })
            {
                Assert.InRange(methods.Count(method => method.Groups["class"].Value.EndsWith($"{model}Kernels{width}", StringComparison.Ordinal)), least, int.MaxValue);
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    [GeneratedRegex(@"JIT compiled ModelGen\.Emitted\.(?<class>\w+):(?<method>\S+) \[(?<tier>[^,\]]+)")]
    private static partial Regex Emitted();
}
