using Xunit;

namespace ModelGen.Analyzers.Tests;

/// <summary>A source for a rule.</summary>
/// <param name="Rule">The rule's id.</param>
/// <param name="Variant">What of the rule it shows.</param>
/// <param name="Source">With marks where the rule fires, without where it must not.</param>
internal sealed record RuleSample(string Rule, string Variant, string Source)
{
    public string Name => $"{Rule} {Variant}";
}

/// <summary>Sources for every rule. Each source is all that is in the project.</summary>
internal static class RuleSamples
{
    private const string Trained = "[CrossEntropy, Adam(1e-3f)]";

    public static IReadOnlyList<RuleSample> Firing { get; } =
    [
        .. FunctionSamples.Firing,
        .. FunctionNameSamples.Firing,
        .. FunctionDoubtSamples.Firing,
        .. SymbolFunctionSamples.Firing,
        new("MG1001", "class", $"[Model, Input(4), Dense(3)] {Trained} public class {{|MG1001:M|}};"),
        new("MG1002", "class", $"class Outer {{ [Model, Input(4), Dense(3)] public partial class {{|MG1002:M|}}; }}"),
        new("MG1003", "class", "[Model, Input(4), Dense(3)] public partial class {|MG1003:M|}<T>;"),
        new("MG1003", "containing type", "partial class Outer<T> { [Model, Input(4), Dense(3)] public partial class {|MG1003:M|}; }"),
        new("MG1004", "static", "[Model, Input(4), Dense(3)] public static partial class {|MG1004:M|};"),
        new("MG1005", "class", "[Model, Dense(3)] public partial class {|MG1005:M|};"),
        new("MG1005", "nothing at all", "[Model] public partial class {|MG1005:M|};"),
        new("MG1006", "second", "[Model, Input(4), {|MG1006:Input(5)|}, Dense(3)] public partial class M;"),
        new("MG1007", "class", "[Model, Input(4)] public partial class {|MG1007:M|};"),
        new("MG1008", "zero", "[Model, {|MG1008:Input(1, 0, 28)|}, Flatten, Dense(3)] public partial class M;"),
        new("MG1008", "no sizes", "[Model, {|MG1008:Input|}, Dense(3)] public partial class M;"),
        new("MG1008", "negative", "[Model, {|MG1008:Input(-4)|}, Dense(3)] public partial class M;"),
        new("MG1009", "layers", "[Input(4), Dense(3)] public partial class {|MG1009:M|};"),
        .. OutOfRange(),
        new("MG1011", "second", $"[Model, Input(4), Dense(3), CrossEntropy, {{|MG1011:SquaredError|}}, Adam] public partial class M;"),
        new("MG1012", "second", $"[Model, Input(4), Dense(3), CrossEntropy, Adam, {{|MG1012:Sgd(0.1f)|}}] public partial class M;"),
        new("MG1013", "class", "[Model, Input(4), Dense(3), CrossEntropy] public partial class {|MG1013:M|};"),
        new("MG1014", "optimizer", "[Model, Input(4), Dense(3), Adam] public partial class {|MG1014:M|};"),
        new("MG1014", "regularizer", "[Model, Input(4), Dense(3), L2(1e-4f)] public partial class {|MG1014:M|};"),
        new("MG1015", "second", "[Model, Input(4), Dense(3)] public partial class M; [{|MG1015:Tanh|}, Dense(2)] partial class M;"),
        new("MG1016", "loss", "[Model, Input(4), Dense(3), {|MG1016:ZeroOne|}, Adam] public partial class M;"),
        new("MG1018", "input", "[Model, {|MG1018:Input(int.MaxValue, int.MaxValue, int.MaxValue)|}, Flatten, Dense(3)] public partial class M;"),
        new("MG1018", "units", "[Model, Input(4), {|MG1018:Dense(int.MaxValue)|}] public partial class M;"),
        new("MG1018", "weights", "[Model, Input(1000000), {|MG1018:Dense(100000)|}] public partial class M;"),
        new("MG1018", "filters", "[Model, Input(3, 1000, 1000), {|MG1018:Conv2D(int.MaxValue, 3, Padding = 32767)|}, GlobalAvgPool2D, Dense(3)] public partial class M;"),
        new("MG1018", "upsampling", "[Model, Input(1, 4, 4), {|MG1018:Upsample2D(32767)|}] public partial class M;"),
        new("MG1019", "dense", "[Model(Unroll = Unroll.Full), Input(784), {|MG1019:Dense(128)|}] public partial class M;"),
        new("MG1019", "backward code alone", $"[Model(Unroll = Unroll.Full), Input(30), {{|MG1019:Dense(30)|}}, Dense(3)] {Trained} public partial class M;"),
        new("MG1019", "convolution", "[Model(Unroll = Unroll.Full), Input(1, 2, 2), {|MG1019:Conv2D(1, 2)|}, Flatten] public partial class M;"),
        new("MG1017", "method", "[Model, Input(4), Dense(3)] public partial class M { public void {|MG1017:Save|}(string path) { } }"),
        new("MG1020", "without initializer", "[Model, Input(4), Dense(3)] public partial class M { public {|MG1020:M|}(string path) => Load(path); }"),
        new("MG1020", "base", "[Model, Input(4), Dense(3)] public partial class M { public {|MG1020:M|}(string path) : base() => Load(path); }"),
        new("MG1041", "record", "[Model, Input(4), Dense(3)] public partial record {|MG1041:M|};"),
        new("MG1041", "of one file", "[Model, Input(4), Dense(3)] file partial class {|MG1041:M|};"),
        new("MG1021", "method", $"[Model, Input(4), Dense(3)] {Trained} public partial class {{|MG1021:Predict|}};"),
        new("MG1022", "primary constructor", "[Model, Input(4), Dense(3)] public partial class {|MG1022:M|}(string path) { public string Path => path; }"),
        new("MG2001", "convolution on a vector", "[Model, Input(4), {|MG2001:Conv2D(2, 3)|}] public partial class M;"),
        new("MG2001", "pooling on a vector", "[Model, Input(4), {|MG2001:MaxPool2D(2)|}] public partial class M;"),
        new("MG2001", "global pooling on a vector", "[Model, Input(4), {|MG2001:GlobalMaxPool2D|}] public partial class M;"),
        new("MG2001", "spatial dropout on a vector", "[Model, Input(4), {|MG2001:SpatialDropout2D(0.5f)|}, Dense(3)] public partial class M;"),
        new("MG2001", "upsampling a vector", "[Model, Input(4), {|MG2001:Upsample2D(2)|}, Dense(3)] public partial class M;"),
        new("MG2001", "padding a vector", "[Model, Input(4), {|MG2001:Pad2D(1, 1, 1, 1)|}, Dense(3)] public partial class M;"),
        new("MG2002", "channels", "[Model, Input(3, 8, 8), {|MG2002:Conv2D(4, 3, Groups = 2)|}] public partial class M;"),
        new("MG2002", "filters", "[Model, Input(4, 8, 8), {|MG2002:Conv2D(3, 3, Groups = 2)|}] public partial class M;"),
        new("MG2003", "stride", "[Model, Input(3, 8, 8), {|MG2003:Conv2D(4, 3, Padding = Padding.Same, Stride = 2)|}] public partial class M;"),
        new("MG2004", "image", "[Model, Input(3, 8, 8), {|MG2004:Dense(4)|}, Dense(3)] public partial class M;"),
        new("MG2005", "convolution", "[Model, Input(3, 8, 8), {|MG2005:Conv2D(4, 9)|}] public partial class M;"),
        new("MG2005", "dilation", "[Model, Input(3, 8, 8), {|MG2005:Conv2D(4, 3, Dilation = 4)|}] public partial class M;"),
        new("MG2005", "pooling", "[Model, Input(3, 8, 8), {|MG2005:AvgPool2D(2, 9)|}] public partial class M;"),
        new("MG2006", "pooling", "[Model, Input(3, 8, 8), {|MG2006:MaxPool2D(2, Padding = 2)|}] public partial class M;"),
        new("MG2020", "image", "[Model, Input(3, 8, 8), Conv2D(4, 3), {|MG2020:CrossEntropy|}, Adam] public partial class M;"),
        new("MG2021", "one score", "[Model, Input(4), Dense(1), {|MG2021:CrossEntropy|}, Adam] public partial class M;"),
        new("MG2030", "channels", "[Model, Input(3, 8, 8), {|MG2030:GroupNorm(2)|}] public partial class M;"),
        new("MG2031", "channels of a vector", "[Model, Input(4), {|MG2031:InstanceNorm|}] public partial class M;"),
        new("MG2031", "groups of one value", "[Model, Input(4), {|MG2031:GroupNorm(4)|}] public partial class M;"),
        new("MG2031", "one value", "[Model, Input(1), {|MG2031:LayerNorm|}] public partial class M;"),
        new("MG2045", "layer", "[Model, Input(3, 8, 8), {|MG2045:Transpose(0, 1)|}, Flatten, Dense(3)] public partial class M;"),
        new("MG2050", "convolution of an image", "[Model, Input(3, 8, 8), {|MG2050:Conv1D(4, 3)|}, Flatten, Dense(3)] public partial class M;"),
        new("MG2050", "pooling of a vector", "[Model, Input(8), {|MG2050:AvgPool1D(2)|}, Flatten, Dense(3)] public partial class M;"),
        new("MG2051", "convolution of an image", "[Model, Input(3, 8, 8), {|MG2051:Conv3D(4, 3)|}, Flatten, Dense(3)] public partial class M;"),
        new("MG2052", "without a stride", "[Model, Input(3, 8, 8), {|MG2052:ConvTranspose2D(4, 3, OutputPadding = 1)|}, Flatten, Dense(3)] public partial class M;"),
        new("MG2053", "two rows of two", "[Model, Input(3, 1, 8), {|MG2053:ConvTranspose2D(4, 2, Padding = 1)|}, Flatten, Dense(3)] public partial class M;"),
        new("MG2046", "layer", "[Model, Input(3, 8, 8), {|MG2046:Reshape(3, 60)|}, Flatten, Dense(3)] public partial class M;"),
        new("MG2046", "no multiple of an image", "[Model, Input(3, 8, 8), {|MG2046:Reshape(-1, 5)|}, Flatten, Dense(3)] public partial class M;"),
        new("MG1043", "another type", "[Model, Input(4), Dense(3)] public partial class M { [{|MG1043:Variant(1, 2)|}] const float Rate = 1; }"),
        new("MG1043", "field", "[Model, Input(4), Dense(3)] public partial class M { [{|MG1043:Variant(1, 2)|}] static readonly int Width = 1; }"),
        new("MG1043", "no values", "[Model, Input(4), Dense(Width)] public partial class M { [{|MG1043:Variant|}] const int Width = 1; }"),
        new("MG1043", "a value twice", "[Model, Input(4), Dense(Width)] public partial class M { [{|MG1043:Variant(5, 6, 5)|}] const int Width = 1; }"),
        new("MG1043", "too many", "[Model, Input(4), Dense(A), Dense(B)] public partial class M { [Variant(1, 2, 3, 4, 5, 6, 7, 8, 9)] const int A = 1; [{|MG1043:Variant(1, 2, 3, 4, 5, 6, 7, 8)|}] const int B = 9; }"),
        new("MG1044", "shape", "[Model, Input(1, 8, 8), Conv2D(2, Kernel), Flatten, Dense(3)] public partial class M { [{|MG1044:Variant(3, 9)|}] const int Kernel = 5; }"),
        new("MG1044", "constant", "[Model, Input(4), Dense(Width), Dense(3)] public partial class M { [{|MG1044:Variant(8, 0)|}] const int Width = 4; }"),
        new("MG1044", "function", "[Model] public partial class M { [{|MG1044:Variant(1, 3)|}] const int Parts = 2; [Network] static Symbol F([Shape(4)] Symbol x) => Ops.Dense(Ops.Split(x, Parts)[0], 3); }"),
        new("MG1045", "no step", "[Model] public partial class M { [Network] static Symbol F({|MG1045:[Sequence(0), Shape(3)] Symbol x|}) => Ops.MeanSteps(x); }"),
        new("MG1045", "unknown parameter", "[Model] public partial class M { [Network] static Symbol F([Sequence(4), Shape(3)] Symbol x, {|MG1045:[Sequence(\"y\"), Shape(3)] Symbol z|}) => Ops.MeanSteps(x + z); }"),
        new("MG1045", "noise", "[Model] public partial class M { [Network] static Symbol F({|MG1045:[Sequence(4), Normal(3)] Symbol x|}) => Ops.MeanSteps(x); }"),
        new("MG2047", "sum", "[Model] public partial class M { [Network] static Symbol F([Sequence(4), Shape(3)] Symbol x, [Sequence(4), Shape(3)] Symbol y) => {|MG2047:x + y|}; }"),
        new("MG2048", "recurrent layer", "[Model] public partial class M { [Network] static Symbol F([Shape(3)] Symbol x) => {|MG2048:Ops.Gru(x, 2)|}; }"),
        new("MG2048", "layers in sequence", "[Model, Input(3), {|MG2048:Lstm(4)|}, Dense(3)] public partial class M;"),
        new("MG2049", "batch norm", "[Model] public partial class M { [Network] static Symbol F([Sequence(4), Shape(3)] Symbol x) => Ops.LastStep({|MG2049:Ops.BatchNorm(x)|}); }"),
        new("MG2054", "remainder", "[Model] public partial class M { [Network] static Symbol F([Sequence(4), Shape(5)] Symbol x) => {|MG2054:Ops.MultiHeadAttention(x, 2)|}; }"),
        new("MG2055", "memory", "[Model] public partial class M { [Network] static Symbol F([Shape(4)] Symbol x, [Sequence(3), Shape(6)] Symbol y) => {|MG2055:Ops.MultiHeadAttention(x, y, 2)|}; }"),
        new("MG2056", "units", "[Model] public partial class M { [Network] static Symbol F([Shape(4)] Symbol g, [Sequence(3), Shape(6)] Symbol x) => {|MG2056:Ops.GruStates(x, g, 5)|}.State; }"),
        new("MG2056", "directions", "[Model] public partial class M { [Network] static Symbol F([Shape(4)] Symbol g, [Sequence(3), Shape(6)] Symbol x) => {|MG2056:Ops.LstmStates(x, g, g, 4, bidirectional: true)|}.State; }"),
        new("MG2057", "one result", "[Model] public partial class M { [{|MG2057:Network(StepByStep = true)|}] static Symbol F([Sequence(3), Shape(6)] Symbol x) => Ops.LastStep(x); }"),
        new("MG2057", "no sequence", "[Model] public partial class M { [{|MG2057:Network(StepByStep = true)|}] static Symbol F([Shape(6)] Symbol x) => Ops.Dense(x, 2); }"),
        new("MG2057", "another sequence", "[Model] public partial class M { [{|MG2057:Network(StepByStep = true)|}] static Symbol F([Sequence(3), Shape(6)] Symbol x, [Sequence(3), Shape(6)] Symbol y) => x * Ops.LastStep(y); }"),
        new("MG2058", "both directions", "[Model] public partial class M { [Network(StepByStep = true)] static Symbol F([Sequence(3), Shape(6)] Symbol x) => Ops.Dense({|MG2058:Ops.Lstm(x, 4, bidirectional: true)|}, 2); }"),
        new("MG2058", "attention", "[Model] public partial class M { [Network(StepByStep = true)] static Symbol F([Sequence(3), Shape(6)] Symbol x) => {|MG2058:Ops.MultiHeadAttention(x, 2)|}; }"),
        new("MG2058", "mean", "[Model] public partial class M { [Network(StepByStep = true)] static Symbol F([Sequence(3), Shape(6)] Symbol x) => x - {|MG2058:Ops.MeanSteps(x)|}; }"),
        new("MG1034", "numbers that are drawn as indices", "[Model] public partial class M { [Network] static Symbol F({|MG1034:[Negatives(3, 9)] Symbol x|}) => Ops.Sum(x); }"),
        new("MG1034", "one index of many", "[Model] public partial class M { [Network] static Symbol F({|MG1034:[Negatives(1, 9)] Label x|}) => Ops.OneHot(x, 9); }"),
        new("MG1034", "two vocabularies of one name", "[Model] public partial class M { [Network] static Symbol F([Negatives(1, 9)] Indices x) => Ops.OneHot(x, 9); [Network] static Symbol G({|MG1034:[Negatives(1, 8)] Indices x|}) => Ops.OneHot(x, 9); }"),
        new("MG1008", "no indices", "[Model] public partial class M { [Network] static Symbol F({|MG1008:[Negatives(0, 9)] Indices x|}) => Ops.OneHot(x, 9); }"),
        new("MG2060", "sizes", "[Model] public partial class M { [Embedding(9, 4)] private static partial Symbol W(Indices x); [Objective, Sgd(0.1f)] static Symbol L(Indices x, [Negatives(3, 9)] Indices n) => {|MG2060:Ops.NegativeSampling(W(x), Ops.Dense(W(x), 3), W(n))|}; }"),
        new("MG2061", "more than rows", "[Model] public partial class M { [Network] static Symbol F([Negatives(3, 10)] Indices x) => {|MG2061:Ops.Embedding(x, 9, 4)|}; }"),
        new("MG2059", "layer", "[Model] public partial class M { [Network] static Symbol F([Shape(4)] Symbol g, [Sequence(3), Shape(4)] Symbol x) => Ops.Scan(x, g, static (h, x) => h + {|MG2059:Ops.Gru(x, 4)|}); }"),
        new("MG2059", "reduction of the state", "[Model] public partial class M { [Network] static Symbol F([Shape(4)] Symbol g, [Sequence(3), Shape(4)] Symbol x) => Ops.Scan(x, g, static (h, x) => x * {|MG2059:Ops.LastStep(h)|}); }"),
        new("MG2048", "scan", "[Model] public partial class M { [Network] static Symbol F([Shape(4)] Symbol g, [Sequence(3), Shape(4)] Symbol x) => {|MG2048:Ops.Scan(g, g, static (h, x) => h + x)|}; }"),
        new("MG2070", "shape", "[Model] public partial class M { [Network] static Symbol F([Shape(4)] Symbol g, [Sequence(3), Shape(4)] Symbol x) => {|MG2070:Ops.Scan(x, Ops.Zeros(3), static (h, x) => x)|}; }"),
        new("MG2070", "initial state with steps", "[Model] public partial class M { [Network] static Symbol F([Shape(4)] Symbol g, [Sequence(3), Shape(4)] Symbol x) => {|MG2070:Ops.Scan(x, x, static (h, x) => h)|}; }"),
        new("MG2070", "number", "[Model] public partial class M { [Network] static Symbol F([Shape(4)] Symbol g, [Sequence(3), Shape(4)] Symbol x) => {|MG2070:Ops.Scan(x, (1, g), static (h, x) => h)|}.Item2; }"),
        new("MG1030", "lambda that changes what it captures", "[Model] public partial class M { [Network] static Symbol F([Shape(4)] Symbol g, [Sequence(3), Shape(4)] Symbol x) { var n = new int[1]; return Ops.Scan(x, g, (h, x) => { {|MG1030:n[0]|}++; return h + x * n[0]; }); } }"),
        new("MG3001", "cosine", "[Model, Input(4), Dense(3), CrossEntropy, Sgd(0.1f), Warmup(500), {|MG3001:CosineDecay(500)|}] public partial class M;"),
        new("MG3001", "before the warm-up", "[Model, Input(4), Dense(3), CrossEntropy, Sgd(0.1f), {|MG3001:PolynomialDecay(20)|}, Warmup(30)] public partial class M;"),
        new("MG3001", "of an objective", "[Model] public partial class M { [Network] static Symbol F([Shape(4)] Symbol x) => Ops.Dense(x, 3); [Objective, Sgd(0.1f), Warmup(9), {|MG3001:OneCycle(9)|}] static Symbol L([Shape(4)] Symbol x, Label y) => Ops.CrossEntropy(F(x), y); }"),
        new("MG2061", "more than what is gathered from", "[Model] public partial class M { [Network] static Symbol F([Shape(4, 2)] Symbol x, [Negatives(3, 5)] Indices i) => {|MG2061:Ops.Gather(x, i)|}; }"),
        new("MG2040", "rows of a number", "[Model] public partial class M { [Network] static Symbol F([Shape(4)] Symbol x, Indices i) => {|MG2040:Ops.Gather(Ops.Sum(x), i)|}; }"),
        new("MG2062", "stride", "[Model] public partial class M { [Network] static Symbol F([Sequence(9), Shape(4)] Symbol x) => Ops.MaxSteps({|MG2062:Ops.Conv1D(x, 3, 3, stride: 2)|}); }"),
        new("MG2062", "padding", "[Model] public partial class M { [Network] static Symbol F([Sequence(9), Shape(4)] Symbol x) => Ops.MaxSteps({|MG2062:Ops.Conv1D(x, 3, 3, padding: 1)|}); }"),
        new("MG2062", "groups", "[Model] public partial class M { [Network] static Symbol F([Sequence(9), Shape(4)] Symbol x) => Ops.MaxSteps({|MG2062:Ops.Conv1D(x, 4, 3, groups: 2)|}); }"),
        new("MG3003", "momentum", "[Model] public partial class M { [Embedding(9, 4, Sparse = true)] private static partial Symbol W(Indices x); [Objective, Sgd(0.1f, Momentum = 0.5f)] static Symbol L(Indices x) => Ops.Sum({|MG3003:W(x)|}); }"),
        new("MG3003", "weight decay", "[Model] public partial class M { [Embedding(9, 4, Sparse = true)] private static partial Symbol W(Indices x); [Objective, Adam(WeightDecay = 0.5f)] static Symbol L(Indices x) => Ops.Sum({|MG3003:W(x)|}); }"),
        new("MG3003", "optimizer", "[Model] public partial class M { [Embedding(9, 4, Sparse = true)] private static partial Symbol W(Indices x); [Objective, AdamW] static Symbol L(Indices x) => Ops.Sum({|MG3003:W(x)|}); }"),
        new("MG3003", "largest moments", "[Model] public partial class M { [Embedding(9, 4, Sparse = true)] private static partial Symbol W(Indices x); [Objective, Adam(AmsGrad = true)] static Symbol L(Indices x) => Ops.Sum({|MG3003:W(x)|}); }"),
        new("MG3003", "penalty", "[Model] public partial class M { [Embedding(9, 4, Sparse = true)] private static partial Symbol W(Indices x); [Objective, Adam, L2(0)] static Symbol L(Indices x) => Ops.Sum({|MG3003:W(x)|}); }"),
        new("MG3003", "group", "[Model] public partial class M { [Embedding(9, 4, Sparse = true), ParameterGroup(WeightDecay = 0.1f)] private static partial Symbol W(Indices x); [Objective, Adam] static Symbol L(Indices x) => Ops.Sum({|MG3003:W(x)|}); }"),
        new("MG3002", "pattern", "[Model, Input(4), Dense(3), CrossEntropy, Adam, {|MG3002:ParameterGroup(\"conv*\", IsFrozen = true)|}] public partial class M;"),
        new("MG3002", "name", "[Model, Input(4), Dense(3), CrossEntropy, Adam, {|MG3002:ParameterGroup(\"dense\", RateFactor = 0.5f)|}] public partial class M;"),
        new("MG3002", "behind a layer without weights", "[Model, Input(4), Dense(3), Tanh, {|MG3002:ParameterGroup(IsFrozen = true)|}, Dense(3), CrossEntropy, Adam] public partial class M;"),
        new("MG3002", "behind no layer", "[Model, Input(4), Dense(3), CrossEntropy, Adam, {|MG3002:ParameterGroup(IsFrozen = true)|}] public partial class M;"),
        new("MG3002", "before all layers", "[Model, Input(4), {|MG3002:ParameterGroup(IsFrozen = true)|}, Dense(3), CrossEntropy, Adam] public partial class M;"),
        new("MG3002", "on an objective", "[Model] public partial class M { [Network] static Symbol F([Shape(4)] Symbol x) => Ops.Dense(x, 3); [Objective, Sgd(0.1f), {|MG3002:ParameterGroup(RateFactor = 0.5f)|}] static Symbol L([Shape(4)] Symbol x, Label y) => Ops.CrossEntropy(F(x), y); }"),
        new("MG3002", "on a shared layer without weights", "[Model] public partial class M { [Tanh, {|MG3002:ParameterGroup(RateFactor = 0.5f)|}] private static partial Symbol A(Symbol x); [Network] static Symbol F([Shape(4)] Symbol x) => Ops.Dense(A(x), 3); [Objective, Sgd(0.1f)] static Symbol L([Shape(4)] Symbol x, Label y) => Ops.CrossEntropy(F(x), y); [Objective, Sgd(0.1f)] static Symbol K([Shape(4)] Symbol x, Label y) => Ops.CrossEntropy(F(x), y); }"),
        new("MG4001", "pooling", "[Model, Input(3, 9, 8), {|MG4001:MaxPool2D(2)|}, Flatten, Dense(3)] public partial class M;"),
        new("MG4001", "convolution", "[Model, Input(3, 8, 8), {|MG4001:Conv2D(4, 3, Stride = 2)|}, Flatten, Dense(3)] public partial class M;"),
        new("MG4001", "sequence", "[Model, Input(3, 9), {|MG4001:MaxPool1D(2)|}, Flatten, Dense(3)] public partial class M;"),
        new("MG4001", "volume", "[Model, Input(3, 8, 9, 9), {|MG4001:Conv3D(4, 3, Stride = 2)|}, Flatten, Dense(3)] public partial class M;"),
        new("MG4002", "softmax", $"[Model, Input(4), Dense(3), {{|MG4002:Softmax|}}] {Trained} public partial class M;"),
        new("MG4002", "logarithm of softmax", $"[Model, Input(4), Dense(3), {{|MG4002:LogSoftmax|}}] {Trained} public partial class M;"),
        new("MG4002", "sigmoid", "[Model, Input(4), Dense(3), {|MG4002:Sigmoid|}, BinaryCrossEntropy, Adam] public partial class M;"),
        new("MG4005", "softmax", "[Model, Input(4), Dense(3), {|MG4005:Softmax|}, NegativeLogLikelihood, Adam] public partial class M;"),
        new("MG4006", "classes", $"[Model, Input(4), Dense(3), {{|MG4006:Relu|}}] {Trained} public partial class M;"),
        new("MG4006", "two classes", "[Model, Input(4), Dense(1), {|MG4006:Relu|}, Hinge, Adam] public partial class M;"),
        new("MG4005", "scores", "[Model, Input(4), {|MG4005:Dense(3)|}, NegativeLogLikelihood, Adam] public partial class M;"),
        new("MG4005", "pooled scores", "[Model, Input(1, 4, 4), Conv2D(3, 3), {|MG4005:GlobalAvgPool2D|}, NegativeLogLikelihood, Adam] public partial class M;"),
        new("MG4007", "step", "[Model, Input(4), Dense(3), {|MG4007:Step|}, Dense(3), SquaredError, Adam] public partial class M;"),
        new("MG4007", "once for all layers before the last step", "[Model, Input(4), Dense(3), Step, Dense(3), Tanh, Dense(1), {|MG4007:Step|}, SquaredError, Adam] public partial class M;"),
        new("MG4003", "convolution", "[Model, Input(3, 8, 8), {|MG4003:Conv2D(4, 3)|}, BatchNorm, Relu, Flatten, Dense(3)] public partial class M;"),
        new("MG4003", "dense", "[Model, Input(4), {|MG4003:Dense(8)|}, BatchNorm, Relu, Dense(3)] public partial class M;"),
        new("MG4003", "transposed convolution", "[Model, Input(3, 8, 8), {|MG4003:ConvTranspose2D(4, 3)|}, BatchNorm, Relu, Flatten, Dense(3)] public partial class M;"),
        new("MG4003", "sequence", "[Model, Input(3, 8), {|MG4003:Conv1D(4, 3)|}, BatchNorm, Relu, Flatten, Dense(3)] public partial class M;"),
        new("MG4004", "noise at the end", "[Model, Input(4), Dense(3), {|MG4004:GaussianNoise(0.5f)|}, SquaredError, Adam] public partial class M;"),
        new("MG4004", "channels at the end", "[Model, Input(3, 8, 8), Conv2D(2, 3), {|MG4004:SpatialDropout2D(0.5f)|}, SquaredError, Adam] public partial class M;"),
        new("MG4004", "end", $"[Model, Input(4), Dense(3), {{|MG4004:Dropout(0.5f)|}}] {Trained} public partial class M;"),
    ];

