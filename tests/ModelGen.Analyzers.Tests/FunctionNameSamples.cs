namespace ModelGen.Analyzers.Tests;

/// <summary>Sources for the rules of what the weights and results of methods are called.</summary>
internal static class FunctionNameSamples
{
    public static IReadOnlyList<RuleSample> Firing { get; } =
    [
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
    ];

    public static IReadOnlyList<RuleSample> Silent { get; } =
    [
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
    ];
}
