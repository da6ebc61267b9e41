using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// Connectionist temporal classification (Graves et al. 2006): −ln of the probability, by the softmax of each step's scores, of all ways to say the labels in their order, each for one step or several, with any number of blanks between
/// them; the same label twice needs a blank between. PyTorch's <c>CTCLoss</c> on <c>log_softmax</c> of the scores, with the reduction <c>none</c>.
/// </summary>
/// <param name="Blank">The class that says nothing.</param>
/// <param name="ZeroInfinity">Whether labels that need more steps than there are have the loss 0, and no gradient.</param>
public sealed record Ctc(int Blank = 0, bool ZeroInfinity = false) : Loss
{
    /// <inheritdoc/>
    public override string Name => nameof(Ctc);

    /// <inheritdoc/>
    public override string Describe() => (Blank, ZeroInfinity) switch
    {
        (0, false) => Name,
        (_, false) => FormattableString.Invariant($"Ctc(Blank = {Blank})"),
        _ => FormattableString.Invariant($"Ctc(Blank = {Blank}, ZeroInfinity = true)"),
    };

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["prediction", "target", "lengths", "targetLengths"];

    /// <inheritdoc/>
    public override bool TakesLabels => true;

    /// <inheritdoc/>
    public override ScoreKind ScoreKind => ScoreKind.Logits;

    /// <inheritdoc/>
    public override bool RunsAlongTime => true;

    /// <inheritdoc/>
    public override bool JoinsTimes => true;

    /// <inheritdoc/>
    public override IReadOnlyList<int> SequenceOperands => [0, 1];

    /// <inheritdoc/>
    public override TimeAxis? ResultTime(IReadOnlyList<Value> inputs) => null;

    /// <inheritdoc/>
    public override Problem? Validate() => Constants.AtLeast("blank", Blank, 0);

    /// <summary>The target has steps, and others than the scores.</summary>
    public override Problem? WrongTimes(IReadOnlyList<TimeAxis?> times) => times[0] is null ? Problem.Of(Rules.TakesSequence)
        : times[1] is null ? Problem.Of(Rules.CtcTarget, "has no steps")
        : times[1] == times[0] ? Problem.Of(Rules.CtcTarget, $"has as many steps as the scores, those of '{times[0]!.Name}'")
        : null;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => inputs[0] switch
    {
        { Rank: not 1 } => Problem.Of(Rules.LossTakesVector),
        { Count: < 2 } => Problem.Of(Rules.LossTakesClasses),
        { Count: var classes } when Blank >= classes => Constants.OutOfRange("blank", Blank, FormattableString.Invariant($"one of the {classes} classes, 0 to {classes - 1}")),
        _ when inputs[1].LongCount != 1 => Problem.Of(Rules.LossTargetShape, "one class index at each of its steps", inputs[1].ToString()),
        _ => Shape.Of(1),
    };

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Lower(LoweringContext context) =>
        [context.Add(new CtcPaths(Blank, ZeroInfinity) { MaximumLabels = context.Inputs[1].Time!.MaximumLength }, [context.Add(new LogSoftmax(), context.Inputs[0]), .. context.Inputs.Skip(1)])];

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call) => throw new InvalidOperationException($"{Name} was not lowered.");

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel) => throw new InvalidOperationException($"{Name} was not lowered.");
}
