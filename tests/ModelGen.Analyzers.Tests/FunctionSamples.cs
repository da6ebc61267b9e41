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
        new("MG1039", "shared layer", """
            using static ModelGen.Ops;

            [Model]
            public partial class M
            {
                [Dense(4)] private static partial Symbol Dense1(Symbol x);

                [Network]
                static Symbol Predict([Shape(4)] Symbol x) => {|MG1039:Dense1(Dense(x, 4))|};
            }
            """),
        new("MG1039", "named block", """
            using static ModelGen.Ops;

            [Model]
            public partial class M
            {
                [Name("b")]
                static Symbol Block(Symbol x) => Tanh(Dense(x, 4));

                [Network]
                static Symbol Predict([Shape(4)] Symbol x) => {|MG1039:Block(Block(x))|};
            }
            """),
        new("MG1039", "counts", """
            using static ModelGen.Ops;

            [Model]
            public partial class M
            {
                static Symbol A(Symbol x) => Dense(x, 4);

                static Symbol A1(Symbol x) => Dense(x, 4);

                [Network]
                static Symbol Predict([Shape(4)] Symbol x)
                {
                    x = A1(x);
                    for (var i = 0; i < 11; i++)
                        x = {|MG1039:A(x)|};
                    return x;
                }
            }
            """),
        new("MG1039", "network", """
            using static ModelGen.Ops;

            [Model]
            public partial class M
            {
                [Network] static Symbol Encode([Shape(4)] Symbol x) => Dense(x, 4);

                [Name("encode")] static Symbol Block(Symbol x) => Dense(x, 4);

                [Network] static Symbol Predict([Shape(4)] Symbol x) => {|MG1039:Block(Encode(x))|};
            }
            """),
        new("MG1040", "nine", """
            using static ModelGen.Ops;

            [Model]
            public partial class M
            {
                [Network]
                static (Symbol A, Symbol B, Symbol C, Symbol D, Symbol E, Symbol F, Symbol G, Symbol H, Symbol I) {|MG1040:Predict|}([Shape(4)] Symbol x) => (x, x, x, x, x, x, x, Dense(x, 3), x);
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
        new("MG4008", "statement", """
            using static ModelGen.Ops;

            [Model]
            public partial class M
            {
                static Symbol Block(Symbol x) => Tanh(Dense(x, 4));

                [Network]
                static Symbol Predict([Shape(4)] Symbol x)
                {
                    {|MG4008:Block(x)|}; return Block(x);
                }
            }
            """),
        new("MG4008", "variable", """
            using static ModelGen.Ops;

            [Model]
            public partial class M
            {
                static Symbol Block(Symbol x) => Tanh(Dense(x, 4));

                [Network]
                static Symbol Predict([Shape(4)] Symbol x)
                {
                    var y = {|MG4008:Relu(Dense(x, 3))|}; return Dense(x, 3);
                }
            }
            """),
        new("MG4009", "block", """
            using static ModelGen.Ops;

            [Model]
            public partial class M
            {
                static Symbol {|MG4009:Relu|}(Symbol x) => Max(x, 0.1f * x);

                [Network]
                static Symbol Predict([Shape(4)] Symbol x) => Dense(Relu(Dense(x, 8)), 3);
            }
            """),
        new("MG4009", "shared layer", """
            using static ModelGen.Ops;

            [Model]
            public partial class M
            {
                [Dense(4)]
                private static partial Symbol {|MG4009:Dense|}(Symbol x);

                [Network]
                static Symbol Predict([Shape(4)] Symbol x) => Dense(Relu(Dense(x)));
            }
            """),
        new("MG4008", "operator", """
            using static ModelGen.Ops;

            [Model]
            public partial class M
            {
                static Symbol Block(Symbol x) => Tanh(Dense(x, 4));

                [Network]
                static Symbol Predict([Shape(4)] Symbol x)
                {
                    var y = {|MG4008:x + 1|}; return Block(x);
                }
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
        new("MG1039", "names of their own", """
            using static ModelGen.Ops;

            [Model]
            public partial class M
            {
                [Dense(4)] private static partial Symbol Twin(Symbol x);

                [Name("b")]
                static Symbol Block(Symbol x) => Tanh(Dense(x, 4));

                static Symbol Stage(Symbol x) => Block(Twin(x));

                [Network] static Symbol Encode([Shape(4)] Symbol x) => Stage(Stage(Block(x)));

                [Network] static Symbol Predict([Shape(4)] Symbol x) => Stage(Encode(Encode(x)));

                [Objective, Sgd(0.1f)]
                static Symbol Loss([Shape(4)] Symbol x) => SquaredError(Predict(x), x) + SquaredError(Predict(Encode(x)), 0);
            }
            """),
        new("MG1040", "eight", """
            using static ModelGen.Ops;

            [Model]
            public partial class M
            {
                [Network]
                static (Symbol A, Symbol B, Symbol C, Symbol D, Symbol E, Symbol F, Symbol G, Symbol H) Predict([Shape(4)] Symbol x) => (x, x, x, x, x, x, x, Dense(x, 3));
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
        new("MG4009", "other names", """
            using static ModelGen.Ops;

            [Model]
            public partial class M
            {
                static Symbol Leaky(Symbol x) => Max(x, 0.1f * x);

                public static double Exp(double x) => System.Math.Exp(x);

                [Network]
                static Symbol Predict([Shape(4)] Symbol x) => Dense(Leaky(Dense(x, 8)), 3);
            }
            """),
        new("MG4008", "discards", """
            using static ModelGen.Ops;

            [Model]
            public partial class M
            {
                static Symbol Block(Symbol x) => Tanh(Dense(x, 4));

                [Network]
                static Symbol Predict([Shape(4)] Symbol x)
                {
                    _ = Block(x); (_, x) = (Relu(x), Block(x)); return x;
                }
            }
            """),
        new("MG4008", "some of several", """
            using static ModelGen.Ops;

            [Model]
            public partial class M
            {
                static Symbol Block(Symbol x) => Tanh(Dense(x, 4));

                [Network]
                static Symbol Predict([Shape(4)] Symbol x)
                {
                    Symbol first = 0; for (var i = 0; i < 2; i++) first = Relu(x); var parts = Split(x, 2); return first[..1] + Dense(parts[0], 3);
                }
            }
            """),
        new("MG4008", "kept elsewhere", """
            using static ModelGen.Ops;

            [Model]
            public partial class M
            {
                static Symbol Block(Symbol x) => Tanh(Dense(x, 4));

                static Symbol Keep(System.Collections.Generic.List<Symbol> all, Symbol x) { all.Add(x); return x; }

                [Network]
                static Symbol Predict([Shape(4)] Symbol x)
                {
                    var all = new System.Collections.Generic.List<Symbol>(); Keep(all, Block(x)); return all[0];
                }
            }
            """),
    ];
}
