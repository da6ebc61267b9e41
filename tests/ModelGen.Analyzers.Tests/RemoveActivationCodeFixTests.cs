using ModelGen.Analyzers.Tests.Verification;
using ModelGen.CodeFixes;
using Xunit;

namespace ModelGen.Analyzers.Tests;

public sealed class RemoveActivationCodeFixTests
{
    [Theory]
    [InlineData("[Dense(3), Softmax, CrossEntropy, Adam]", "[Dense(3), CrossEntropy, Adam]")]
    [InlineData("[Dense(3), Softmax] [CrossEntropy, Adam]", "[Dense(3)] [CrossEntropy, Adam]")]
    [InlineData("[Dense(1)] [Sigmoid, BinaryCrossEntropy, Adam]", "[Dense(1)] [BinaryCrossEntropy, Adam]")]
    [InlineData("[Dense(3), Relu] [CrossEntropy, Adam]", "[Dense(3)] [CrossEntropy, Adam]")]
    public Task Attribute_IsTakenAway(string layers, string expected) => CodeFixVerifier.VerifyAsync(
        new RemoveActivationCodeFix(), $"[Model, Input(4)] {layers} public partial class M;", $"[Model, Input(4)] {expected} public partial class M;");

    [Fact]
    public Task List_GoesWithItsLastAttribute() => CodeFixVerifier.VerifyAsync(
        new RemoveActivationCodeFix(),
        """
        namespace A
        {
            [Model, Input(4)]
            [Dense(3)]
            [Softmax]
            [CrossEntropy, Adam]
            public partial class M;
        }
        """,
        """
        namespace A
        {
            [Model, Input(4)]
            [Dense(3)]
            [CrossEntropy, Adam]
            public partial class M;
        }
        """);

    [Fact]
    public Task Call_BecomesItsOperand() => CodeFixVerifier.VerifyAsync(
        new RemoveActivationCodeFix(),
        """
        using static ModelGen.Ops;
        [Model]
        public partial class M
        {
            [Network] static Symbol Predict([Shape(4)] Symbol x) => Softmax(Dense(x, 3));
            [Objective, Adam] static Symbol Loss([Shape(4)] Symbol x, Label label) => CrossEntropy(Predict(x), label);
        }
        """,
        """
        using static ModelGen.Ops;
        [Model]
        public partial class M
        {
            [Network] static Symbol Predict([Shape(4)] Symbol x) => Dense(x, 3);
            [Objective, Adam] static Symbol Loss([Shape(4)] Symbol x, Label label) => CrossEntropy(Predict(x), label);
        }
        """);
}
