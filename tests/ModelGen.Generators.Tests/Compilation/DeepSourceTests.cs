using ModelGen.Compiler.Binding;
using ModelGen.Testing;

namespace ModelGen.Generators.Tests.Compilation;

/// <summary>What a user nests deeply ends neither the compiler nor the evaluation, however small the stack of the compiler's thread is.</summary>
public sealed class DeepSourceTests
{
    public static TheoryData<string, string> Bodies => new()
    {
        { "sum", $"return x * (float)({Repeated("n + ", 5000)} 1);" },
        { "sum of symbols", $"return {Repeated("x + ", 1000)} x;" },
        { "parentheses", $"return x * (float)({Repeated("(n + ", 500)} 1 {Repeated(")", 500)});" },
        { "calls", $"return {Repeated("Tanh(", 500)} x {Repeated(")", 500)};" },
        { "queries", $"return x * new[] {{ n }}{Repeated(".Select(v => v)", 500)}.Count();" },
        { "branches", $"{Repeated("if (n == 1) return x * 2f; else ", 1000)} return x * 3f;" },
        { "conditionals", $"return {Repeated("n == 1 ? x : ", 500)} x * 2f;" },
        { "alternatives", $"return n is 1 {Repeated("or 2 ", 500)} ? x : x * 2f;" },
        { "blocks", $"{Repeated("{ ", 500)} return x * 2f; {Repeated("} ", 500)}" },
        { "layers", "for (var i = 0; i < 5000; i++) x = Tanh(x); return x;" },
        { "tuples", "object t = x; for (var i = 0; i < 5000; i++) t = (t, t); _ = t; return x * 2f;" },
        { "records", "Node? node = null; for (var i = 0; i < 5000; i++) node = new Node(node, 1); return node == new Node(null, 1) ? x : x * 2f;" },
        { "static", "return x * List.Get();" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public void DeepSource_IsCompiled(string name, string body)
    {
        var source = $$"""
            using System.Linq; using ModelGen; using static ModelGen.Ops;
            public record Node(Node? Next, int Value);
            public static class List
            {
                private static readonly Node First = Make();
                private static Node Make() { var node = new Node(null, 1); for (var i = 0; i < 20000; i++) node = new Node(node, 1); return node; }
                public static int Get() => First.Value;
            }
            [Model] public partial class M { [Network] static Symbol Predict([Shape(2)] Symbol x) { var n = 5; {{body}} } }
            """;
        var compilation = GeneratorRun.Compile([source]);
        BindingResult? binding = null;
        var thread = new Thread(() => binding = ModelBinder.Bind(compilation.GetTypeByMetadataName("M")!, compilation, TestContext.Current.CancellationToken), maxStackSize: 1 << 18);
        thread.Start();
        thread.Join();

        Assert.True(binding is { Declaration.IsBroken: false, Findings.Count: 0 }, name);
    }

    private static string Repeated(string part, int count) => string.Concat(Enumerable.Repeat(part, count));
}
