namespace ModelGen.Analyzers.Tests;

/// <summary>Sources for the warnings of networks as methods.</summary>
internal static class FunctionDoubtSamples
{
    public static IReadOnlyList<RuleSample> Firing { get; } =
    [
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
        new("MG4008", "variable of a block", """
            using static ModelGen.Ops;

            [Model]
            public partial class M
            {
                static Symbol Block(Symbol x) => Tanh(Dense(x, 4));


                [Network]
                static Symbol Predict([Shape(4)] Symbol x)
                {
                    var y = {|MG4008:Block(x)|}; return Block(x);
                }
            }
            """),
        new("MG4008", "variable of a block in a block", """
            using static ModelGen.Ops;

            [Model]
            public partial class M
            {
                static Symbol Block(Symbol x) => Tanh(Dense(x, 4));

                static Symbol Outer(Symbol x) => Relu(Block(x));


                [Network]
                static Symbol Predict([Shape(4)] Symbol x)
                {
                    var y = {|MG4008:Outer(x)|}; return Outer(x) + Block(x);
                }
            }
            """),
        new("MG4008", "part of a block", """
            using static ModelGen.Ops;

            [Model]
            public partial class M
            {
                static Symbol Block(Symbol x) => Tanh(Dense(x, 4));

                static Symbol Outer(Symbol x) { var y = {|MG4008:Block(x)|}; return Relu(x); }


                [Network]
                static Symbol Predict([Shape(4)] Symbol x)
                {
                    return Outer(Dense(Block(x), 4));
                }
            }
            """),
        new("MG4008", "network", """
            using static ModelGen.Ops;

            [Model]
            public partial class M
            {
                static Symbol Block(Symbol x) => Tanh(Dense(x, 4));


                [Network]
                static Symbol Predict([Shape(4)] Symbol x)
                {
                    return Block(x);
                }

                [Objective, Adam]
                static Symbol Loss([Shape(4)] Symbol x)
                {
                    var y = {|MG4008:Predict(x)|}; return Mean(Square(Predict(x)));
                }
            }
            """),
        new("MG4008", "objective that gives data", """
            using static ModelGen.Ops;

            [Model]
            public partial class M
            {
                [Network]
                static Symbol Predict([Shape(1)] Symbol x) => Tanh(x);

                [Objective, Adam]
                static Symbol Loss([Shape(1)] Symbol x)
                {
                    var y = {|MG4008:Relu(x)|}; return x;
                }
            }
            """),
    ];

    public static IReadOnlyList<RuleSample> Silent { get; } =
    [
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
        new("MG4008", "blocks of which one is used", """
            using static ModelGen.Ops;

            [Model]
            public partial class M
            {
                static Symbol Block(Symbol x) => Tanh(Dense(x, 4));


                [Network]
                static Symbol Predict([Shape(4)] Symbol x)
                {
                    Symbol last = 0; for (var i = 0; i < 2; i++) last = Block(x); return last;
                }
            }
            """),
        new("MG4008", "part of what a block gives", """
            using static ModelGen.Ops;

            [Model]
            public partial class M
            {
                static Symbol Block(Symbol x) => Tanh(Dense(x, 4));

                static (Symbol, Symbol) Both(Symbol x) => (Block(x), Relu(x));


                [Network]
                static Symbol Predict([Shape(4)] Symbol x)
                {
                    var (first, _) = Both(x); var (_, second) = Both(x); return first + second;
                }
            }
            """),
        new("MG4008", "a block that keeps", """
            using static ModelGen.Ops;

            [Model]
            public partial class M
            {
                static Symbol Block(Symbol x) => Tanh(Dense(x, 4));

                static Symbol Keep(System.Collections.Generic.List<Symbol> all, Symbol x) { all.Add(Block(x)); return x; }


                [Network]
                static Symbol Predict([Shape(4)] Symbol x)
                {
                    var all = new System.Collections.Generic.List<Symbol>(); var y = Keep(all, x); return all[0];
                }
            }
            """),
        new("MG4008", "a block of constants", """
            using static ModelGen.Ops;

            [Model]
            public partial class M
            {
                static Symbol Block(Symbol x) => Tanh(Dense(x, 4));

                static Symbol Half() => 0.5f;


                [Network]
                static Symbol Predict([Shape(4)] Symbol x)
                {
                    var y = Half(); return Block(x);
                }
            }
            """),
    ];
}
