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
