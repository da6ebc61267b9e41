using System.ComponentModel;

namespace ModelGen.Runtime;

/// <summary>All that the runtime must know of a generated model: written once by the generator, as literals.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record ModelLayout
{
    /// <summary>The class's name, for messages.</summary>
    public required string Name { get; init; }

    /// <summary>The trained tensors, in the order of their offsets in the flat parameter buffer.</summary>
    public required TensorLayout[] Parameters { get; init; }

    /// <summary>Running statistics and the like, in the order of their offsets in the flat state buffer.</summary>
    public required TensorLayout[] State { get; init; }

    /// <summary>Length of the buffer that <see cref="CompiledProgram.Prepare"/> fills.</summary>
    public required int PreparedLength { get; init; }

    /// <summary>The networks; the sequential form has one, <c>Predict</c>.</summary>
    public required NetworkLayout[] Networks { get; init; }

    /// <summary>The objectives; the sequential form has at most one, <c>Loss</c>.</summary>
    public required ObjectiveLayout[] Objectives { get; init; }

    /// <summary>The emitted programs, by the index that networks and objectives name.</summary>
    public required ProgramLayout[] Programs { get; init; }

    /// <summary>The numbers of layers that may change from run to run, in the order in which kernels name them.</summary>
    public HyperparameterLayout[] Hyperparameters { get; init; } = [];

    /// <summary>The distributions that indices are drawn from, in the order of their memory.</summary>
    public NoiseLayout[] Noises { get; init; } = [];

    /// <summary>What stands before the names of an objective's numbers: nothing where it is the only one.</summary>
    internal string PrefixOf(ObjectiveLayout objective) => Objectives.Length == 1 ? "" : $"{char.ToLowerInvariant(objective.Name[0])}{objective.Name.AsSpan(1)}.";

    /// <summary>What runs in place of a program: for a batch of one sample that may be another.</summary>
    internal int ProgramOf(int program, int batch) => batch == 1 && Programs[program].ForOne is { } forOne ? forOne : program;
}

/// <summary>How a tensor gets its first values; meanings as in <see cref="ModelGen.Initializer"/>.</summary>
/// <param name="Initializer">The distribution.</param>
/// <param name="Scale">The constant, the deviation, or the factor on the distribution, as the initializer says.</param>
/// <param name="FanIn">Inputs that one output adds up.</param>
/// <param name="FanOut">Outputs that one input reaches.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct InitializerLayout(Initializer Initializer, float Scale, int FanIn, int FanOut);

/// <summary>One named tensor of a flat buffer, in PyTorch's layout.</summary>
/// <param name="Name">PyTorch's name, such as <c>conv2D1.weight</c>.</param>
/// <param name="Offset">First element in the flat buffer.</param>
/// <param name="Shape">Sizes, outermost first; empty for a scalar.</param>
/// <param name="Initial">How it is initialized.</param>
/// <param name="IsInteger">Whether files hold it as a 64-bit integer (<c>num_batches_tracked</c>).</param>
/// <param name="IsWeight">Whether penalties and limits act on it: not a bias, and no normalization's.</param>
/// <param name="UnitAxis">The axis whose indices are the layer's outputs.</param>
/// <param name="IsSparse">Whether a step changes only those of its rows that it used. Such tensors stand first.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record TensorLayout(
    string Name, int Offset, int[] Shape, InitializerLayout Initial, bool IsInteger = false, bool IsWeight = false, int UnitAxis = 0, bool IsSparse = false)
{
    /// <summary>Number of values.</summary>
    internal int Size { get; } = SizeOf(Shape);

    private static int SizeOf(int[] shape)
    {
        var product = 1;
        foreach (var size in shape)
            product = checked(product * size);
        return product;
    }
}

/// <summary>A column of a batch, a network's input or its output.</summary>
/// <param name="Name">The parameter's name in the generated members.</param>
/// <param name="Width">Values a sample.</param>
/// <param name="Classes">0 for floats; otherwise integers in [0, <paramref name="Classes"/>).</param>
/// <param name="Shape">Sizes of a sample, which a batch given as a tensor must have (or be flat); nothing where any sizes of the right product will do.</param>
/// <param name="Targets">For floats that a loss takes as targets, what it takes the scores as: 0 to 1 for <see cref="ScoreKind.BinaryLogits"/>, ±1 for <see cref="ScoreKind.Signs"/>, otherwise any.</param>
/// <param name="Lengths">The column with the samples' numbers of steps, where <paramref name="Width"/> is that of a step; -1 where a sample has one of it.</param>
/// <param name="IsLengths">Whether it is numbers of steps, which are at least 1.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record ColumnLayout(string Name, int Width, int Classes = 0, int[]? Shape = null, ScoreKind Targets = ScoreKind.None, int Lengths = -1, bool IsLengths = false)
{
    /// <summary>What labels are held against that are aligned with steps of another sequence.</summary>
    public AlignmentLayout? Alignment { get; init; }
}