    public static IReadOnlyList<RuleSample> Silent { get; } =
    [
        .. FunctionSamples.Silent,
        .. FunctionNameSamples.Silent,
        .. FunctionDoubtSamples.Silent,
        .. SymbolFunctionSamples.Silent,
        new("MG1043", "constants", "[Model, Input(4), Dense(Width), Relu, Dense(3)] public partial class M { [Variant(4, 8)] const int Width = 4; [Variant(-1, 2)] const int Other = 0; const int Third = 3; }"),
        new("MG1044", "right variants", "[Model, Input(1, 8, 8), Conv2D(2, Kernel), Flatten, Dense(3)] public partial class M { [Variant(3, 7)] const int Kernel = 5; }"),
        new("MG1045", "lengths of its own and another's", "[Model] public partial class M { [Network] static Symbol F([Sequence(4), Shape(3)] Symbol x, [Sequence(nameof(x)), Shape(3)] Symbol y) => Ops.MeanSteps(x + y); }"),
        new("MG2047", "reduced before", "[Model] public partial class M { [Network] static Symbol F([Sequence(4), Shape(3)] Symbol x, [Sequence(4), Shape(3)] Symbol y) => x + Ops.MaxSteps(y); }"),
        new("MG2048", "sequence", "[Model] public partial class M { [Network] static Symbol F([Sequence(4), Shape(3)] Symbol x) => Ops.Gru(x, 2); }"),
        new("MG2049", "layer norm", "[Model] public partial class M { [Network] static Symbol F([Sequence(4), Shape(3)] Symbol x) => Ops.LastStep(Ops.LayerNorm(x)); }"),
        new("MG2054", "divisor", "[Model] public partial class M { [Network] static Symbol F([Sequence(4), Shape(6)] Symbol x) => Ops.MultiHeadAttention(x, 2); }"),
        new("MG2055", "same size", "[Model] public partial class M { [Network] static Symbol F([Shape(4)] Symbol x, [Sequence(3), Shape(4)] Symbol y) => Ops.MultiHeadAttention(x, y, 2); }"),
        new("MG2056", "units", "[Model] public partial class M { [Network] static Symbol F([Shape(4)] Symbol g, [Sequence(3), Shape(6)] Symbol x) => Ops.GruStates(x, g, 4).State; }"),
        new("MG2057", "each step", "[Model] public partial class M { [Network(StepByStep = true)] static Symbol F([Sequence(3), Shape(6)] Symbol x, [Sequence(5), Shape(6)] Symbol y) => Ops.Gru(y, 3) * Ops.LastStep(Ops.Dense(x, 3)); }"),
        new("MG2058", "forward", "[Model] public partial class M { [Network(StepByStep = true)] static Symbol F([Sequence(3), Shape(6)] Symbol x, [Sequence(5), Shape(6)] Symbol y) => Ops.MultiHeadAttention(Ops.MultiHeadAttention(y, 2, causal: true), Ops.Lstm(x, 3, bidirectional: true), 3); }"),
        new("MG1034", "drawn indices", "[Model] public partial class M { [Embedding(9, 4)] private static partial Symbol W(Indices x); [Objective, Sgd(0.1f)] static Symbol L(Indices x, [Negatives(3, 9)] Indices n) => Ops.NegativeSampling(W(x), W(x), W(n)); }"),
        new("MG2060", "one negative", "[Model] public partial class M { [Embedding(9, 4)] private static partial Symbol W(Indices x); [Objective, Sgd(0.1f)] static Symbol L(Indices x, [Negatives(1, 9)] Indices n) => Ops.NegativeSampling(W(x), W(x), W(n)); }"),
        new("MG2061", "fewer than rows", "[Model] public partial class M { [Network] static Symbol F([Negatives(3, 8)] Indices x) => Ops.Embedding(x, 9, 4); }"),
        new("MG1030", "lambda that reads what it captures", "[Model] public partial class M { [Network] static Symbol F([Shape(4)] Symbol g, [Sequence(3), Shape(4)] Symbol x) { var n = new int[1]; return Ops.Scan(x, g, (h, x) => { var m = n[0]; m++; return h + g + x * m; }); } }"),
        new("MG2059", "one step of units", "[Model] public partial class M { [Network] static Symbol F([Shape(4)] Symbol g, [Sequence(3), Shape(4)] Symbol x) => Ops.Scan(Ops.Gru(x, 4), g, static (h, x) => Ops.GruStates(x, h, 4).State); }"),
        new("MG2070", "tuple", "[Model] public partial class M { [Network] static Symbol F([Shape(4)] Symbol g, [Sequence(3), Shape(4)] Symbol x) => Ops.LastStep(Ops.Scan(x, (Ops.Zeros(4), (g, g)), (s, x) => (s.Item1 + g, (x, s.Item1))).Item2.Item1); }"),
        new("MG3001", "longer decays", "[Model, Input(4), Dense(3), CrossEntropy, Sgd(0.1f), Warmup(500), CosineDecay(501), StepDecay(10), ReduceOnPlateau] public partial class M;"),
        new("MG2062", "same", "[Model] public partial class M { [Network] static Symbol F([Sequence(9), Shape(4)] Symbol x) => Ops.MaxSteps(Ops.Conv1D(Ops.Conv1D(x, 3, 3, dilation: 2, padding: Padding.Same), 2, 4)); }"),
        new("MG2062", "length of each step", "[Model] public partial class M { [Network] static Symbol F([Sequence(9), Shape(4, 8)] Symbol x) => Ops.MaxSteps(Ops.Conv1D(x, 4, 3, stride: 2, padding: 1, groups: 2)); }"),
        new("MG3003", "clipped gradients", "[Model] public partial class M { [Embedding(9, 4, Sparse = true)] private static partial Symbol W(Indices x); [Objective, Adam, ClipGradientNorm(1), ClipGradientValue(1)] static Symbol L(Indices x) => Ops.Sum(W(x)); }"),
        new("MG3003", "dense", "[Model] public partial class M { [Embedding(9, 4)] private static partial Symbol W(Indices x); [Objective, Sgd(0.1f, Momentum = 0.5f), L2(0.1f)] static Symbol L(Indices x) => Ops.Sum(W(x)); }"),
        new("MG3003", "Adagrad", "[Model] public partial class M { [Embedding(9, 4, Sparse = true)] private static partial Symbol W(Indices x); [Objective, Adagrad, Warmup(3)] static Symbol L(Indices x) => Ops.Sum(W(x)); }"),
        new("MG3002", "names and patterns", "[Model, Input(4), Dense(3), CrossEntropy, Adam, ParameterGroup(\"dense1\"), ParameterGroup(\"*.bias\", WeightDecay = 0f), ParameterGroup(\"d*e*.w*t\")] public partial class M;"),
        new("MG3002", "behind layers", "[Model, Input(4), Dense(3), ParameterGroup(IsFrozen = true), ParameterGroup(RateFactor = 0.5f), LayerNorm, ParameterGroup(WeightDecay = 0f), Dense(3), CrossEntropy, Adam] public partial class M;"),
        new("MG3002", "on a shared layer", "[Model] public partial class M { [Dense(4), ParameterGroup(IsFrozen = true)] private static partial Symbol A(Symbol x); [Network] static Symbol F([Shape(4)] Symbol x) => Ops.Dense(A(x), 3); [Objective, Sgd(0.1f)] static Symbol L([Shape(4)] Symbol x, Label y) => Ops.CrossEntropy(F(x), y); }"),
        new("MG1001", "class", $"[Model, Input(4), Dense(3)] {Trained} public partial class M;"),
        new("MG1002", "class", "partial class Outer { [Model, Input(4), Dense(3)] public partial class M; }"),
        new("MG1002", "types of all kinds", "namespace A { partial interface I { partial struct S { partial record R { partial record struct T { [Model, Input(4), Dense(3)] partial class M; } } } } }"),
        new("MG1003", "derived from a generic", "public class Base<T>; [Model, Input(4), Dense(3)] public partial class M : Base<int>;"),
        new("MG1004", "sealed", "[Model, Input(4), Dense(3)] public sealed partial class M;"),
        new("MG1005", "input on another declaration", "[Model, Dense(3)] public partial class M; [Input(4)] partial class M;"),
        new("MG1006", "one", "[Model, Input(5), Dense(3)] public partial class M;"),
        new("MG1007", "one without weights", "[Model, Input(4), Tanh] public partial class M;"),
        new("MG1008", "ones", "[Model, Input(1, 1, 1), Flatten, Dense(3)] public partial class M;"),
        new("MG1009", "foreign attributes", "class InputAttribute(int size) : Attribute { public int Size { get; } = size; } [Input(4)] public partial class M;"),
        new("MG1010", "borders of all ranges", BordersOfRanges),
        new("MG1011", "one", "[Model, Input(4), Dense(3), SquaredError, Adam] public partial class M;"),
        new("MG1012", "one with regularizers", "[Model, Input(4), Dense(3), CrossEntropy, Sgd(0.1f), L1(1e-5f), L2(1e-4f), ClipGradientNorm(1f), ClipGradientValue(1f)] public partial class M;"),
        new("MG1013", "without a loss", "[Model, Input(4), Dense(3)] public partial class M;"),
        new("MG1014", "with a loss", "[Model, Input(4), Dense(3), CrossEntropy, Adam, L2(1e-4f)] public partial class M;"),
        new("MG1015", "loss on another declaration", $"[Model, Input(4), Dense(3)] public partial class M; {Trained} partial class M;"),
        new("MG1016", "hinge", "[Model, Input(4), Dense(1), Hinge, Adam] public partial class M;"),
        new("MG1018", "large", "[Model, Input(3, 224, 224), Conv2D(64, 7, Stride = 2, Padding = 3), Relu, GlobalAvgPool2D, Dense(1000)] public partial class M;"),
        new("MG1019", "small", $"[Model(Unroll = Unroll.Full), Input(4), Dense(8), Relu, Dense(3)] {Trained} public partial class M;"),
        new("MG1019", "sixteen values of an expensive function", $"[Model(Unroll = Unroll.Full), Input(4), Dense(16), Tanh, Dense(3)] {Trained} public partial class M;"),
        new("MG1017", "overload", "[Model, Input(4), Dense(3)] public partial class M { public void Save(string path, bool overwrite) { } }"),
        new("MG1020", "chained", "[Model, Input(4), Dense(3)] public partial class M { public M(string path) : this(seed: 1) => Load(path); public M() : this(\"m.safetensors\") { } static M() { } }"),
        new("MG1041", "internal class", "[Model, Input(4), Dense(3)] internal sealed partial class M;"),
        new("MG1021", "training's member without training", "[Model, Input(4), Dense(3)] public partial class Train;"),
        new("MG1022", "other parameters", "[Model, Input(4), Dense(3)] public partial class M { public M(int seed, string path) : this(seed) => Load(path); }"),
        new("MG2001", "image", "[Model, Input(1, 4, 4), Conv2D(2, 3), MaxPool2D(2), GlobalMaxPool2D] public partial class M;"),
        new("MG2002", "divisors", "[Model, Input(4, 8, 8), Conv2D(6, 3, Groups = 2)] public partial class M;"),
        new("MG2003", "stride of 1", "[Model, Input(3, 8, 8), Conv2D(4, 4, Padding = Padding.Same)] public partial class M;"),
        new("MG2004", "flattened", "[Model, Input(3, 8, 8), Flatten, Dense(4)] public partial class M;"),
        new("MG2005", "as large as the padded input", "[Model, Input(3, 8, 8), Conv2D(4, 10, Padding = 1), AvgPool2D(1)] public partial class M;"),
        new("MG2006", "half", "[Model, Input(3, 8, 8), MaxPool2D(2, Padding = 1)] public partial class M;"),
        new("MG2020", "vector", "[Model, Input(3, 8, 8), Conv2D(4, 3), GlobalAvgPool2D, CrossEntropy, Adam] public partial class M;"),
        new("MG2021", "two scores", "[Model, Input(4), Dense(2), CrossEntropy, Adam] public partial class M;"),
        new("MG2030", "divisors", "[Model, Input(6, 8, 8), GroupNorm(1), GroupNorm(3), GroupNorm(6)] public partial class M;"),
        new("MG2031", "two values", "[Model, Input(1, 1, 2), InstanceNorm, LayerNorm, RmsNorm] public partial class M;"),
        new("MG2045", "reversed", "[Model, Input(3, 8, 9), Transpose, Transpose(-1, 0, 1), Flatten, Dense(3)] public partial class M;"),
        new("MG2050", "sequence", "[Model, Input(3, 8), Conv1D(4, 3), AvgPool1D(2), Flatten, Dense(3)] public partial class M;"),
        new("MG2051", "volume", "[Model, Input(3, 8, 8, 8), Conv3D(4, 3), Flatten, Dense(3)] public partial class M;"),
        new("MG2052", "below the stride", "[Model, Input(3, 8, 8), ConvTranspose2D(4, 3, Stride = 3, OutputPadding = 2), Flatten, Dense(3)] public partial class M;"),
        new("MG2053", "one row is left", "[Model, Input(3, 1, 8), ConvTranspose2D(4, 3, Padding = 1), Flatten, Dense(3)] public partial class M;"),
        new("MG2046", "layer", "[Model, Input(3, 8, 8), Reshape(-1, 4, 3), Conv2D(2, 3), Reshape(4), Dense(3)] public partial class M;"),
        new("MG4001", "ceiling", "[Model, Input(3, 9, 9), MaxPool2D(2, Ceiling = true), Flatten, Dense(3)] public partial class M;"),
        new("MG4001", "padding unread", "[Model, Input(3, 8, 8), Conv2D(4, 3, Stride = 2, Padding = 1), Flatten, Dense(3)] public partial class M;"),
        new("MG4001", "projection with stride", "[Model, Input(3, 8, 8), Conv2D(4, 1, Stride = 2), Flatten, Dense(3)] public partial class M;"),
        new("MG4002", "before another loss", "[Model, Input(4), Dense(3), Softmax, SquaredError, Adam] public partial class M;"),
        new("MG4005", "logarithms", "[Model, Input(4), Dense(3), LogSoftmax, NegativeLogLikelihood, Adam] public partial class M;"),
        new("MG4006", "before another loss", "[Model, Input(4), Dense(3), Relu, SquaredError, Adam] public partial class M;"),
        new("MG4005", "unit lengths, which may be logarithms", "[Model, Input(4), Dense(3), Identity, Softplus, NegativeLogLikelihood, Adam] public partial class M;"),
        new("MG4007", "without an objective", "[Model, Input(4), Dense(3), Step] public partial class M;"),
        new("MG4007", "all reached", "[Model, Input(4), Dense(3), Tanh, BatchNorm, PRelu, Dense(3), SquaredError, Adam] public partial class M;"),
        new("MG4003", "without bias", "[Model, Input(3, 8, 8), Conv2D(4, 3, Bias = false), BatchNorm, Relu, Flatten, Dense(3)] public partial class M;"),
        new("MG4003", "activation between", "[Model, Input(4), Dense(8), Relu, BatchNorm, Dense(3)] public partial class M;"),
        new("MG4004", "before the last layer", $"[Model, Input(4), Dense(8), Dropout(0.5f), Dense(3)] {Trained} public partial class M;"),
    ];

