namespace ModelGen.Analyzers.Tests;

/// <summary>Sources for the rules of networks and objectives as methods.</summary>
internal static class FunctionSamples
{
    public static IReadOnlyList<RuleSample> Firing { get; } =
    [
        new("MG1013", "objective", """
            using static ModelGen.Ops;

            [Model]
            public partial class M
            {
                [Network]
                static Symbol Predict([Shape(4)] Symbol x) => Dense(x, 3);

                [Objective]
                static Symbol {|MG1013:Loss|}([Shape(4)] Symbol x, Label label) => CrossEntropy(Predict(x), label);
            }
            """),
        new("MG1030", "function", """
            using static ModelGen.Ops;

            [Model]
            public partial class M
            {
                [Network]
                static Symbol Predict([Shape(4)] Symbol x) => Dense(x, {|MG1030:System.DateTime.Now|}.Day);
            }
            """),
        new("MG1031", "function", """
            using static ModelGen.Ops;

            [Model]
            public partial class M
            {
                [Network]
                static Symbol Predict([Shape(4)] Symbol x)
                {
                    {|MG1031:while (true)
                    {
                    }|}
                }
            }
            """),
        new("MG1031", "recorded calls", """
            using static ModelGen.Ops;

            [Model]
            public partial class M
            {
                [Network]
                static Symbol Predict([Shape(4)] Symbol x)
                {
                    {|MG1031:for (var i = 0; i < 100_000; i++)
                        x = Relu(x);|}
                    return x;
                }
            }
            """),
        new("MG1032", "function", """
            using static ModelGen.Ops;

            [Model]
            public partial class M
            {
                [Network]
                static Symbol Predict([Shape(4)] Symbol x) => Dense(x, {|MG1032:new[] { 8, 3 }[2]|});
            }
            """),
        new("MG1033", "function", """
            using static ModelGen.Ops;

            [Model]
            public partial class M
            {
                [Network]
                Symbol {|MG1033:Predict|}([Shape(4)] Symbol x) => Dense(x, 3);
            }
            """),
        new("MG1034", "function", """
            using static ModelGen.Ops;

            [Model]
            public partial class M
            {
                [Network]
                static Symbol Predict({|MG1034:Symbol x|}) => Dense(x, 3);
            }
            """),
        new("MG1035", "function", """
            using static ModelGen.Ops;

            [Model]
            public partial class M
            {
                [Network]
                static Symbol Predict([Shape(1)] Symbol a, [Shape(1)] Symbol b, [Shape(1)] Symbol c, [Shape(1)] Symbol d, [Shape(1)] Symbol e, [Shape(1)] Symbol f, [Shape(1)] Symbol g, [Shape(1)] Symbol h, {|MG1035:[Shape(1)] Symbol i|}) => Dense(i, 3);
            }
            """),
        new("MG1036", "function", """
            using static ModelGen.Ops;

            [Model]
            public partial class M
            {
                [Network]
                static Symbol Predict([Shape(4)] Symbol x) => Dense(x, 3);

                [Objective(nameof(Predict), {|MG1036:"Discriminate"|}), Sgd(0.1f)]
                static Symbol Loss([Shape(4)] Symbol x, Label label) => CrossEntropy(Predict(x), label);
            }
            """),
        new("MG1036", "array", """
            using static ModelGen.Ops;

            [Model]
            public partial class M
            {
                [Network]
                static Symbol Predict([Shape(4)] Symbol x) => Dense(x, 3);

                [{|MG1036:Objective(new[] { "Predict", "Generate" })|}, Sgd(0.1f)]
                static Symbol Loss([Shape(4)] Symbol x, Label label) => CrossEntropy(Predict(x), label);
            }
            """),
        new("MG1042", "function", """
            using static ModelGen.Ops;

            [Model]
            public partial class M
            {
                [Network]
                static Symbol Predict([Shape(4)] Symbol x) => Dense(x, 3);

                [Network]
                static Symbol Encode([Shape(4)] Symbol x) => Relu(x);

                [Objective(nameof(Predict), {|MG1042:nameof(Encode)|}), Sgd(0.1f)]
                static Symbol Loss([Shape(4)] Symbol x, Label label) => CrossEntropy(Predict(x), label);
            }
            """),
        new("MG1037", "function", """
            using static ModelGen.Ops;

            [Model]
            public partial class M
            {
                [Network]
                static Symbol Predict([Shape(4)] Symbol x) => Dense(x, 3);

                [Objective, Sgd(0.1f), {|MG1037:SquaredError|}]
                static Symbol Loss([Shape(4)] Symbol x, Label label) => CrossEntropy(Predict(x), label);
            }
            """),
        new("MG1038", "function", """
            using static ModelGen.Ops;

            [Model, {|MG1038:Input(4)|}]
            public partial class M
            {
                [Network]
                static Symbol Predict([Shape(4)] Symbol x) => Dense(x, 3);
            }
            """),
        new("MG2023", "function", """
            using static ModelGen.Ops;

            [Model]
            public partial class M
            {
                [Dense(8)] private static partial Symbol Shared(Symbol x);

                [Network]
                static Symbol Predict([Shape(4)] Symbol left, [Shape(5)] Symbol right) => Shared(left) + {|MG2023:Shared(right)|};
            }
            """),
        new("MG2024", "function", """
            using static ModelGen.Ops;

            [Model]
            public partial class M
            {
                [Network]
                static Symbol Predict([Shape(4)] Symbol x) => Dense(x, 3);

                [Objective, Sgd(0.1f)]
                static Symbol {|MG2024:Loss|}([Shape(4)] Symbol x) => Predict(x);
            }
            """),
    ];

