namespace ModelGen.Compiler.Tests.Evaluation;

/// <summary>Strings and interpolation.</summary>
internal static class TextSnippets
{
    public static string[] All { get; } =
    [
        """
        "a" + V(1) + V(2.5) + V('c') + V(true)
        """,
        """
        V(1) + V(2) + "x"
        """,
        """
        "x" + V(1) + V(2)
        """,
        """
        "x" + null
        """,
        """
        V<string?>(null) + "x"
        """,
        "V<string?>(null) + null",
        """
        $"{V(1)} and {V(2.5f)}"
        """,
        """
        $"{V(3.14159):F2}|{V(255):X}|{V(5):D3}|{V(0.5):P0}"
        """,
        """
        $"{V(5),4}|{V(5),-4}|{V("ab"),3}"
        """,
        """
        $"{V(1234567.891):N1}"
        """,
        """
        $"{V(1e20)} {V(1e-7)} {V(0.1f)} {V(1f / 3)} {V(1.0 / 3)}"
        """,
        """
        $"{V(true)} {V('c')} {V<object?>(null)}"
        """,
        """
        $"{{{V(1)}}}"
        """,
        """
        $"{V(Color.Green)} {V((Color)9)}"
        """,
        """
        "a" + V(Color.Blue)
        """,
        "V(Color.Green).ToString()",
        "V(Sides.Both).ToString()",
        "V((Sides)5).ToString()",
        "Text(V(Color.Red))",
        "Text(V(3.5))",
        """Text("abc")""",
        "V(3).ToString()",
        "V(3.5).ToString()",
        """V(255).ToString("X4")""",
        "V(true).ToString()",
        """V("abc").Length""",
        """V("abc")[1]""",
        """V("abc")[^1]""",
        """V("abcdef")[1..3]""",
        """V("abcdef")[..^2]""",
        """V("abc")[3]""",
        """V("abc")[2..1]""",
        """V("abcdef").Substring(2)""",
        """V("abcdef").Substring(2, 3)""",
        """V("abc").Substring(4)""",
        """V("abc").Contains("bc")""",
        """V("abc").Contains('z')""",
        """V("abc").StartsWith("ab")""",
        """V("abc").StartsWith('a')""",
        """V("abc").EndsWith("bc")""",
        """V("abc").IndexOf('c')""",
        """V("a,b,c").Split(',')""",
        """V("a, b, c").Split(", ")""",
        """V("a b;c").Split(' ', ';')""",
        """string.Join(", ", Widths)""",
        """string.Join(",", new List<string> { "a", "b" })""",
        "string.Join('-', Widths)",
        """string.Join(", ", V(1), V("b"), V(2.5))""",
        """string.Concat("a", "b", V("c"))""",
        """string.IsNullOrEmpty(V(""))""",
        """V("abc").ToUpperInvariant()""",
        """V(" abc ").Trim()""",
        """V("abab").Replace("a", "cc")""",
        """V("abab").Replace('a', 'c')""",
        """
        V("a").PadLeft(3) + V("b").PadRight(3) + "|"
        """,
        """V("7").PadLeft(3, '0')""",
        "new string('x', 3)",
        """string.Empty + V("a")""",
        """V("abc") == "ab" + V("c")""",
        """
        V("abc") != "abc"
        """,
        """V("abc").Equals("abc")""",
        """V("abc").ToCharArray()""",
        """var s = ""; foreach (var c in V("abc")) s = c + s; return s;""",
        """var s = "a"; s += 1; s += 'b'; s += null; s += 2.5f; return s;""",
        """var s = "a"; s += V(Color.Red); return s;""",
        "string? s = null; return s?.Length;",
        """string? s = V("abc"); return s?.Length;""",
        """string? s = V("abc"); return s?.Substring(1).Length;""",
        "string? s = null; return s?.Length ?? -1;",
        "string? s = null; return s!.Length;",
        """V("abc").Reverse().ToArray()""",
        """V("abc").Select(c => (int)c).Sum()""",
        """@"a\b" + V("c")""",
        """V("stage") + $"{V(2)}" + '.' + V(3)""",
        """
        "é".Length
        """,
        "V(1).ToString() + V('x')",
        "char.IsDigit(V('5'))",
    ];
}
