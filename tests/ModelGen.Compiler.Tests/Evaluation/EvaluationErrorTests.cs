using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Compiler.Binding.Evaluation;
using ModelGen.Testing;
using Xunit;

namespace ModelGen.Compiler.Tests.Evaluation;

/// <summary>Errors stand at the expression that is wrong, with the values; code that is only half there ends in silence.</summary>
public sealed class EvaluationErrorTests
{
    private const string Program = """
        using System; using System.Collections.Generic; using System.Linq;
        record Block(int Channels, int Stride = 1);
        static class Networks
        {
            static readonly int[] Widths = [16, 32];
            static int Apply(int x, Func<int, int> f) => f(x);
            public static object? Run()
            {
                var sum = 0; var list = new List<int> { 1 };
                for (var i = 0; i < 3; i++) { sum += Widths[i % 2]; list.Add(i); }
                foreach (var (c, s) in new[] { (1, 2), (3, 4) }) sum += c * s;
                switch (sum) { case > 3: sum -= 1; break; default: sum = 2; break; }
                var block = new Block(sum) with { Stride = 2 };
                var text = $"{block.Channels:D3}" + (sum is > 1 and < 9 ? "a" : "b");
                int Local(int y) => y + list[^1];
                (sum, var last) = (Local(sum), list[..1].Count);
                while (sum > 10) { sum /= 2; }
                int[] all = [1, .. Widths.Select(w => w * 2).Where(w => w > 2)];
                return (text, Apply(sum, z => z * last), all.Sum(), block switch { (_, 2) => 1, _ => 0 });
            }
        }
        """;

