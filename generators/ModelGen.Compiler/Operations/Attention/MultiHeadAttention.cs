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
/// <param name="Keys">Where the weights are a result too, the largest number of steps that are looked at: shapes do not know it.</param>
/// <param name="IsOneStep">Whether it is called for each step of a scan, and looks from there at all steps of another sequence.</param>
public sealed record MultiHeadAttention(int Heads, bool Causal = false, bool HasMemory = false, int? Keys = null, bool IsOneStep = false) : CompositeOperation
{
    private const int Projections = 3;

    /// <inheritdoc/>
    public override string Name => nameof(MultiHeadAttention);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => HasMemory
        ? ["input", "memory", "lengths", "in_proj_weight", "in_proj_bias", "out_proj.weight", "out_proj.bias"]
        : ["input", "lengths", "in_proj_weight", "in_proj_bias", "out_proj.weight", "out_proj.bias"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => Keys is null ? ["output"] : ["output", "weights"];

    /// <inheritdoc/>
    public override int WeightCount => 4;

    /// <inheritdoc/>
    public override bool RunsAlongTime => !IsOneStep;

    /// <inheritdoc/>
    public override Operation? WithinScan(TimeAxis running, IReadOnlyList<TimeAxis?> times) => HasMemory && !Causal && times[1] is { } other && other != running ? this with { IsOneStep = true } : null;

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
        : Keys is { } keys ? new[] { inputs[0], Shape.Of(Heads, keys) }
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
        var (output, shown) = IsOneStep ? OfStep(context, Part(projected, 0), Part(memory, 1), Part(memory, 2), lengths) : OfSequence(context, Part(projected, 0), Part(memory, 1), Part(memory, 2), lengths);
        output = context.Add(new Dense(size), output, weights[2], weights[3]);
        return Keys is null ? [output] : [output, shown];

        Value Project(Value value) => context.Add(new Dense(Projections * size), value, weights[0], weights[1]);

        Value Part(Value value, int part) => context.Add(new Slice(0, part * size, size), value);
    }

    /// <summary>From all steps of the queries at once.</summary>
    private (Value Output, Value Weights) OfSequence(LoweringContext context, Value query, Value key, Value value, Value lengths)
    {
        var results = context.Add(new Attention(Heads, Causal) { Keys = key.Time!.MaximumLength }, query, key, value, lengths).Producer!.Outputs;
        return (results[0], Keys is null ? results[1] : context.Add(new AttentionWeights(Causal), results[1], key, lengths));
    }

    /// <summary>From one step: keys and values are matrices then, which all steps of the scan share.</summary>
    private (Value Output, Value Weights) OfStep(LoweringContext context, Value query, Value key, Value value, Value lengths)
    {
        var (steps, width) = (key.Time!.MaximumLength, query.Shape.Count / Heads);
        var scaled = context.Add(new WithConstant(new Multiply(), (float)(1 / Math.Sqrt(width)), IsLeft: false), query);
        var scores = context.Add(new MatrixProduct(), OfHeads(key), context.Add(new Reshape(Shape.Of(Heads, width, 1)), scaled));
        var byStep = context.Add(new Transpose([1, 0]), context.Add(new Reshape(Shape.Of(Heads, steps)), scores));
        var shares = context.Add(new Softmax(), context.Add(new Add(), byStep, context.Add(new LengthMask(steps, Heads), lengths)));
        var byHead = context.Add(new Transpose([1, 0]), shares);
        var heads = context.Add(new MatrixProduct(), context.Add(new Reshape(Shape.Of(Heads, 1, steps)), byHead), OfHeads(value));
        return (context.Add(new Reshape(query.Shape), heads), byHead);

        // [heads, steps, width].
        Value OfHeads(Value sequence) =>
            context.Add(new Transpose([1, 0, 2]), context.Add(new Reshape(Shape.Of(steps, Heads, width)), context.Add(new StepsAsAxis(steps), sequence, lengths)));
    }
}