    public static IReadOnlyList<RuleSample> Silent { get; } =
    [
        new("MG1030", "function", """
            using static ModelGen.Ops;

            [Model]
            public partial class M
            {
                [Network]
                static Symbol Predict([Shape(4)] Symbol x) => Dense(x, 3);
            }
            """),
        new("MG1031", "function", """
            using static ModelGen.Ops;

            [Model]
            public partial class M
            {
                [Network]
                static Symbol Predict([Shape(4)] Symbol x)
                {
                    for (var i = 0; i < 3; i++)
                        x = Tanh(Dense(x, 4));
                    return x;
                }
            }
            """),
        new("MG1032", "function", """
            using static ModelGen.Ops;

            [Model]
            public partial class M
            {
                [Network]
                static Symbol Predict([Shape(4)] Symbol x) => Dense(x, new[] { 8, 3 }[1]);
            }
            """),
        new("MG1033", "function", """
            using static ModelGen.Ops;

            [Model]
            public partial class M
            {
                [Network]
                static Symbol Predict([Shape(4)] Symbol x) => Dense(x, 3);
            }
            """),
        new("MG1034", "function", """
            using static ModelGen.Ops;

            [Model]
            public partial class M
            {
                [Network]
                static Symbol Predict([Shape(4)] Symbol x) => Dense(x, 3);
            }
            """),
        new("MG1035", "function", """
            using static ModelGen.Ops;

            [Model]
            public partial class M
            {
                [Network]
                static Symbol Predict([Shape(4)] Symbol x) => Dense(x, 3);
            }
            """),
        new("MG1042", "function", """
            using static ModelGen.Ops;

            [Model]
            public partial class M
            {
                [Network]
                static Symbol Predict([Shape(4)] Symbol x) => Dense(x, 3);

                [Network]
                static Symbol Encode([Shape(4)] Symbol x) => Relu(x);

                [Objective(nameof(Predict)), Sgd(0.1f)]
                static Symbol Loss([Shape(4)] Symbol x, Label label) => CrossEntropy(Predict(x), label);
            }
            """),
        new("MG1036", "function", """
            using static ModelGen.Ops;

            [Model]
            public partial class M
            {
                [Network]
                static Symbol Predict([Shape(4)] Symbol x) => Dense(x, 3);

                [Objective(nameof(Predict)), Sgd(0.1f)]
                static Symbol Loss([Shape(4)] Symbol x, Label label) => CrossEntropy(Predict(x), label);
            }
            """),
        new("MG1037", "function", """
            using static ModelGen.Ops;

            [Model]
            public partial class M
            {
                [Network]
                static Symbol Predict([Shape(4)] Symbol x) => Dense(x, 3);

                [Objective, Sgd(0.1f)]
                static Symbol Loss([Shape(4)] Symbol x, Label label) => CrossEntropy(Predict(x), label);
            }
            """),
        new("MG1038", "function", """
            using static ModelGen.Ops;

            [Model]
            public partial class M
            {
                [Network]
                static Symbol Predict([Shape(4)] Symbol x) => Dense(x, 3);
            }
            """),
        new("MG2023", "function", """
            using static ModelGen.Ops;

            [Model]
            public partial class M
            {
                [Network]
                static Symbol Predict([Shape(4)] Symbol left, [Shape(5)] Symbol right) => Dense(left, 8) + Dense(right, 8);
            }
            """),
        new("MG2024", "function", """
            using static ModelGen.Ops;

            [Model]
            public partial class M
            {
                [Network]
                static Symbol Predict([Shape(4)] Symbol x) => Dense(x, 3);

                [Objective, Sgd(0.1f)]
                static Symbol Loss([Shape(4)] Symbol x, [Shape(3)] Symbol y) => SquaredError(Predict(x), y);
            }
            """),
    ];
}
