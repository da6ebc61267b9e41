using ModelGen.Compiler.Binding.Evaluation;
using Xunit;

namespace ModelGen.Compiler.Tests.Evaluation;

/// <summary>What the evaluator does not execute is an error that says what is allowed, and never another value.</summary>
public sealed class RefusalTests
{
    private const string Skips = "a function that changes something outside, or calls an operation, in a query of which .NET may skip elements";

    /// <summary>Snippets, where they are wrong, and how the message begins.</summary>
    private static readonly (string Snippet, string Place, string Text)[] All =
    [
        ("""int.Parse(V("12"))""", """int.Parse(V("12"))""", "'int.Parse(string)' is not among the framework's methods that can be executed while compiling"),
        ("""string.Format("{0}-{1}", V(1), V("b"))""", """string.Format("{0}-{1}", V(1), V("b"))""", "'string.Format(string, object?, object?)' is not among the framework's methods that can be executed while compiling"),
        ("V<object>(new[] { 1, 2 }) is int[] xs ? xs.Length : -1", "int[] xs", "a test of the type of an array, a list, a tuple or a delegate"),
        ("V<object>(new[] { 1, 2 }) is string[]", "V<object>(new[] { 1, 2 }) is string[]", "a test of the type of an array, a list, a tuple or a delegate"),
        ("V<object>(new List<int>()) is List<string>", "V<object>(new List<int>()) is List<string>", "a test of the type of an array, a list, a tuple or a delegate"),
        ("V<IEnumerable<int>>(new List<int> { 1 }) is List<int> l ? l.Count : 0", "List<int> l", "a test of the type of an array, a list, a tuple or a delegate"),
        ("var a = new[] { 1, 2, 3 }; var b = (int[])a.Clone(); b[0] = 5; return a;", "(int[])a.Clone()", "a test of the type of an array, a list, a tuple or a delegate"),
        ("new Size(1, 2).ToString().Length > 0 ? 1 : 0", "new Size(1, 2).ToString()", "'Size.ToString()' is not among the framework's methods that can be executed while compiling"),
        ("""new[] { "b", "a" }.Max()""", """new[] { "b", "a" }.Max()""", "'System.Linq.Enumerable.Max<string>(System.Collections.Generic.IEnumerable<string>)' is not among the framework's methods that can be executed while compiling"),
        ("Widths.Take(1..).ToArray()", "Widths.Take(1..)", "'System.Linq.Enumerable.Take<int>(System.Collections.Generic.IEnumerable<int>, System.Range)' is not among the framework's methods that can be executed while compiling"),
        ("Widths.Index().Select(t => t.Index * t.Item).Sum()", "Widths.Index()", "'System.Linq.Enumerable.Index<int>(System.Collections.Generic.IEnumerable<int>)' is not among the framework's methods that can be executed while compiling"),
        ("Widths.Cast<object>().Count()", "Widths.Cast<object>()", "'System.Linq.Enumerable.Cast<object>(System.Collections.IEnumerable)' is not among the framework's methods that can be executed while compiling"),
        ("Widths.MinBy(w => Math.Abs(w - 30))", "Widths.MinBy(w => Math.Abs(w - 30))", "'System.Linq.Enumerable.MinBy<int, int>(System.Collections.Generic.IEnumerable<int>, System.Func<int, int>)' is not among the framework's methods that can be executed while compiling"),
        ("Memory.Changing", "Memory.Changing", "'Changing' may change at run time, so its value is not known: make it const or static readonly"),
        ("Console.In", "Console.In", "'System.Console.In' belongs to another assembly"),
        ("Environment.ProcessorCount", "Environment.ProcessorCount", "'System.Environment.ProcessorCount' belongs to another assembly"),
        ("DateTime.Now.Year", "DateTime.Now", "'System.DateTime.Now' belongs to another assembly"),
        ("Guid.NewGuid().ToString()", "Guid.NewGuid()", "'System.Guid.NewGuid()' is not among the framework's methods that can be executed while compiling"),
        ("new Random(1).Next()", "new Random(1)", "an object of the type System.Random"),
        ("try { return 1; } finally { }", "try { return 1; } finally { }", "of statements if, switch, loops, blocks"),
        ("lock (Widths) { return 1; }", "lock (Widths) { return 1; }", "of statements if, switch, loops, blocks"),
        ("goto end; end: return 1;", "goto end;", "of statements if, switch, loops, blocks"),
        ("nint n = int.MaxValue; n++; return n > 0 ? 3 : 7;", "int.MaxValue", "nint and nuint have the width of the machine"),
        ("(long)((nint)V(100000) * 100000)", "(nint)V(100000) * 100000", "nint and nuint have the width of the machine"),
        ("const nint n = 5; return (object)n is int;", "5", "nint and nuint have the width of the machine"),
        ("V<object>(5) is nint", "V<object>(5) is nint", "nint and nuint have the width of the machine"),
        ("dynamic d = 1; return d + 1;", "1", "dynamic"),
        ("int x = 1; ref int y = ref x; return y;", "y = ref x", "a reference to a variable"),
        ("void Set(out int x) => x = 1; Set(out var y); return y;", "out var y", "ref and out arguments"),
        ("""int.TryParse("1", out var y) ? y : 0""", "out var y", "ref and out arguments"),
        ("foreach (ref var x in Widths.AsSpan()) x = 1; return 1;", "ref var", "a reference to a variable"),
        ("\"a\" + (1, 2)", "\"a\" + (1, 2)", "the operator Add on these values"),
        ("\"a\" + Widths", "\"a\" + Widths", "the operator Add on these values"),
        ("$\"{new Block(1)}\"", "{new Block(1)}", "the text of such a value"),
        ("""string.Join(",", new[] { Color.Red })""", """string.Join(",", new[] { Color.Red })""", "'string.Join<Color>(string?, System.Collections.Generic.IEnumerable<Color>)' is not among the framework's methods that can be executed while compiling"),
        ("""V("b").CompareTo("a")""", """V("b").CompareTo("a")""", "'string.CompareTo(string?)' is not among the framework's methods that can be executed while compiling"),
        ("""V("i").ToUpper()""", """V("i").ToUpper()""", "'string.ToUpper()' is not among the framework's methods that can be executed while compiling"),
        ("""new[] { "b", "a" }.OrderBy(s => s).First()""", """new[] { "b", "a" }.OrderBy(s => s)""", "only numbers can be sorted by while compiling"),
        ("new Block(1).GetHashCode()", "new Block(1).GetHashCode()", "'Block.GetHashCode()' is not among the framework's methods that can be executed while compiling"),
        ("typeof(int).Name", "typeof(int)", "it is none of the expressions that may stand here"),
        ("Span<int> s = stackalloc int[2]; return s.Length;", "stackalloc int[2]", "it is none of the expressions that may stand here"),
        ("Memory.Changing = 3; return 1;", "Memory.Changing", "a static member cannot change while compiling"),
        ("object[] xs = [.. new[] { Color.Red }]; return xs;", ".. new[] { Color.Red }", "a conversion of this kind of the elements"),
        ("using var s = new System.IO.MemoryStream(); return 1;", "using var s = new System.IO.MemoryStream();", "of statements if, switch, loops, blocks"),
        ("async System.Threading.Tasks.Task<int> F() => 1; return F().Result;", "F().Result", "'System.Threading.Tasks.Task<int>.Result'"),
        ("IEnumerable<int> F() { yield return 1; } return F().First();", "yield return 1;", "of statements if, switch, loops, blocks"),
        ("new Hundred(1) with { }", "new Hundred(1) with { }", "'with' on 'Hundred', which has a copy constructor of its own"),
        ("new Around(new Modulo(1)) == new Around(new Modulo(11))", "new Around(new Modulo(1)) == new Around(new Modulo(11))", "'Modulo' has an Equals of its own, which is only called by name or by its operators"),
        ("new List<Same> { new() }.Contains(new Same())", "new List<Same> { new() }.Contains(new Same())", "'Same' has an Equals of its own, which is only called by name or by its operators"),
        ("new List<Alike> { new() }.Contains(new Alike { X = 1 })", "new List<Alike> { new() }.Contains(new Alike { X = 1 })", "'Alike' has an Equals of its own, which is only called by name or by its operators"),
        ("new[] { new Modulo(1) }.Distinct().Count()", "new[] { new Modulo(1) }.Distinct().Count()", "'Modulo' has an Equals of its own, which is only called by name or by its operators"),
        ("new Dictionary<Modulo, int> { [new Modulo(1)] = 2 }[new Modulo(11)]", "[new Modulo(1)] = 2", "'Modulo' has an Equals of its own, which is only called by name or by its operators"),
        ("(new Same(), 1).Equals((new Same(), 1))", "(new Same(), 1).Equals((new Same(), 1))", "'Same' has an Equals of its own, which is only called by name or by its operators"),
        ("Registry.L.Count", "Registry.L", "C# initializes 'A' with 'L', whose content it may change, and 'L.Add(1)' ("),
        ("Registry.A", "L.Add(1)", "what a static member holds cannot change while compiling"),
        ("Loads.W[0]", "Loads.W", "C# initializes 'Next' with 'W', whose content it may change, and 'Environment.ProcessorCount' ("),
        ("var s = Changes.W.AsSpan(1); s[0] = 3; return 1;", "s[0]", "what a static member holds cannot change while compiling"),
        ("var n = 0; return Widths.Select(w => n += w).Last();", "n", Skips),
        ("var n = 0; return Widths.Select(w => n += w).Any();", "n", Skips),
        ("var n = 0; return Widths.Select(w => n += w).Skip(1).Sum();", "n", Skips),
        ("var l = new List<int>(); return Widths.OrderBy(w => { l.Add(w); return w; }).Count();", "l.Add(w)", Skips),
        ("var l = new List<int>(); return Widths.Where(w => { l.Add(w); return true; }).Last(w => w > 0);", "l.Add(w)", Skips),
        ("var l = new List<(int, int)> { (1, 2), (1, 1) }; l.Sort((a, b) => a.Item1 - b.Item1); return l;", "l.Sort((a, b) => a.Item1 - b.Item1)", "the order that Sort gives elements which compare equal"),
        ("var l = new List<double> { 0.0, -0.0 }; l.Sort(); return l;", "l.Sort()", "the order that Sort gives elements which compare equal"),
        ("var n = 0; var l = new List<int> { 2, 1 }; l.Sort((a, b) => { n++; return a - b; }); return n;", "n", Skips),
        ("new HashSet<Modulo> { new(1) }.Count", "new(1)", "'Modulo' has an Equals of its own"),
        ("object a = 1; object b = 1; return a == b;", "a == b", "a comparison of such objects"),
        ("Constructed.Two", "Constructed.Two", "'Constructed' has a static constructor, which runs before"),
        ("new Constructed() is null", "new Constructed()", "'Constructed' has a static constructor, which runs before"),
        ("Changes.Next()", "n", "what a static member holds cannot change while compiling"),
        ("Changes.W[1] = 3; return 1;", "Changes.W[1]", "what a static member holds cannot change while compiling"),
        ("Array.Fill(Changes.W, 3); return 1;", "Array.Fill(Changes.W, 3)", "what a static member holds cannot change while compiling"),
        ("object[] b = new string[1]; b[0] = 5; return b;", "new string[1]", "an array as one of another type of elements"),
        ("foreach (ref var x in new[] { 1 }.AsSpan()) x = 1; return 1;", "ref var", "a reference to a variable"),
    ];

    private static readonly SnippetProgram Program = new(All.Select(refusal => refusal.Snippet));

    public static TheoryData<int, string> Snippets => SnippetProgram.Numbered([.. All.Select(refusal => refusal.Snippet)]);

    [Theory]
    [MemberData(nameof(Snippets))]
    public void Snippet_CannotBeExecuted(int index, string snippet)
    {
        var exception = Assert.Throws<EvaluationException>(() => Program.Value(index));

        Assert.Equal((snippet, "MG1030", All[index].Place), (All[index].Snippet, exception.Problem?.Id, exception.Syntax.ToString()));
        Assert.StartsWith(All[index].Text, exception.Problem!.Arguments[0], StringComparison.Ordinal);
    }
}