/// <summary>Labels that are said in their order at some of the steps of another sequence.</summary>
/// <param name="Lengths">The column with that sequence's numbers of steps.</param>
/// <param name="Blank">The class that no label may be.</param>
/// <param name="MayNotFit">Whether labels may need more steps than there are.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record AlignmentLayout(int Lengths, int Blank, bool MayNotFit)
{
    /// <summary>The steps that labels need: one each, and one more between two that are the same.</summary>
    internal static int StepsFor(ReadOnlySpan<int> labels)
    {
        var steps = labels.Length;
        for (var i = 1; i < labels.Length; i++)
            steps += labels[i] == labels[i - 1] ? 1 : 0;
        return steps;
    }
}

/// <summary>A network <c>F</c>.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Inputs">Its data parameters.</param>
/// <param name="Outputs">Its results.</param>
/// <param name="Program">Index of its inference program.</param>
/// <param name="Scores">What an objective takes the output as.</param>
/// <param name="Draws">Whether it draws random numbers: new ones at each call.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record NetworkLayout(string Name, ColumnLayout[] Inputs, ColumnLayout[] Outputs, int Program, ScoreKind Scores, bool Draws = false)
{
    /// <summary>How it is run step by step; null where it is not.</summary>
    public StepsLayout? Steps { get; init; }
}

/// <summary>How a network is run step by step.</summary>
/// <param name="StartProgram">Index of the program that is run once for a batch of sequences; null for none.</param>
/// <param name="StepProgram">Index of the program that is run for each step.</param>
/// <param name="Lengths">The column with the numbers of steps, which such a run does not have.</param>
/// <param name="MaximumSteps">The largest number of steps.</param>
/// <param name="Kept">What a block of sequences keeps between steps.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record StepsLayout(int? StartProgram, int StepProgram, int Lengths, int MaximumSteps, KeptLayout[] Kept);

/// <summary>A value that a block of sequences keeps between steps.</summary>
/// <param name="Offset">Its place in the block's memory.</param>
/// <param name="Features">Values of a sequence, or of each step.</param>
/// <param name="MaximumLength">Steps that there is room for.</param>
/// <param name="Lengths">The column with the numbers of steps, -1 for the steps taken so far; null where a sequence has one of it.</param>
/// <param name="IsOfStart">Whether the start gives it its first value, which is 0 otherwise.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record KeptLayout(int Offset, int Features, int MaximumLength, int? Lengths, bool IsOfStart = false);

/// <summary>A distribution that indices are drawn from.</summary>
/// <param name="Name">The model's property.</param>
/// <param name="Count">How many indices there are.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record NoiseLayout(string Name, int Count);

/// <summary>What a network's output means to its objective.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum ScoreKind
{
    /// <summary>Values with no meaning as classes.</summary>
    None,

    /// <summary>Scores of classes: softmax gives probabilities.</summary>
    Logits,

    /// <summary>Logarithms of the classes' probabilities.</summary>
    LogProbabilities,

    /// <summary>One score an output, positive for class 1 (binary cross-entropy on scores).</summary>
    BinaryLogits,

    /// <summary>One score an output whose sign is the class, ±1 (hinge and perceptron).</summary>
    Signs,
}