    [Theory]
    [InlineData("var a = new[] { 1, 2 }; return a[V(2)];", "MG1032", "a[V(2)]", "index 2 is out of range: there are 2 elements")]
    [InlineData("return 3 / V(0) + 1;", "MG1032", "3 / V(0)", "division by zero")]
    [InlineData("return 1 + checked(V(int.MaxValue) + 1);", "MG1032", "V(int.MaxValue) + 1", "the result does not fit into its type")]
    [InlineData("while (V(true)) { } return 1;", "MG1031", "while (V(true)) { }", "2,000,000 steps")]
    [InlineData("int F(int x) => F(x + 1); return F(0);", "MG1031", "F(x + 1)", "200 calls within calls; the innermost call is F(x: 198)")]
    [InlineData("return Memory.Changing + 1;", "MG1030", "Memory.Changing", "'Changing' may change at run time, so its value is not known: make it const or static readonly")]
    [InlineData("return V(3) switch { 1 => 1, 2 => 2 };", "MG1032", "V(3) switch { 1 => 1, 2 => 2 }", "no arm of the switch matches 3")]
    [InlineData("string? s = null; return s!.Length;", "MG1032", "s!.Length", "null has no members")]
    [InlineData("throw new Exception(\"not so\");", "MG1032", "throw new Exception(\"not so\");", "not so")]
    public void Error_StandsAtTheExpression(string snippet, string id, string text, string message)
    {
        var exception = Assert.Throws<EvaluationException>(() => new SnippetProgram([snippet]).Value(0));

        Assert.Equal((id, text), (exception.Problem?.Id, exception.Syntax.ToString()));
        Assert.StartsWith(message, exception.Problem!.Arguments[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("var s = \"xx\"; while (s.Length > 0) s += s; return s;", "while (s.Length > 0) s += s;")]
    [InlineData("var s = \"xx\"; while (s.Length > 0) s = s + s; return s;", "while (s.Length > 0) s = s + s;")]
    [InlineData("var s = \"xx\"; while (s.Length > 0) s = $\"{s}{s}\"; return s;", "while (s.Length > 0) s = $\"{s}{s}\";")]
    [InlineData("var s = \"x\"; while (s.Length > 0) s = s.Replace(\"x\", \"xx\"); return s;", "while (s.Length > 0) s = s.Replace(\"x\", \"xx\");")]
    [InlineData("var l = new List<int> { 1 }; while (V(true)) l.AddRange(l); return l;", "while (V(true)) l.AddRange(l);")]
    [InlineData("var l = new List<int> { 1 }; while (V(true)) l = [.. l, .. l]; return l;", "while (V(true)) l = [.. l, .. l];")]
    [InlineData("var l = new List<int[]>(); while (V(true)) l.Add(new int[1000000]); return l;", "while (V(true)) l.Add(new int[1000000]);")]
    [InlineData("var l = Enumerable.Range(0, 100000).ToList(); while (V(true)) l.Reverse(); return l;", "while (V(true)) l.Reverse();")]
    [InlineData("return V(\"x\").PadLeft(int.MaxValue);", "V(\"x\").PadLeft(int.MaxValue)")]
    [InlineData("return new string('x', int.MaxValue);", "new string('x', int.MaxValue)")]
    [InlineData("return V(1).ToString(\"D999999999\");", "V(1).ToString(\"D999999999\")")]
    [InlineData("return $\"{V(1),999999999}\";", "{V(1),999999999}")]
    public void WhatTakesUpMemory_TakesSteps(string snippet, string text)
    {
        var exception = Assert.Throws<EvaluationException>(() => new SnippetProgram([snippet]).Value(0));

        Assert.Equal(("MG1031", "2,000,000 steps"), (exception.Problem?.Id, exception.Problem?.Arguments[0]));
        Assert.Contains(text, exception.Syntax.AncestorsAndSelf().Select(node => node.ToString()));
    }

    [Theory]
    [InlineData("int R(int n) => n == 0 ? 0 : {0}R(n - 1){1}; return R(190);", "(1 + ", ")")]
    [InlineData("object t = 1; for (var i = 0; i < 20000; i++) t = (t, 1); return t.Equals((t, 1)) || ((object)(t, 1)).Equals((t, 1));", "", "")]
    [InlineData("N? n = null, m = null; for (var i = 0; i < 20000; i++) (n, m) = (new N(n), new N(m)); return n == m;", "", "")]
    [InlineData("IEnumerable<int> q = new[] {{ 1 }}; for (var i = 0; i < 20000; i++) q = q.Select(x => x); return q.Count();", "", "")]
    public void DeepExpressions_AreAnError(string snippet, string open, string close)
    {
        var text = string.Format(System.Globalization.CultureInfo.InvariantCulture, snippet, string.Concat(Enumerable.Repeat(open, 30)), string.Concat(Enumerable.Repeat(close, 30)));
        EvaluationException? exception = null;

        // The stack of a thread of the compiler on most systems.
        var thread = new Thread(() => exception = Assert.Throws<EvaluationException>(() => new SnippetProgram([text]).Value(0)), maxStackSize: 1 << 20);
        thread.Start();
        thread.Join();

        Assert.Equal("MG1031", exception?.Problem?.Id);
        Assert.StartsWith("the stack has room for", exception!.Problem!.Arguments[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Initializer_ThatReadsALaterOne_IsRefused()
    {
        var problem = ProblemOf("static class Networks { static readonly int A = B + 1; static readonly int B = Math(); static int Math() => 2; public static object? Run() => A; }");

        Assert.Contains("declare it before", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Program_WithoutAToken_EndsQuietly()
    {
        foreach (var token in CSharpSyntaxTree.ParseText(Program, cancellationToken: TestContext.Current.CancellationToken).GetRoot(TestContext.Current.CancellationToken).DescendantTokens().Where(token => token.Span.Length > 0))
        {
            _ = ProblemOf(Program.Remove(token.SpanStart, token.Span.Length));
        }
    }

    [Fact]
    public void Program_IsExecuted() => Assert.Empty(ProblemOf(Program));

    /// <summary>The problem of a program, empty where there is none or the compiler reports it; anything but an <see cref="EvaluationException"/> is thrown on.</summary>
    private static string ProblemOf(string source)
    {
        using var domain = new NoSymbols();
        var compilation = GeneratorRun.Compile([source]);
        if (compilation.GetTypeByMetadataName("Networks")?.GetMembers("Run").OfType<IMethodSymbol>().FirstOrDefault() is not { IsStatic: true, Parameters.IsEmpty: true } method)
        {
            return string.Empty;
        }

        try
        {
            _ = new Evaluator(compilation, domain, TestContext.Current.CancellationToken).Invoke(method, [], method.DeclaringSyntaxReferences[0].GetSyntax(TestContext.Current.CancellationToken));
            return string.Empty;
        }
        catch (EvaluationException exception)
        {
            return string.Join(", ", exception.Problem?.Arguments ?? []);
        }
    }
}
