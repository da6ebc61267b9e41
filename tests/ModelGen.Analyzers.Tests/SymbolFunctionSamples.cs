namespace ModelGen.Analyzers.Tests;

/// <summary>Sources for the rules of functions of symbols.</summary>
internal static class SymbolFunctionSamples
{
    public static IReadOnlyList<RuleSample> Firing { get; } =
    [
        Network("MG1010", "bounds", "4", "{|MG1010:Clip(x, 1, 0)|}"),
        Network("MG1010", "exponent", "4", "{|MG1010:Pow(x, float.NaN)|}"),
        Network("MG1010", "parts", "4", "{|MG1010:Split(x, 0)|}[0]"),
        Network("MG1010", "nothing to join", "4", "{|MG1010:Concat()|}"),
        Objective("MG1034", "noise and data", "SquaredError(Predict(x), z)", "{|MG1034:[Shape(3), Normal(3)] Symbol z|}"),
        Objective("MG1034", "noise as a label", "CrossEntropy(Predict(x), z)", "{|MG1034:[Uniform(3)] Label z|}"),
        Objective("MG1008", "noise", "SquaredError(Predict(x), z)", "{|MG1008:[Normal(0)] Symbol z|}"),
        Objective("MG1018", "noise", "SquaredError(Predict(x), z)", "{|MG1018:[Normal(int.MaxValue)] Symbol z|}"),
        Network("MG1032", "no symbol", "4", "{|MG1032:Relu(null!)|}"),
        Network("MG2007", "sum", "3, 4", "{|MG2007:x + Transpose(x)|}"),
        Network("MG2007", "function", "3, 4", "{|MG2007:Max(x, Transpose(x))|}"),
        Network("MG2007", "choice", "3, 4", "{|MG2007:Where(x, x, Transpose(x))|}"),
        Network("MG2040", "sum", "3, 4", "{|MG2040:Sum(x, 2)|}"),
        Network("MG2040", "from the end", "3, 4", "{|MG2040:Mean(x, -3)|}"),
        Network("MG2040", "slice", "3, 4", "{|MG2040:Slice(x, 2, 0, 1)|}"),
        Network("MG2040", "ranges", "4", "{|MG2040:x[.., ..]|}"),
        Network("MG2040", "element of a number", "4", "{|MG2040:Sum(x)[0]|}"),
        Network("MG2041", "images", "2, 5, 5", "{|MG2041:Concat(x, Conv2D(x, 2, 3))|}"),
        Network("MG2041", "stack", "2, 5", "{|MG2041:Stack(x, Transpose(x))|}"),
        Network("MG2042", "range", "4", "{|MG2042:x[2..5]|}"),
        Network("MG2042", "range from the end", "4", "{|MG2042:x[^5..]|}"),
        Network("MG2042", "nothing", "4", "{|MG2042:x[2..2]|}"),
        Network("MG2042", "index", "4, 3", "{|MG2042:x[4]|}"),
        Network("MG2042", "slice", "4", "{|MG2042:Slice(x, 0, -5, 2)|}"),
        Network("MG2043", "inner sizes", "3, 4", "{|MG2043:MatMul(x, x)|}"),
        Network("MG2043", "vector", "3, 4", "{|MG2043:MatMul(x, x[0..1])|}"),
        Network("MG2043", "dot of matrices", "3, 4", "{|MG2043:Dot(x, x)|}"),
        Network("MG2044", "three of four", "4", "{|MG2044:Split(x, 3)|}[0]"),
        Network("MG2045", "twice", "3, 4", "{|MG2045:Transpose(x, 1, 1)|}"),
        Network("MG2045", "too few", "3, 4", "{|MG2045:Transpose(x, 0)|}"),
        Network("MG2046", "sizes", "3, 4", "{|MG2046:Reshape(x, 5, 2)|}"),
        Network("MG2046", "no whole number", "3, 4", "{|MG2046:Reshape(x, 5, -1)|}"),
        Network("MG2046", "two are open", "3, 4", "{|MG2046:Reshape(x, -1, -1)|}"),
        Network("MG2046", "zero", "3, 4", "{|MG2046:Reshape(x, 0)|}"),
        Network("MG1010", "margin", "4", "{|MG1010:Triplet(x, x, 0, margin: -1)|}"),
        Network("MG2007", "divergence", "3, 4", "{|MG2007:KullbackLeibler(x, Transpose(x))|}"),
        Network("MG2020", "probabilities", "3, 4", "{|MG2020:CrossEntropy(x, x)|}"),
        Network("MG4002", "probabilities", "4", "CrossEntropy({|MG4002:Softmax(x)|}, x)"),
        Objective("MG4007", "stopped gradient", "SquaredError({|MG4007:StopGradient(Predict(x))|}, z)", "[Shape(3)] Symbol z"),
        Network("MG4002", "view", "4, 1, 1", "CrossEntropy(Identity(Flatten({|MG4002:Softmax(x)|})), Flatten(x))"),
        Network("MG4006", "view", "4, 2, 2", "Hinge(Flatten({|MG4006:Relu(x)|}), Flatten(x))"),
        Network("MG4003", "every call", "4", "BatchNorm({|MG4003:Hidden(x)|}) + BatchNorm(Hidden(x + 1))", "[Dense(3)] private static partial Symbol Hidden(Symbol x);"),
        Objective("MG2022", "probabilities", "{|MG2022:CrossEntropy(Predict(x), y)|}", "[Shape(4)] Symbol y"),
        Objective("MG2022", "shape", "{|MG2022:SquaredError(Predict(x), y)|}", "[Shape(4)] Symbol y"),
    ];

