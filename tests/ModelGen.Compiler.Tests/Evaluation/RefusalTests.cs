using Xunit;

namespace ModelGen.Compiler.Tests.Evaluation;

/// <summary>What the evaluator does not execute is an error that says what is allowed, and never another value.</summary>
public sealed class RefusalTests
{
    private static readonly string[] All =
    [
        """int.Parse(V("12"))""",
        """string.Format("{0}-{1}", V(1), V("b"))""",
        "V<object>(new[] { 1, 2 }) is int[] xs ? xs.Length : -1",
        "V<object>(new[] { 1, 2 }) is string[]",
        "V<object>(new List<int>()) is List<string>",
        "V<IEnumerable<int>>(new List<int> { 1 }) is List<int> l ? l.Count : 0",
        "var a = new[] { 1, 2, 3 }; var b = (int[])a.Clone(); b[0] = 5; return a;",
        "new Size(1, 2).ToString().Length > 0 ? 1 : 0",
        """new[] { "b", "a" }.Max()""",
        "Widths.Take(1..).ToArray()",
        "Widths.ToDictionary(w => w, w => w * 2)[32]",
        "Widths.Index().Select(t => t.Index * t.Item).Sum()",
        "Widths.Cast<object>().Count()",
        "Widths.MinBy(w => Math.Abs(w - 30))",
        "Memory.Changing",
        "Console.In",
        "Environment.ProcessorCount",
        "DateTime.Now.Year",
        "Guid.NewGuid().ToString()",
        "new Random(1).Next()",
        "try { return 1; } finally { }",
        "lock (Widths) { return 1; }",
        "goto end; end: return 1;",
        "dynamic d = 1; return d + 1;",
        "int x = 1; ref int y = ref x; return y;",
        "void Set(out int x) => x = 1; Set(out var y); return y;",
        """int.TryParse("1", out var y) ? y : 0""",
        "foreach (ref var x in Widths.AsSpan()) x = 1; return 1;",
        """
        "a" + (1, 2)
        """,
        """
        "a" + Widths
        """,
        """
        $"{new Block(1)}"
        """,
        """string.Join(",", new[] { Color.Red })""",
        """V("b").CompareTo("a")""",
        """V("i").ToUpper()""",
        """new[] { "b", "a" }.OrderBy(s => s).First()""",
        "new Block(1).GetHashCode()",
        "typeof(int).Name",
        "Span<int> s = stackalloc int[2]; return s.Length;",
        "Memory.Changing = 3; return 1;",
        "object[] xs = [.. new[] { Color.Red }]; return xs;",
        "using var s = new System.IO.MemoryStream(); return 1;",
        "async System.Threading.Tasks.Task<int> F() => 1; return F().Result;",
        "IEnumerable<int> F() { yield return 1; } return F().First();",
    ];

    private static readonly SnippetProgram Program = new(All);

    public static TheoryData<int, string> Snippets => SnippetProgram.Numbered(All);

    [Theory]
    [MemberData(nameof(Snippets))]
    public void Snippet_CannotBeExecuted(int index, string snippet) => Assert.StartsWith($"{snippet} → MG1030", $"{snippet} → {Program.Evaluate(index)}", StringComparison.Ordinal);
}
