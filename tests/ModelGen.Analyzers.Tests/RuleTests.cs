using ModelGen.Analyzers.Tests.Verification;
using Xunit;

namespace ModelGen.Analyzers.Tests;

/// <summary>Each rule on a source where it fires, at the mark, and on the nearest one where it does not.</summary>
public sealed class RuleTests
{
    [Theory]
    [MemberData(nameof(RuleSamples.FiringNames), MemberType = typeof(RuleSamples))]
    public async Task Rule_FiresAtItsPlace(string name) => _ = await AnalyzerVerifier.VerifyAsync(RuleSamples.Firing.Single(sample => sample.Name == name).Source);

    [Theory]
    [MemberData(nameof(RuleSamples.SilentNames), MemberType = typeof(RuleSamples))]
    public async Task Rule_IsSilentOnWhatIsRight(string name) => _ = await AnalyzerVerifier.VerifyAsync(RuleSamples.Silent.Single(sample => sample.Name == name).Source);
}
