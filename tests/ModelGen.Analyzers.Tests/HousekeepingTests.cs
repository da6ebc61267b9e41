using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using ModelGen.Analyzers.Tests.Verification;
using ModelGen.Compiler.Diagnostics;
using ModelGen.Testing;
using Xunit;

namespace ModelGen.Analyzers.Tests;

/// <summary>Each rule has all that belongs to it.</summary>
public sealed partial class HousekeepingTests
{
    public static TheoryData<string> Ids => [.. Rules.All().Select(rule => rule.Id)];

    /// <summary>Rules that a source can break: of a defect, no source is known.</summary>
    public static TheoryData<string> IdsOfSources => [.. Rules.All().Where(rule => rule != Rules.Defect).Select(rule => rule.Id)];

    [Fact]
    public void Ids_AreDistinct() => Assert.Distinct(Rules.All().Select(rule => rule.Id));

    [Theory]
    [MemberData(nameof(IdsOfSources))]
    public void Rule_HasFiringAndSilentSamples(string id)
    {
        Assert.True(RuleSamples.Firing.Any(sample => sample.Rule == id), $"No source on which {id} fires.");
        Assert.True(RuleSamples.Silent.Any(sample => sample.Rule == id), $"No source on which {id} is silent.");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Rule_HasItsPage(string id)
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "rules", $"{id}.md"));
        var rule = Rules.All().Single(candidate => candidate.Id == id);
        Assert.StartsWith($"# {id}: {rule.Title}\n", page, StringComparison.Ordinal);
        foreach (var section in new[] { "## Cause", "## Example", "## Fix", "## Suppress" })
        {
            Assert.Contains($"\n{section}\n", page, StringComparison.Ordinal);
        }

        Assert.Contains($"[{id}]({id}.md) | {rule.Title}", File.ReadAllText(Path.Combine(Repository.Root, "docs", "rules", "README.md")), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(IdsOfSources))]
    public async Task Page_ShowsASourceThatFiresAndOneThatIsRight(string id)
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "rules", $"{id}.md"));
        Assert.Equal([id], await IdsOfAsync(Code("Example")));
        Assert.Empty(await IdsOfAsync(Code("Fix")));

        string Code(string section) => Regex.Match(page, $"\n## {section}\n.*?```csharp\n(.*?)\n```", RegexOptions.Singleline).Groups[1].Value;

        static async Task<IEnumerable<string>> IdsOfAsync(string source) =>
            from diagnostic in await AnalyzerVerifier.AnalyzeAsync(GeneratorRun.Compile([source, AnalyzerVerifier.GlobalUsings])) select diagnostic.Id;
    }

    [Fact]
    public void Releases_ListEveryRule()
    {
        var folder = Path.Combine(Repository.Root, "analyzers", "ModelGen.Analyzers");
        var rows = ReleaseRow.Matches(File.ReadAllText(Path.Combine(folder, "AnalyzerReleases.Shipped.md")) + "\n" + File.ReadAllText(Path.Combine(folder, "AnalyzerReleases.Unshipped.md")));
        var descriptors = new ModelAnalyzer().SupportedDiagnostics;
        Assert.Equal(
            descriptors.Select(rule => $"{rule.Id} | {rule.Category} | {rule.DefaultSeverity} | {rule.Title}").Order(StringComparer.Ordinal),
            rows.Select(row => row.Value.TrimEnd()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Descriptors_AreWhatTheRulesSay()
    {
        var repository = XDocument.Load(Path.Combine(Repository.Root, "Directory.Build.props")).Descendants("RepositoryUrl").Single().Value;
        foreach (var (rule, descriptor) in Rules.All().Zip(new ModelAnalyzer().SupportedDiagnostics.OrderBy(descriptor => descriptor.Id, StringComparer.Ordinal)))
        {
            Assert.Equal(rule.Id, descriptor.Id);
            Assert.Equal(rule.Severity == Severity.Error, descriptor.DefaultSeverity == DiagnosticSeverity.Error);
            // Of what concerns training some runs, and some does not.
            Assert.True(rule.Id[2] == '3' || rule.Id[2] is '1' or '2' or '9' == (rule.Severity == Severity.Error), rule.Id);
            Assert.Equal($"{repository}/blob/main/docs/rules/{rule.Id}.md", descriptor.HelpLinkUri);
            Assert.True(descriptor.IsEnabledByDefault);
        }
    }

    [GeneratedRegex(@"^MG\d{4} \| .*$", RegexOptions.Multiline)]
    private static partial Regex ReleaseRow { get; }
}