/// <summary>An objective <c>G</c>.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Columns">Its data parameters, in order.</param>
/// <param name="Judged">What says whether answers are right; null where nothing does.</param>
/// <param name="Step">Program: forward and backward.</param>
/// <param name="Loss">Program: forward only, as in training.</param>
/// <param name="Evaluate">Program: inference, the judged scores (output 0) and each sample's loss.</param>
/// <param name="Trained">Ranges of the flat parameter buffer that it updates, in order.</param>
/// <param name="Slots">Values that the optimizer keeps for each parameter.</param>
/// <param name="MinimumBatch">Samples that a step needs (2 where a statistic over the batch has one value a sample).</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record ObjectiveLayout(
    string Name, ColumnLayout[] Columns, JudgedLayout? Judged, int Step, int Loss, int Evaluate, RangeLayout[] Trained, int Slots, int MinimumBatch)
{
    /// <summary>The optimizer's name.</summary>
    public required string Optimizer { get; init; }

    /// <summary>The optimizer's numbers, <c>rate</c>, <c>weightDecay</c> and its own, then those of regularizers.</summary>
    public required HyperparameterLayout[] Hyperparameters { get; init; }

    /// <summary>The column with the lengths of the sequences whose steps each have a loss, which all count the same; -1 where each sample has one.</summary>
    public int Lengths { get; init; } = -1;

    /// <summary>Steps of a training for one of this objective.</summary>
    public int Every { get; init; } = 1;

    /// <summary>How many of them are the optimizer's own.</summary>
    public int OwnHyperparameters { get; init; }

    /// <summary>Values that the optimizer keeps once for all parameters, each 1 at first.</summary>
    public int Scalars { get; init; }

    /// <summary>What moves the rate, in order.</summary>
    public Schedule[] Schedules { get; init; } = [];

    /// <summary>Parameters with a rate or a decay of their own; of several that hold one the last counts.</summary>
    public ParameterGroup[] Groups { get; init; } = [];
}

/// <summary>Scores that a column of the batch judges.</summary>
/// <param name="Width">Scores a sample.</param>
/// <param name="Column">The column with the right answers.</param>
/// <param name="Scores">What the scores mean.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record JudgedLayout(int Width, int Column, ScoreKind Scores);

/// <summary>Elements [From, To) of a flat buffer.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct RangeLayout(int From, int To);

/// <summary>The memory and the stages of one emitted program. All lengths in floats.</summary>
/// <param name="Scratch">Memory of one running block.</param>
/// <param name="Kept">Memory that lives across stages, for each block.</param>
/// <param name="Shared">Memory of batch values.</param>
/// <param name="Accumulators">Length of one chunk's accumulators: the gradients of parameters that are not sparse, in their order, then other sums over the batch.</param>
/// <param name="Stages">The stages, in order.</param>
/// <param name="MultiplyAdds">Of one sample, to judge whether threads pay.</param>
/// <param name="HasStart">Whether <see cref="CompiledProgram.FinishStage"/> does anything before the first stage.</param>
/// <param name="ForOne">Index of the program that does the same for a batch of one sample; null where this one does.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record ProgramLayout(int Scratch, int Kept, int Shared, int Accumulators, StageLayout[] Stages, long MultiplyAdds, bool HasStart = false, int? ForOne = null)
{
    /// <summary>Accumulators that a chunk's first block stores, in order: all others are cleared before it.</summary>
    public RangeLayout[] Stored { get; init; } = [];

    /// <summary>The uses of sparse tensors, in the order in which a sample's gradients are added.</summary>
    public RowUse[] Rows { get; init; } = [];

    /// <summary>Floats of a sample's gradients of rows.</summary>
    public int RowLength { get; init; }

    /// <summary>Whether several threads may run a block together.</summary>
    public bool IsForTeams { get; init; }

    /// <summary>Whether it keeps all of a block's values in registers.</summary>
    internal bool NeedsNoMemory { get; } = Scratch == 0 && Kept == 0 && Shared == 0 && Accumulators == 0 && Stages.Length == 1;
}

/// <summary>A use of a sparse tensor, among a sample's gradients of rows: the indices, −1 behind the last one where there are fewer, and then each row's values.</summary>
/// <param name="Tensor">The offset of the tensor.</param>
/// <param name="First">Where it begins.</param>
/// <param name="Count">Rows that a sample can use.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct RowUse(int Tensor, int First, int Count);

/// <summary>A stage runs over all blocks; then its sums over the batch are copied where later stages read them.</summary>
/// <param name="Sums">Ranges to add up over the chunks, in order, before the next stage.</param>
/// <param name="HasFinish">Whether <see cref="CompiledProgram.FinishStage"/> does anything after it.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record StageLayout(SumLayout[] Sums, bool HasFinish);

/// <summary>A sum over the batch: <c>shared[To + i] = Σ over chunks of accumulators[From + i]</c>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct SumLayout(int From, int Length, int To);
