using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Testing;

namespace ModelGen.Generators.Tests.Documentation;

/// <summary>What the pages show is what there is: models compile, and statements beside them; listed members exist; emitted code is what is emitted.</summary>
public sealed class PageTests
{
    private const string ImplicitUsings = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading;";

    /// <summary>As pages list members.</summary>
    private static readonly SymbolDisplayFormat MemberFormat = new(
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        memberOptions: SymbolDisplayMemberOptions.IncludeAccessibility | SymbolDisplayMemberOptions.IncludeModifiers
            | SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeParameters,
        parameterOptions: SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName
            | SymbolDisplayParameterOptions.IncludeDefaultValue | SymbolDisplayParameterOptions.IncludeModifiers,
        propertyStyle: SymbolDisplayPropertyStyle.ShowReadWriteDescriptor,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.AllowDefaultLiteral
            | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    public static TheoryData<string> Pages => ["README.md", Path.Combine("docs", "language.md"), Path.Combine("docs", "data.md"), Path.Combine("docs", "text.md")];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Models_CompileWithWhatIsDoneToThem(string page)
    {
        var models = BlocksOf(page).Where(IsModel).ToArray();
        Assert.NotEmpty(models);
        var run = GeneratorRun.Of([.. models, StatementsOf(page), ImplicitUsings]);
        Assert.Null(run.Result.Exception);
        Assert.Empty(run.Problems);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void ListedMembers_Exist(string page)
    {
        var run = GeneratorRun.Of([.. BlocksOf(page).Where(IsModel), ImplicitUsings]);
        string[] types = ["LeNet5", "ModelGen.NamedTensors", "ModelGen.DataSet"];
        var members = types
            .Select(run.Output.GetTypeByMetadataName)
            .OfType<INamedTypeSymbol>()
            .SelectMany(type => type.GetMembers())
            .Select(member => member.ToDisplayString(MemberFormat))
            .ToHashSet();

        var listed =
            from block in BlocksOf(page).Where(IsListOfMembers)
            from line in Regex.Matches(block, @"^ *(public (?!sealed class).*?)\s*(//.*)?$", RegexOptions.Multiline)
            select line.Groups[1].Value;
        Assert.All(listed, member => Assert.Contains(member, members));
    }

    [Fact]
    public void EmittedCode_IsWhatIsEmitted()
    {
        var iris = File.ReadAllText(Path.Combine(Repository.Root, "examples", "Iris", "IrisNetwork.cs"));
        var emitted = Lines(string.Join("\n", GeneratorRun.Of(iris, ImplicitUsings).Files.Values));
        Assert.Contains(Lines(Assert.Single(BlocksOf("README.md"), IsEmitted)), emitted, StringComparison.Ordinal);

        static string Lines(string text) => string.Join("\n", text.Split('\n').Select(line => line.Trim()));
    }

    private static bool IsModel(string block) => block.Contains("[Model]", StringComparison.Ordinal);

    private static bool IsEmitted(string block) => block.Contains("[MethodImpl(", StringComparison.Ordinal);

    private static bool IsListOfMembers(string block) => block.StartsWith("public ", StringComparison.Ordinal);

    private static IReadOnlyList<string> BlocksOf(string page) =>
    [
        .. from block in Regex.Matches(File.ReadAllText(Path.Combine(Repository.Root, page)), "```csharp\n(.*?)\n```", RegexOptions.Singleline)
           select block.Groups[1].Value,
    ];

    /// <summary>What a page does with its models, block after block, as one method, and its other classes; the data comes from elsewhere.</summary>
    private static string StatementsOf(string page)
    {
        var members = BlocksOf(page)
            .Where(block => !IsModel(block) && !IsListOfMembers(block) && !IsEmitted(block))
            .SelectMany(block => CSharpSyntaxTree.ParseText(block).GetCompilationUnitRoot().Members)
            .ToLookup(member => member is GlobalStatementSyntax, member => member.ToFullString());
        return $"using ModelGen; using ModelGen.Data; using ModelGen.Text; static class Page {{ static void Run(DataSet training, DataSet validation, DataSet test) {{ {string.Join('\n', members[true])}\n }} }} {string.Join('\n', members[false])}";
    }
}
