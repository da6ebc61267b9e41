using System.Globalization;
using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// Attention of several heads with projections of queries, keys and values, and of what the heads give (Vaswani et al. 2017, section 3.2.2): a sequence looks at itself or, with two operands, the first at the second. PyTorch's
/// <c>MultiheadAttention</c>, with its weights <c>in_proj_weight</c> [3·size, size], <c>in_proj_bias</c>, <c>out_proj.weight</c> and <c>out_proj.bias</c>.
/// </summary>
/// <param name="Heads">Heads, which divide the size.</param>
/// <param name="Causal">Whether a step sees no later one.</param>
/// <param name="HasMemory">Whether a second operand is looked at.</param>
public sealed record MultiHeadAttention(int Heads, bool Causal = false, bool HasMemory = false) : CompositeOperation
{
    private const int Projections = 3;

    /// <inheritdoc/>
    public override string Name => nameof(MultiHeadAttention);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => HasMemory
        ? ["input", "memory", "lengths", "in_proj_weight", "in_proj_bias", "out_proj.weight", "out_proj.bias"]
        : ["input", "lengths", "in_proj_weight", "in_proj_bias", "out_proj.weight", "out_proj.bias"];

    /// <inheritdoc/>
    public override int WeightCount => 4;

    /// <inheritdoc/>
    public override bool RunsAlongTime => true;

    /// <inheritdoc/>
    public override IReadOnlyList<int> SequenceOperands => [HasMemory ? 1 : 0];

    /// <inheritdoc/>
    public override bool JoinsTimes => HasMemory;

    /// <inheritdoc/>
    public override TimeAxis? ResultTime(IReadOnlyList<Value> inputs) => inputs[0].Time;

    /// <inheritdoc/>
    public override string Describe() => $"MultiHeadAttention({Heads.ToString(CultureInfo.InvariantCulture)}{(Causal ? ", Causal = true" : string.Empty)})";

    /// <inheritdoc/>
    public override Problem? Validate() => Constants.AtLeast("heads", Heads, 1);

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) =>
        inputs[0].Rank != 1 ? Problem.Of(Rules.DenseTakesVector, inputs[0].LongCount.ToString(CultureInfo.InvariantCulture))
        : inputs[0].Count % Heads != 0 ? Problem.Of(Rules.HeadsDoNotDivide, Heads.ToString(CultureInfo.InvariantCulture), inputs[0].Count.ToString(CultureInfo.InvariantCulture))
        : HasMemory && inputs[1] != inputs[0] ? Problem.Of(Rules.MemoryHasOtherSize, inputs[1].ToString())
        : inputs[0];

    /// <summary>PyTorch draws the projections of the operands by Glorot's rule for the three together, and the last as a dense layer's; biases start at 0.</summary>
    public override IReadOnlyList<Weight> Weights(IReadOnlyList<Shape> inputs)
    {
        var size = inputs[0].Count;
        return
        [
            new Weight("in_proj_weight", Shape.Of(Projections * size, size), new Initial("Glorot", 1f, size, Projections * size), IsPenalized: true),
            new Weight("in_proj_bias", Shape.Of(Projections * size), Initial.Zeros),
            new Weight("out_proj.weight", Shape.Of(size, size), new Initial("Default", 0f, size, size), IsPenalized: true),
            new Weight("out_proj.bias", Shape.Of(size), Initial.Zeros),
        ];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Lower(LoweringContext context)
    {
        var weights = context.Inputs.Skip(context.Inputs.Count - WeightCount).ToArray();
        var (input, lengths) = (context.Inputs[0], context.Inputs[HasMemory ? 2 : 1]);
        var size = input.Shape.Count;
        var projected = Project(input);
        var memory = HasMemory ? Project(context.Inputs[1]) : projected;
        var attention = new Attention(Heads, Causal) { Keys = memory.Time!.MaximumLength };
        var heads = context.Add(attention, Part(projected, 0), Part(memory, 1), Part(memory, 2), lengths);
        return [context.Add(new Dense(size), heads, weights[2], weights[3])];

        Value Project(Value value) => context.Add(new Dense(Projections * size), value, weights[0], weights[1]);

        Value Part(Value value, int part) => context.Add(new Slice(0, part * size, size), value);
    }
}
