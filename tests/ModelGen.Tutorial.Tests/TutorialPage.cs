using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Testing;

namespace ModelGen.Tutorial.Tests;

/// <summary>A page of the tutorial. Its C# blocks, one after another, are one program; its blocks without a language, one after another, are what that prints.</summary>
internal sealed class TutorialPage
{
    /// <summary>Where the pages are.</summary>
    public static readonly string Folder = Path.Combine(Repository.Root, "docs", "tutorial");

    private const string ImplicitUsings = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;";

    private readonly CompilationUnitSyntax[] blocks;

    /// <summary>Reads a page.</summary>
    /// <param name="name">Its file's name.</param>
    public TutorialPage(string name)
    {
        Text = File.ReadAllText(Path.Combine(Folder, name));
        blocks = [.. Blocks("csharp").Select(block => CSharpSyntaxTree.ParseText(block).GetCompilationUnitRoot())];
    }

    /// <summary>The whole page.</summary>
    public string Text { get; }

    /// <summary>What the page says that its program prints.</summary>
    public string Output => string.Concat(Blocks(""));

    /// <summary>The pictures that it shows, by file name.</summary>
    public IReadOnlyList<string> Pictures => [.. Regex.Matches(Text, @"!\[[^]]+\]\(images/([^)]+)\)").Select(match => match.Groups[1].Value)];

    /// <summary>Runs the page's program in the current folder.</summary>
    /// <returns>What it printed.</returns>
    /// <exception cref="InvalidOperationException">It does not compile, or with warnings.</exception>
    public string Run()
    {
        var compilation = GeneratorRun.Compile([Program, ImplicitUsings]);
        var program = GeneratorRun.Of(compilation.WithOptions(compilation.Options.WithOutputKind(OutputKind.ConsoleApplication))).Load();
        using var output = new StringWriter { NewLine = "\n" };
        var console = Console.Out;
        Console.SetOut(output);
        try
        {
            program.EntryPoint!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [Array.Empty<string>()], null);
        }
        finally
        {
            Console.SetOut(console);
        }

        return output.ToString();
    }

    /// <summary>As C# wants it: usings, then statements, then types.</summary>
    private string Program
    {
        get
        {
            var members = blocks.SelectMany(block => block.Members).ToLookup(member => member is GlobalStatementSyntax);
            var usings = blocks.SelectMany(block => block.Usings).Select(directive => $"{directive.WithoutTrivia()}\n").Distinct();
            return string.Concat([.. usings, .. members[true].Select(member => member.ToFullString()), "\n", .. members[false].Select(member => member.ToFullString())]);
        }
    }

    private IEnumerable<string> Blocks(string language) =>
        from match in Regex.Matches(Text, "^```(.*)\n((?:.*\n)*?)```$", RegexOptions.Multiline)
        where match.Groups[1].Value == language
        select match.Groups[2].Value;
}
