using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Compiler.Binding.Evaluation;
using ModelGen.Testing;
using Xunit;

namespace ModelGen.Compiler.Tests.Evaluation;

/// <summary>Snippets, each a method without parameters, in one compilation: run by the runtime and by the evaluator.</summary>
internal sealed class SnippetProgram
{
    private const string Usings = "using System;\nusing System.Collections.Generic;\nusing System.Linq;\nusing static Helpers;\n";

    private readonly CSharpCompilation compilation;
    private readonly Lazy<Type> compiled;

    public SnippetProgram(IEnumerable<string> snippets)
    {
        var methods = snippets.Select((snippet, i) => $"    public static object? Snippet{i}() {(IsBody(snippet) ? $"{{ {snippet} }}" : $"=> {snippet};")}");
        compilation = GeneratorRun.Compile([$"{Usings}public static class Snippets\n{{\n{string.Join("\n", methods)}\n}}\n", Usings + SnippetHelpers.Source, Usings + SnippetTypes.Source]);
        compiled = new(() => LoadedAssembly.Of(compilation, DiagnosticSeverity.Error).GetType("Snippets")!);
    }

    /// <summary>Snippets as a theory's data, each with its number.</summary>
    public static TheoryData<int, string> Numbered(IReadOnlyList<string> snippets)
    {
        var data = new TheoryData<int, string>();
        for (var i = 0; i < snippets.Count; i++)
        {
            data.Add(i, snippets[i]);
        }

        return data;
    }

    /// <summary>What the snippet gives when the runtime executes it, or the exception.</summary>
    public string Run(int index)
    {
        try
        {
            return Shown.Of(compiled.Value.GetMethod($"Snippet{index}")!.Invoke(null, null));
        }
        catch (TargetInvocationException)
        {
            return "fails";
        }
    }

    /// <summary>What the evaluator makes of it; a problem by its id, where it is not a failure.</summary>
    public string Evaluate(int index)
    {
        try
        {
            return Shown.Of(Value(index));
        }
        catch (EvaluationException exception)
        {
            return exception.Problem?.Id == Diagnostics.Rules.FailsWhileCompiling.Id ? "fails" : $"{exception.Problem?.Id}: {string.Join(", ", exception.Problem?.Arguments ?? [])}";
        }
    }

    /// <summary>The value that the evaluator finds.</summary>
    /// <exception cref="EvaluationException">It cannot be executed, or fails.</exception>
    public object? Value(int index)
    {
        using var domain = new NoSymbols();
        var method = compilation.GetTypeByMetadataName("Snippets")!.GetMembers($"Snippet{index}").OfType<IMethodSymbol>().Single();
        return new Evaluator(compilation, domain, TestContextCancellation()).Invoke(method, [], method.DeclaringSyntaxReferences[0].GetSyntax());
    }

    private static CancellationToken TestContextCancellation() => TestContext.Current.CancellationToken;

    private static bool IsBody(string snippet) => snippet.Contains("return ", StringComparison.Ordinal) || snippet.StartsWith("throw ", StringComparison.Ordinal);
}
