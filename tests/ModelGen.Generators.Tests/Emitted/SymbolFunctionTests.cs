using ModelGen.Testing;

namespace ModelGen.Generators.Tests.Emitted;

/// <summary>Operators and functions of symbols, as a user writes them: what is emitted, and its gradients, against the reference.</summary>
public sealed class SymbolFunctionTests
{
    /// <summary>Each a network's body over a [3, 4] and b [4]; a Dense makes the gradients pass through it.</summary>
    public static TheoryData<string> Bodies =>
    [
        "(2 * a - b) / (1.5f + Square(b)) + Reshape(Dense(b, 3), 3, 1) * -a + 1",
        "Exp(0.5f * a) - Log(1 + Square(Dense(b, 4))) * Sqrt(Square(a) + 0.5f)",
        "Abs(a) * Pow(Dense(b, 4), 3) + Pow(1.5f + Sigmoid(a), -1.3f)",
        "Min(a, Dense(b, 4)) + Max(Dense(b, 4), 0.25f) * Clip(a, -1, 0.5f)",
        "Sum(a * Dense(b, 4))",
        "Sum(a * Dense(b, 4), 1) + Mean(a * Dense(b, 4), -1) - Variance(Dense(b, 4) * a, 1)",
        "Mean(a * Dense(b, 4), 0, 1) + Variance(Dense(b, 4)) * Sum(a, 0)",
        "Concat(a, Reshape(Dense(b, 8), 2, -1), 2 * a)",
        "ConcatAlong(-1, a, Reshape(Dense(b, 6), 3, 2))",
        "Stack(Dense(b, 4), b, a[1])",
        "Split(Dense(b, 6), 3)[1] * Split(a, 2, axis: 1)[0]",
        "Slice(a, -1, -3, 2) * Slice(Dense(b, 5), 0, 1, 2)",
        "a[1..] * Dense(b, 4)[..^1][0..3][2] + a[..2, 1..2] * a[^1][2] + Reshape(Dense(b, 12), 3, 4)[^2..]",
        "Transpose(a * Dense(b, 4)) * Transpose(Reshape(Dense(b, 12), 4, 3), 0, 1)",
        "Transpose(Reshape(Dense(b, 12), 2, 3, 2), 2, 0, 1) + 0 * Reshape(a, 2, 2, 3)",
        "Where(Step(a), Dense(b, 4), 0.5f * a) + StopGradient(Dense(b, 4)) * Dense(b, 4)",
        "MatMul(a, Reshape(Dense(b, 20), 4, 5)) + MatMul(Reshape(Dense(b, 6), 3, 2), Reshape(a[..1, ..2] * Dense(b, 10)[..1], 2, 1))",
        "MatMul(a, Dense(b, 4)) * Dot(b, Dense(b, 4)) + MatMul(Dense(b, 3), a)[..3] + MatMul(Transpose(a), Dense(b, 3))[1..]",
        "MatMul(Stack(1, 2, 3), a) * Dense(b, 4)",
        "MatMul(Reshape(Dense(b, 30), 2, 5, 3), a) + MatMul(a[..1], Reshape(Dense(b, 32), 2, 4, 4)) * MatMul(Reshape(Dense(b, 8), 2, 1, 4), Transpose(a))[.., .., ..1]",
        "Softmax(a * Dense(b, 4)) * LogSoftmax(a)",
        "Dense(Concat([.. Enumerable.Range(0, 3).Select(i => a[i] * (i + 1)), b]), 3)",
        "(Symbol)1 - 2 * Dense(b * 0.5f, 4)",
    ];

    [Theory, MemberData(nameof(Bodies))]
    public void Body_MatchesReference(string body) => EmittedFunctions.MatchReference(
        $$"""
        using System.Linq;
        using ModelGen;
        using static ModelGen.Ops;

        [Model]
        public partial class Sample
        {
            [Network]
            static Symbol Predict([Shape(3, 4)] Symbol a, [Shape(4)] Symbol b) => {{body}};

            [Objective, Sgd(0.1f)]
            static Symbol Loss([Shape(3, 4)] Symbol a, [Shape(4)] Symbol b) => Mean(Square(Predict(a, b) + 0.25f));
        }
        """,
        batch: 19);

    /// <summary>Objectives of x [4], y [4] and a label, over a network that gives [4].</summary>
    public static TheoryData<string> Objectives =>
    [
        "SquaredError(Predict(x), x)",
        "SquaredError(Predict(x), Predict(y))",
        "AbsoluteError(Predict(x), 2 * Predict(y)) + Huber(Predict(x), Predict(y), 0.5f)",
        "BinaryCrossEntropy(Predict(x), 1) + BinaryCrossEntropy(Predict(y), 0)",
        "BinaryCrossEntropy(Predict(x), Sigmoid(Predict(y)))",
        "Hinge(Predict(x), Predict(y)) + Perceptron(Predict(x), Predict(y))",
        "CrossEntropy(Predict(x), Softmax(y))",
        "CrossEntropy(Predict(x), Softmax(Predict(y)), labelSmoothing: 0.1f)",
        "CrossEntropy(Predict(x), label, labelSmoothing: 0.1f)",
        "KullbackLeibler(Predict(x), Predict(y))",
        "KullbackLeibler(Predict(x), 0)",
        "Triplet(Predict(x), Predict(y), y) + Triplet(x, Predict(x), Predict(y), margin: 4)",
    ];

    [Theory, MemberData(nameof(Objectives))]
    public void Objective_MatchesReference(string objective) => EmittedFunctions.MatchReference(
        $$"""
        using ModelGen;
        using static ModelGen.Ops;

        [Model]
        public partial class Sample
        {
            [Network]
            static Symbol Predict([Shape(4)] Symbol x) => Dense(Tanh(Dense(x, 5)), 4);

            [Objective, Sgd(0.1f)]
            static Symbol Loss([Shape(4)] Symbol x, [Shape(4)] Symbol y, [Vocabulary(4)] Label label) => {{objective}};
        }
        """,
        batch: 19);

    [Fact]
    public void Constants_AreNetworksToo()
    {
        var model = DynamicModel.Create("""
            using ModelGen;
            using static ModelGen.Ops;

            [Model]
            public partial class Sample
            {
                [Network] static (Symbol Sum, Symbol Row, Symbol Same) Predict([Shape(3)] Symbol x) => ((Symbol)1 + 2, Stack(1, 2f, -3), x);
            }
            """);
        float[] sum = [0], row = [0, 0, 0], same = [0, 0, 0];

        _ = model.Call("Predict", new float[] { 7, 8, 9 }, sum, row, same);

        Assert.Equal([3], sum);
        Assert.Equal([1, 2, -3], row);
        Assert.Equal([7, 8, 9], same);
    }

    [Fact]
    public void Summary_HasNoRowsOfConstants()
    {
        var model = DynamicModel.Create("""
            using ModelGen;

            [Model]
            public partial class Sample
            {
                [Network] static Symbol Predict([Shape(3)] Symbol x) => x * 2 + 1;
            }
            """);
        Assert.DoesNotContain("Constant", model.Run.Files.Single(file => file.Key.Contains("Sample.g", StringComparison.Ordinal)).Value, StringComparison.OrdinalIgnoreCase);
    }
}
