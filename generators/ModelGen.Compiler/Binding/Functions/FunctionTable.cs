using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;

namespace ModelGen.Compiler.Binding.Functions;

/// <summary>What each function of <c>Ops</c> and each operator of symbols means that is no layer: adding one is one line here. Those that are layers too are in <see cref="AttributeTable"/>.</summary>
internal static class FunctionTable
{
    private static readonly Dictionary<string, Func<AttributeArguments, IReadOnlyList<SymbolValue>, Operation>> Meanings = new()
    {
        ["op_Addition"] = (_, _) => new Add(),
        ["op_Subtraction"] = (_, _) => new Subtract(),
        ["op_Multiply"] = (_, _) => new Multiply(),
        ["op_Division"] = (_, _) => new Divide(),
        ["op_UnaryNegation"] = (_, _) => new Negate(),
        ["Exp"] = (_, _) => new Exp(),
        ["Log"] = (_, _) => new Log(),
        ["Sqrt"] = (_, _) => new Sqrt(),
        ["Square"] = (_, _) => new Square(),
        ["Abs"] = (_, _) => new Abs(),
        ["Pow"] = (a, _) => new Pow(a.At(0, 1f)),
        ["Min"] = (_, _) => new Min(),
        ["Max"] = (_, _) => new Max(),
        ["Clip"] = (a, _) => new Clip(a.At(0, 0f), a.At(1, 0f)),
        ["Sum"] = (a, _) => new Sum([.. a.Integers(0)]),
        ["Mean"] = (a, _) => new Mean([.. a.Integers(0)]),
        ["Variance"] = (a, _) => new Variance([.. a.Integers(0)]),
        ["Concat"] = (_, parts) => new Concat(parts.Count),
        ["ConcatAlong"] = (a, parts) => new Concat(parts.Count, a.At(0, 0)),
        ["Stack"] = (_, parts) => new Stack(parts.Count),
        ["Split"] = (a, _) => new Split(a.At(0, 0), a.Named("axis", 0)),
        ["Slice"] = (a, operands) => Slice.Of(a.At(0, 0), a.At(1, 0), a.At(2, 0), operands[0].Shape),
        ["Gather"] = (_, _) => new Gather(),
        ["MatMul"] = (_, _) => new MatMul(),
        ["Dot"] = (_, _) => new Dot(),
        ["SimpleRnnStates"] = (a, operands) => States(new SimpleRnnCell(), a, operands),
        ["LstmStates"] = (a, operands) => States(new LstmCell(), a, operands),
        ["GruStates"] = (a, operands) => States(new GruCell(), a, operands),
        ["MultiHeadAttention"] = (a, operands) => new MultiHeadAttention(a.At(0, 0), a.Named("causal", false), HasMemory: operands.Count > 1),
        ["MultiHeadAttentionWeights"] = (a, operands) => new MultiHeadAttention(a.At(0, 0), a.Named("causal", false), HasMemory: operands.Count > 1, Keys: operands[^1].Time?.MaximumLength ?? 1),
        ["Where"] = (_, _) => new Where(),
        ["Zeros"] = (a, _) => new Constant(Shape.Of([.. a.Integers(0)]), [0f]),
        ["StopGradient"] = (_, _) => new StopGradient(),
        ["CrossEntropy"] = (a, _) => new ProbabilityCrossEntropy(a.Named("labelSmoothing", 0f)),
        ["Ctc"] = (a, _) => new Ctc(a.Named("blank", 0), a.Named("zeroInfinity", false)),
        ["KullbackLeibler"] = (_, _) => new KullbackLeibler(),
        ["NegativeSampling"] = (_, _) => new NegativeSampling(),
        ["Triplet"] = (a, _) => new Triplet(a.Named("margin", 1f)),
    };

    /// <summary>The meaning of a function; null where there is none.</summary>
    public static Func<AttributeArguments, IReadOnlyList<SymbolValue>, Operation>? Find(string name) => Meanings.TryGetValue(name, out var meaning) ? meaning : null;

    private static RecurrentLayer States(RecurrentCell cell, AttributeArguments a, IReadOnlyList<SymbolValue> operands) =>
        new(cell, a.At(0, 0), a.Named("layers", 1), a.Named("bidirectional", false), HasStates: true, HasInitial: operands.Count > 1);
}