    public static IReadOnlyList<RuleSample> Silent { get; } =
    [
        Objective("MG1034", "noise", "SquaredError(Predict(x), z)", "[Uniform(3)] Symbol z"),
        Objective("MG1035", "noise", "SquaredError(Predict(x) + a + b + c + d + e + f + g + h, 0)", string.Join(", ", "abcdefgh".Select(name => $"[{(name == 'h' ? "Normal" : "Shape")}(3)] Symbol {name}"))),
        Network("MG2007", "broadcast", "3, 4", "x * x[0] + Transpose(Slice(Transpose(x), 0, 0, 1)) - 1"),
        Network("MG2040", "last", "3, 4", "Sum(x, -1) + Mean(x, 1)"),
        Network("MG2041", "padded", "2, 5, 5", "Concat(x, Conv2D(x, 3, 3, padding: 1))"),
        Network("MG2042", "whole and last", "4", "x[..] + x[^1..]"),
        Network("MG2043", "vectors", "3, 4", "MatMul(x, x[0]) * Dot(x[0], x[1])"),
        Network("MG2044", "two of four", "4", "Split(x, 2)[1]"),
        Network("MG2045", "all axes", "3, 4, 5", "Transpose(x, -1, 0, 1)"),
        Network("MG2046", "one is open", "3, 4", "Reshape(x, 2, -1, 3)"),
        Network("MG4002", "at each place", "4, 2, 2", "CrossEntropy(Flatten(Softmax(x)), Flatten(x))"),
        Network("MG4004", "encoder", "4", "Dense(Encode(x), 3)", "[Network] static Symbol Encode([Shape(4)] Symbol x) => Dropout(Relu(Dense(x, 8)), 0.5f);"),
        Network("MG4003", "second reader", "3, 4, 4", "Twice(Conv2D(x, 3, 3))", "static Symbol Twice(Symbol y) => y + BatchNorm(y);"),
        Network("MG4003", "shared", "4", "BatchNorm(Hidden(x)) + Hidden(x + 1)", "[Dense(3)] private static partial Symbol Hidden(Symbol x);"),
        Objective("MG2022", "shape", "SquaredError(Predict(x), y)", "[Shape(3)] Symbol y"),
        Objective("MG2022", "one value", "SquaredError(Sum(Predict(x)), y)", "[Shape(1)] Symbol y"),
        Objective("MG2022", "number", "SquaredError(Predict(x), 0) + SquaredError(Sum(Predict(x)), Sum(y))", "[Shape(4)] Symbol y"),
    ];

    private static RuleSample Network(string rule, string variant, string shape, string body, string member = "") => new(rule, variant, $$"""
        using static ModelGen.Ops;

        [Model]
        public partial class M
        {
            {{member}}

            [Network]
            static Symbol Predict([Shape({{shape}})] Symbol x) => {{body}};
        }
        """);

    private static RuleSample Objective(string rule, string variant, string body, string target) => new(rule, variant, $$"""
        using static ModelGen.Ops;

        [Model]
        public partial class M
        {
            [Network]
            static Symbol Predict([Shape(4)] Symbol x) => Dense(x, 3);

            [Objective, Sgd(0.1f)]
            static Symbol Loss([Shape(4)] Symbol x, {{target}}) => {{body}};
        }
        """);
}