    public static TheoryData<string> FiringNames => [.. Firing.Select(sample => sample.Name)];

    public static TheoryData<string> SilentNames => [.. Silent.Select(sample => sample.Name)];

    private const string BordersOfRanges = """
        [Model, Input(1, 4, 4)]
        [Conv2D(1, 1, Stride = 1, Padding = 0, Dilation = 1, Groups = 1, Initializer = Initializer.Constant, InitializerScale = -1f), LeakyRelu(0f), Elu(1e-30f), MaxPool2D(1)]
        [Flatten, BatchNorm(Momentum = 0f), BatchNorm(Momentum = 1f), Dropout(0f), Dense(1)]
        [Huber(1e-3f), Sgd(1e-30f, Momentum = 0f, WeightDecay = 0f), L1(0f), L2(0f)]
        public partial class A;

        [Model, Input(2), Dense(2), CrossEntropy(LabelSmoothing = 0f), Adam(Beta1 = 0f, Beta2 = 0f)]
        public partial class B;
        """;

    private static IEnumerable<RuleSample> OutOfRange()
    {
        string[] layers =
        [
            "Dense(0)", "Dense(-3)", "Dense(3, Initializer = (Initializer)99)", "Dense(3, InitializerScale = float.NaN)", "Dropout(1f)", "Dropout(-0.1f)", "Dropout(float.NaN)", "SpatialDropout2D(1f)", "GaussianNoise(-1f)", "GaussianNoise(float.NaN)",
            "Upsample2D(0)", "Upsample2D(int.MaxValue)", "Upsample2D(2, Mode = (UpsampleMode)7)", "Pad2D(-1, 0, 0, 0)", "Pad2D(0, -1, 0, 0)", "Pad2D(0, 0, -1, 0)", "Pad2D(0, 0, 0, int.MaxValue)",
            "LocalResponseNorm(0)", "LocalResponseNorm(5, Alpha = -1f)", "LocalResponseNorm(5, Beta = float.NaN)", "LocalResponseNorm(5, K = 0f)",
            "BatchNorm(Momentum = 1.5f)", "BatchNorm(Momentum = -0.5f)", "BatchNorm(Epsilon = 0f)", "Elu(0f)", "LeakyRelu(float.PositiveInfinity)",
            "LayerNorm(Epsilon = 0f)", "RmsNorm(Epsilon = -1f)", "InstanceNorm(Epsilon = float.NaN)", "GroupNorm(1, Epsilon = 0f)", "GroupNorm(0)", "GroupNorm(-1)",
            "Conv2D(0, 3)", "Conv2D(2, 0)", "Conv2D(2, 3, 0)", "Conv2D(2, 3, Stride = 0)", "Conv2D(2, 3, Padding = -2)", "Conv2D(2, 3, Padding = int.MaxValue)", "Conv2D(2, 3, Dilation = 0)",
            "Conv2D(2, 3, Dilation = int.MaxValue)", "Conv2D(2, 3, Groups = 0)", "Conv2D(2, 3, Groups = -1)", "Conv2D(2, int.MaxValue)",
            "Conv1D(0, 3)", "Conv1D(2, 0)", "Conv1D(2, 3, Stride = 0)", "Conv3D(2, 3, 3, 0)", "Conv3D(2, 0)", "Conv3D(2, 3, Groups = 0)",
            "ConvTranspose2D(0, 3)", "ConvTranspose2D(2, 0)", "ConvTranspose2D(2, 3, 0)", "ConvTranspose2D(2, 3, Stride = 0)", "ConvTranspose2D(2, 3, Padding = -1)", "ConvTranspose2D(2, 3, OutputPadding = -1)",
            "MaxPool1D(0)", "MaxPool1D(2, Stride = -1)", "AvgPool1D(2, Padding = -1)",
            "MaxPool2D(0)", "MaxPool2D(2, -1)", "AvgPool2D(2, Stride = -1)", "AvgPool2D(2, Padding = -1)", "AvgPool2D(int.MaxValue)", "AvgPool2D(2, Padding = int.MaxValue)",
        ];
        string[] losses = ["CrossEntropy(LabelSmoothing = 1f)", "CrossEntropy(LabelSmoothing = -0.1f)", "Huber(0f)"];
        string[] optimizers =
        [
            "Sgd(0f)", "Sgd(-1f)", "Sgd(float.NaN)", "Sgd(0.1f, Momentum = 1f)", "Sgd(0.1f, Nesterov = true)", "Sgd(0.1f, WeightDecay = -1f)",
            "Adam(0f)", "Adam(Beta1 = 1f)", "Adam(Beta2 = -0.1f)", "AdamW(Epsilon = -1f)", "AdamW(WeightDecay = -1f)",
            "Nadam(MomentumDecay = -1f)", "Nadam(Beta1 = 1f)", "RmsProp(Alpha = 1f)", "RmsProp(Momentum = -0.1f)", "Adagrad(RateDecay = -1f)", "Adagrad(Epsilon = 0f)", "Adadelta(Rho = 1f)", "Lion(Beta2 = 1f)",
        ];
        string[] regularizers = ["L1(-1f)", "L2(-1f)", "ClipGradientNorm(-1f)", "ClipGradientValue(-1f)", "WeightDecay(-1f)", "MaxNorm(-1f)", "ParameterGroup(\"\")", "ParameterGroup(\"dense1\", RateFactor = -1f)", "ParameterGroup(\"dense1\", WeightDecay = -1f)"];
        string[] schedules =
        [
            "Warmup(0)", "StepDecay(0)", "StepDecay(10, 0f)", "ExponentialDecay(0f)", "InverseTimeDecay(-1f)", "PolynomialDecay(0)", "PolynomialDecay(10, 0f)", "CosineDecay(0)", "CosineDecay(10, FinalFactor = -1f)",
            "CosineRestarts(10, 0)", "Cyclical(0f, 1f, 10)", "Cyclical(0.5f, 0.25f, 10)", "Cyclical(0.1f, 1f, 0)", "OneCycle(1)", "OneCycle(10, WarmupShare = 1f)", "ReduceOnPlateau(1f)", "ReduceOnPlateau(0.5f, -1)",
        ];
        return
        [
            .. layers.Select(layer => Sample(layer, $"[Model, Input(1, 4, 4), {Mark(layer)}, Flatten, Dense(3), CrossEntropy, Adam] public partial class M;")),
            .. losses.Select(loss => Sample(loss, $"[Model, Input(4), Dense(3), {Mark(loss)}, Adam] public partial class M;")),
            .. optimizers.Select(optimizer => Sample(optimizer, $"[Model, Input(4), Dense(3), CrossEntropy, {Mark(optimizer)}] public partial class M;")),
            .. regularizers.Select(regularizer => Sample(regularizer, $"[Model, Input(4), Dense(3), CrossEntropy, Adam, {Mark(regularizer)}] public partial class M;")),
            .. schedules.Select(schedule => Sample(schedule, $"[Model, Input(4), Dense(3), CrossEntropy, Adam, {Mark(schedule)}] public partial class M;")),
            Sample("Unroll", $"[{Mark("Model(Unroll = (Unroll)7)")}, Input(4), Dense(3)] public partial class M;"),
        ];

        static RuleSample Sample(string variant, string source) => new("MG1010", variant, source);

        static string Mark(string attribute) => $"{{|MG1010:{attribute}|}}";
    }
}
