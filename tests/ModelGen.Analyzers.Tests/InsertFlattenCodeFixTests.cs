using ModelGen.Analyzers.Tests.Verification;
using ModelGen.CodeFixes;
using Xunit;

namespace ModelGen.Analyzers.Tests;

public sealed class InsertFlattenCodeFixTests
{
    [Fact]
    public Task Flatten_GoesBeforeTheLayerInItsList() => CodeFixVerifier.VerifyAsync(
        new InsertFlattenCodeFix(),
        """
        [Model, Input(1, 28, 28)]
        [Conv2D(6, 5), Tanh]
        [Dense(120), Tanh, Dense(10)] // classifier
        public partial class M;
        """,
        """
        [Model, Input(1, 28, 28)]
        [Conv2D(6, 5), Tanh]
        [Flatten, Dense(120), Tanh, Dense(10)] // classifier
        public partial class M;
        """);

    [Fact]
    public Task Flatten_TakesOverWhatStandsBeforeTheLayer() => CodeFixVerifier.VerifyAsync(
        new InsertFlattenCodeFix(),
        """
        [Model, Input(1, 28, 28),
         Conv2D(6, 5), Tanh,
         // classifier
         Dense(120)]
        public partial class M;
        """,
        """
        [Model, Input(1, 28, 28),
         Conv2D(6, 5), Tanh,
         // classifier
         Flatten, Dense(120)]
        public partial class M;
        """);

    [Theory]
    [InlineData("ModelGen.Dense(3)", "ModelGen.Flatten, ModelGen.Dense(3)")]
    [InlineData("global::ModelGen.DenseAttribute(3)", "global::ModelGen.Flatten, global::ModelGen.DenseAttribute(3)")]
    public Task Flatten_IsQualifiedAsTheLayerIs(string layer, string expected) => CodeFixVerifier.VerifyAsync(
        new InsertFlattenCodeFix(),
        $"[Model, Input(1, 28, 28), {layer}] public partial class M;",
        $"[Model, Input(1, 28, 28), {expected}] public partial class M;");

    [Theory]
    [InlineData("using static ModelGen.Ops;", "Dense(Conv2D(x, 2, 3), 10)", "Dense(Flatten(Conv2D(x, 2, 3)), 10)")]
    [InlineData("using static ModelGen.Ops;", "Dense( x, units: 10)", "Dense( Flatten(x), units: 10)")]
    [InlineData("using static ModelGen.Ops;", "Dense(units: 10, x: x)", "Dense(units: 10, x: Flatten(x))")]
    [InlineData("using static ModelGen.Ops;", "Twin(x)", "Twin(Flatten(x))")]
    [InlineData("using static ModelGen.Ops;", "M.Twin(x)", "M.Twin(Flatten(x))")]
    [InlineData("", "Ops.Dense(x, 10)", "Ops.Dense(Ops.Flatten(x), 10)")]
    [InlineData("", "Twin(x)", "Twin(Ops.Flatten(x))")]
    public Task Flatten_GoesAroundTheOperandOfACall(string usings, string call, string expected) =>
        CodeFixVerifier.VerifyAsync(new InsertFlattenCodeFix(), Network(usings, call), Network(usings, expected));

    private static string Network(string usings, string call) => $$"""
        {{usings}}
        [Model]
        public partial class M
        {
            [Dense(8)] private static partial Symbol Twin(Symbol x);
            [Network] static Symbol Predict([Shape(3, 8, 8)] Symbol x) => {{call}};
        }
        """;

    [Fact]
    public Task FixAll_MendsEveryModel() => CodeFixVerifier.VerifyAsync(
        new InsertFlattenCodeFix(),
        """
        [Model, Input(1, 28, 28), Dense(10)] public partial class A;
        [Model, Input(3, 32, 32)]
        [Dense(10)]
        public partial class B;
        """,
        """
        [Model, Input(1, 28, 28), Flatten, Dense(10)] public partial class A;
        [Model, Input(3, 32, 32)]
        [Dense(10)]
        public partial class B;
        """,
        """
        [Model, Input(1, 28, 28), Flatten, Dense(10)] public partial class A;
        [Model, Input(3, 32, 32)]
        [Flatten, Dense(10)]
        public partial class B;
        """);
}
