using System.Text.RegularExpressions;
using ModelGen.Testing;
using Xunit;

namespace ModelGen.Reports.Tests.Documentation;

public sealed class PageTests
{
    private const string ImplicitUsings = "global using System; global using System.Collections.Generic; global using System.Linq;";

    private static readonly string Docs = Path.Combine(Repository.Root, "docs");
    private static readonly string Page = File.ReadAllText(Path.Combine(Docs, "reports.md"));

    [Fact]
    public void Code_Compiles()
    {
        var blocks = Regex.Matches(Page, "```csharp\n(.*?)\n```", RegexOptions.Singleline).Select(match => match.Groups[1].Value).ToArray();
        Assert.NotEmpty(blocks);
        var statements = string.Join("\n", blocks.SelectMany(block => block.Split('\n')).Where(line => !Regex.IsMatch(line, "^using [A-Z]")));
        var run = GeneratorRun.Of(
            File.ReadAllText(Path.Combine(Repository.Root, "examples", "LeNet5", "LeNet5.cs")),
            $$"""
            using ModelGen;
            using ModelGen.Reports;
            static class Page { static void Run(LeNet5 model, DataSet training, DataSet validation, DataSet test) { {{statements}} } }
            """,
            ImplicitUsings);
        Assert.Empty(run.Problems);
    }

    [Fact]
    public void Pictures_AreThere()
    {
        var pictures = Regex.Matches(Page, "!\\[[^]]+\\]\\(([^)]+)\\)").Select(match => match.Groups[1].Value).ToArray();
        Assert.NotEmpty(pictures);
        Assert.All(pictures, picture => Assert.True(File.Exists(Path.Combine(Docs, picture)), picture));
    }

    [Fact]
    public void EveryFigure_IsNamed() => Assert.All(
        typeof(Figure).GetMethods().Where(method => method.IsStatic), method => Assert.Contains($"Figure.{method.Name}(", Page));
}
