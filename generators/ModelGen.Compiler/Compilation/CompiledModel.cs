using ModelGen.Compiler.Declarations;
using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Hyperparameters;
using ModelGen.Compiler.Operations;

namespace ModelGen.Compiler;

/// <summary>A model after all passes: what the emitters write down.</summary>
/// <param name="Declaration">What the user declared.</param>
/// <param name="Parameters">The trained tensors, in the order of their offsets.</param>
/// <param name="State">The tensors that are saved but not trained.</param>
/// <param name="Hyperparameters">The numbers of layers that may change from run to run, with full names, in the order of their slots.</param>
/// <param name="Programs">The programs, in the order of their numbers.</param>
/// <param name="Prepared">What is computed once for each version of the parameters.</param>
/// <param name="Networks">The networks.</param>
/// <param name="Objectives">The objectives.</param>
/// <param name="Summary">The table of layers.</param>
public sealed record CompiledModel(
    ModelDeclaration Declaration,
    IReadOnlyList<TensorDeclaration> Parameters,
    IReadOnlyList<TensorDeclaration> State,
    IReadOnlyList<Hyperparameter> Hyperparameters,
    IReadOnlyList<ProgramUnit> Programs,
    Passes.PreparedValues Prepared,
    IReadOnlyList<CompiledNetwork> Networks,
    IReadOnlyList<CompiledObjective> Objectives,
    string Summary)
{
    /// <summary>The distributions that indices are drawn from, in the order of their memory.</summary>
    public IReadOnlyList<NoiseDeclaration> Noises { get; init; } = [];

    /// <summary>The class's name.</summary>
    public string Name => Declaration.Name;

    /// <summary>An identifier that no other model of the project has: no name begins with a digit, so <c>_0</c> cannot stand for a dot.</summary>
    public string UniqueName => Declaration.FullName.Replace("_", "_0").Replace('.', '_').Replace("@", string.Empty);

    /// <summary>Values that are trained.</summary>
    public int ParameterCount => Parameters.Sum(parameter => parameter.Shape.Count);
}

/// <summary>A network's data.</summary>
/// <param name="Name">The method's name: <c>Predict</c>.</param>
/// <param name="Inputs">Its data parameters.</param>
/// <param name="Outputs">Its results.</param>
/// <param name="Scores">What an objective takes its output as.</param>
/// <param name="Program">The index of its program.</param>
/// <param name="Draws">Whether it has noise.</param>
public sealed record CompiledNetwork(string Name, IReadOnlyList<Column> Inputs, IReadOnlyList<Column> Outputs, ScoreKind Scores, int Program, bool Draws)
{
    /// <summary>How it is run step by step, where it is.</summary>
    public CompiledSteps? Steps { get; init; }
}

/// <summary>How a network is run step by step.</summary>
/// <param name="StartProgram">The index of the program that is run once for a batch of sequences, if there is one.</param>
/// <param name="StepProgram">The index of the program that is run for each step.</param>
/// <param name="Kept">What a block of sequences keeps between steps.</param>
/// <param name="Time">The time axis.</param>
public sealed record CompiledSteps(int? StartProgram, int StepProgram, IReadOnlyList<Passes.KeptValue> Kept, Graphs.TimeAxis Time)
{
    /// <summary>Whether a column is given for each step.</summary>
    public bool IsStepped(Column column) => column.Time == Time;

    /// <summary>Whether a column is given at the start.</summary>
    public bool IsOfStart(Column column, int index) => column.Time != Time && index != Time.Lengths;
}

/// <summary>A data parameter, or a result.</summary>
/// <param name="Name">Its name in the generated members.</param>
/// <param name="Shape">Its shape without the batch.</param>
/// <param name="Classes">For class indices their number; 0 for floats.</param>
/// <param name="Targets">For floats that a loss takes as targets, what it takes the prediction as: the values that are allowed follow from it.</param>
public sealed record Column(string Name, Graphs.Shape Shape, int Classes = 0, ScoreKind Targets = ScoreKind.None)
{
    /// <summary>The time axis that it has values along, if any.</summary>
    public Graphs.TimeAxis? Time { get; init; }

    /// <summary>Whether it is the lengths of sequences.</summary>
    public bool IsLengths { get; init; }

    /// <summary>For labels that a loss aligns with the steps of a sequence, that sequence's time axis and the loss.</summary>
    public (Graphs.TimeAxis Time, Ctc Loss)? Alignment { get; init; }

    /// <summary>What a caller passes, for people.</summary>
    public string Describe()
    {
        var each = Time is null ? "a sample" : "a step, step after step and sample after sample";
        return IsLengths ? FormattableString.Invariant($"The steps of each sample, 1 to {Classes - 1}.")
            : Classes > 0 ? FormattableString.Invariant($"{(Shape.Count == 1 ? "One class index" : $"{Shape.Count} indices")} {each}, 0 to {Classes - 1}.")
            : FormattableString.Invariant($"{Shape.Count} values {each}{(Time is null ? ", sample after sample" : string.Empty)}: {Shape}.");
    }
}

/// <summary>An objective's data.</summary>
/// <param name="Name">The method's name: <c>Loss</c>.</param>
/// <param name="Columns">Its data parameters.</param>
/// <param name="Judged">What says whether answers are right.</param>
/// <param name="Tensors">The tensors that it updates, in the order of their offsets.</param>
/// <param name="Training">Optimizer, regularizers, schedules, groups.</param>
/// <param name="MinimumBatch">Samples that a step needs.</param>
/// <param name="Programs">The index of the first of its programs: Evaluate, Loss, Step.</param>
public sealed record CompiledObjective(
    string Name,
    IReadOnlyList<Column> Columns,
    Passes.JudgedLoss? Judged,
    IReadOnlyList<TensorDeclaration> Tensors,
    TrainingDeclaration Training,
    int MinimumBatch,
    int Programs)
{
    /// <summary>The time axis whose steps each have a loss; null where each sample has one.</summary>
    public Graphs.TimeAxis? Time { get; init; }

    /// <summary>The index of the program that computes a step's gradients.</summary>
    public int StepProgram => Programs + 2;

    /// <summary>Whether it updates rows of sparse tensors.</summary>
    public bool HasRows => Tensors.Any(tensor => tensor.IsSparse);

    /// <summary>The ranges of the flat parameter buffer that it updates, sparse tensors not among them.</summary>
    public IReadOnlyList<(int From, int To)> Ranges
    {
        get
        {
            var ranges = new List<(int From, int To)>();
            foreach (var tensor in Tensors.Where(tensor => !tensor.IsSparse))
            {
                var to = tensor.Offset + tensor.Shape.Count;
                if (ranges.Count > 0 && ranges[^1].To == tensor.Offset)
                {
                    ranges[^1] = (ranges[^1].From, to);
                }
                else
                {
                    ranges.Add((tensor.Offset, to));
                }
            }

            return ranges;
        }
    }
}
