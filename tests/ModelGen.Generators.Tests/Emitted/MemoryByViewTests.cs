using ModelGen.Testing;

namespace ModelGen.Generators.Tests.Emitted;

/// <summary>What is laid end to end, and what is cut out, is written and read in place: no kernel copies it.</summary>
public sealed class MemoryByViewTests
{
    /// <summary>Bodies over x [4, 3] that need no copy, forward or backward.</summary>
    public static TheoryData<string> InPlace =>
    [
        "Concat(Tanh(x), Sigmoid(x))",
        "Concat(Concat(Tanh(x), Sigmoid(x)), Relu(x))",
        "Grow(Grow(Grow(x)))",
        "List(x, 4)",
        "Parts(Tanh(x))",
        "Halves(Split(Tanh(x), 2))",
        "ConcatAlong(1, Reshape(Tanh(x), 1, 2, 6), Reshape(Sigmoid(x), 1, 2, 6))",
        "BatchNorm(Concat(BatchNorm(Tanh(x)), Sigmoid(x))) + Concat(x, x + 1)",
    ];

    /// <summary>Bodies in which something has to be in two places, is not side by side, or has a gradient among zeros.</summary>
    public static TheoryData<string> Copied =>
    [
        "Concat(Tanh(x), Tanh(x))",
        "Concat(Tanh(x), Concat(Sigmoid(x), Tanh(x)))",
        "Concat(x, x[1..])",
        "Concat(x[1..], x)",
        "Concat(Concat(Tanh(x), Sigmoid(x)), Tanh(Concat(Sigmoid(x), Tanh(x))))",
        "Concat(Tanh(x)[..2], Sigmoid(x))",
        "ConcatAlong(1, Tanh(x), Sigmoid(x))",
        "Tanh(x)[.., 1..]",
        "Tanh(x)[1..] * Tanh(x)[..3]",
        "Tanh(Concat(Tanh(x), Sigmoid(x))[2..7][1..3])",
        "Concat(Flatten(Tanh(x)), Sigmoid(Flatten(x)))[5..]",
        "Tanh(Stack(Tanh(x), Sigmoid(x))[1])",
        "Concat(3 * x, 1 + 0 * x[..1], Concat(Tanh(x)))",
    ];

    [Theory, MemberData(nameof(InPlace))]
    public void Body_MatchesReferenceAndCopiesNothing(string body)
    {
        var source = Source(body);
        var model = DynamicModel.Create(source, seed: 1);
        EmittedFunctions.MatchReference(model, source, batch: 19);
        var text = string.Concat(model.Run.Files.Values);
        Assert.Contains("(scoped in Block block, ", text);
        Assert.DoesNotMatch("static void (Concat|Slice|Stack|Split|PadAxis)", text);
    }

    [Theory, MemberData(nameof(Copied))]
    public void Body_MatchesReference(string body) => EmittedFunctions.MatchReference(Source(body), batch: 19);

    private static string Source(string body) => $$"""
        using System.Collections.Generic;
        using ModelGen;
        using static ModelGen.Ops;

        [Model(Unroll = Unroll.Tiles)]
        public partial class Sample
        {
            static Symbol Grow(Symbol x) => Concat(x, Conv1D(Relu(BatchNorm(x)), 2, 3, padding: 1));

            static Symbol Parts(Symbol y) => Concat(Tanh(y[..1]), Sigmoid(y[1..3]), Relu(y[3..]));

            static Symbol Halves(Symbol[] halves) => Tanh(halves[0]) * halves[1];

            static Symbol List(Symbol x, int count)
            {
                var list = new List<Symbol> { Tanh(x) };
                for (var i = 0; i < count; i++)
                    list.Add(Conv1D(Relu(BatchNorm(list.Count == 1 ? list[0] : Concat([.. list]))), 2, 3, padding: 1));
                return Concat([.. list]);
            }

            [Network]
            static Symbol Predict([Shape(4, 3)] Symbol input)
            {
                var x = Conv1D(input, 4, 1);
                return Dense(Flatten({{body}}), 3);
            }

            [Objective, Sgd(0.1f)]
            static Symbol Loss([Shape(4, 3)] Symbol input, [Shape(3)] Symbol y) => SquaredError(Predict(input), y);
        }
        """;
}
