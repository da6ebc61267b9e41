namespace ModelGen.Compiler.Diagnostics;

/// <summary>What can be wrong with the operands of functions over symbols.</summary>
public static partial class Rules
{
    /// <summary>Two operands cannot be broadcast to one shape.</summary>
    public static Rule OperandsDiffer { get; } = new(
        "MG2007",
        "Operands do not fit each other",
        "'{layer}': {0} {1} and {2} differ. {5} is {3} from {from}; {6} is {4} from {second}. {7}.",
        Severity.Error,
        "Operands are aligned at their last axes; an axis that one of them lacks, or has with size 1, is repeated. A convolution with a kernel of 1 changes the channels of a skip connection.");

    /// <summary>An axis that the operand does not have.</summary>
    public static Rule NoSuchAxis { get; } = new(
        "MG2040",
        "The operand has no such axis",
        "'{layer}': there is no axis {0} in {input} from {from}, which has {1}. Axes count from 0, the batch not included, or from the end with -1.",
        Severity.Error,
        "The batch is never written, so axis 0 is the first axis of one sample: the channels of an image.");

    /// <summary>Concatenated values differ in another axis.</summary>
    public static Rule PartsDiffer { get; } = new(
        "MG2041",
        "Concatenated values may differ in one axis only",
        "'{layer}' joins values along axis {0}, so all other axes must be equal, but the first is {1} (from {from}) and another {2}. Crop, pad, pool or upsample one of them first.",
        Severity.Error,
        "Values are laid end to end along one axis. Bring the others to one size first: pad, crop, pool or use 'Padding.Same'. Stacked values must be equal in all axes.");

    /// <summary>A slice reaches beyond its operand.</summary>
    public static Rule SliceOutOfRange { get; } = new(
        "MG2042",
        "A slice lies outside of its operand",
        "'{layer}' takes {0} of axis {1}, which has {2} ({input} from {from}). Indices count from 0 to the last, ^1.",
        Severity.Error,
        "A slice holds at least one index, and all of its indices lie within the axis.");

    /// <summary>Matrices do not fit.</summary>
    public static Rule MatricesDoNotFit { get; } = new(
        "MG2043",
        "The matrices' inner sizes differ",
        "'{layer}' multiplies {0} (from {from}) by {1}: {2}. The last axis of the first must be as long as the second's last but one, and axes before the last two must be equal, missing or 1. Transpose one of them, or slice it.",
        Severity.Error,
        "[rows, inner] times [inner, columns] is [rows, columns]. Transpose one of them, or use Dense for a product with a trained matrix.");

    /// <summary>An axis cannot be split evenly.</summary>
    public static Rule SplitUneven { get; } = new(
        "MG2044",
        "Parts do not divide the axis",
        "'{layer}' splits {input} (from {from}) into {0} parts, which must divide the {1} of axis {2}. Take another number of parts, or slices such as x[..2] and x[2..].",
        Severity.Error,
        "All parts of a split have one size. Take slices for parts of different sizes.");

    /// <summary>A transposition's axes are no permutation.</summary>
    public static Rule NoPermutation { get; } = new(
        "MG2045",
        "A transposition names each axis once",
        "'{layer}': {0} is no order of the {1} axes of {input} from {from}. Name each axis once, from 0 to the last.",
        Severity.Error,
        "Axis i of the result is the axis of the operand that stands at place i.");

    /// <summary>A reshaping to another number of values.</summary>
    public static Rule ReshapeChangesCount { get; } = new(
        "MG2046",
        "A reshape keeps the number of values",
        "'{layer}': {0} does not hold the {1} values of {input} from {from}. The product of the sizes must be that number; one size may be -1, for what the others leave.",
        Severity.Error,
        "A reshape gives the same values, in row-major order, another shape.");

    /// <summary>Operands go along two time axes.</summary>
    public static Rule SequencesDiffer { get; } = new(
        "MG2047",
        "Operands have steps of different sequences",
        "'{layer}' takes values along '{0}' and along '{1}', whose samples have other lengths: no step of one belongs to a step of the other. Where they are as long as each other, declare the second as '[Sequence(nameof({0}))]'; otherwise reduce one of them first, with LastStep, MeanSteps, MaxSteps or SumSteps.",
        Severity.Error,
        "Values along one time axis are combined step by step. Two parameters with a '[Sequence(length)]' of their own have lengths of their own in each sample.");

    /// <summary>An operation along time gets what has none.</summary>
    public static Rule TakesSequence { get; } = new(
        "MG2048",
        "The operation takes a sequence",
        "'{layer}' goes along time, but {input} from {from} has no steps. Declare the parameter that it comes from with [Sequence(length)].",
        Severity.Error,
        "Recurrent layers and what reduces steps need a value for each step: a parameter with [Sequence], or what is computed from one step by step.");

    /// <summary>An operation that has no meaning for steps gets a sequence.</summary>
    public static Rule TakesNoSequence { get; } = new(
        "MG2049",
        "The operation takes no sequence",
        "'{layer}' gets a value for each step of '{0}' ({input} from {from}), which it cannot take. Reduce the steps first, with LastStep, MeanSteps, MaxSteps or SumSteps, or take LayerNorm for BatchNorm.",
        Severity.Error,
        "Statistics over the batch would mix steps of sequences that end at different places.");

    /// <summary>Heads of another number than the size can be cut into.</summary>
    public static Rule HeadsDoNotDivide { get; } = new(
        "MG2054",
        "The heads divide the size",
        "'{layer}' gives each of {0} heads an equal part of the {1} values of {input} from {from}. Take a number of heads that divides {1}, or project the input with Dense first.",
        Severity.Error,
        "Each head of an attention sees its own part of the features, all parts of one size.");

    /// <summary>What is looked at has another size.</summary>
    public static Rule MemoryHasOtherSize { get; } = new(
        "MG2055",
        "What is attended to has the input's size",
        "'{layer}' looks from {input} (from {from}) at {0} (from {second}): both need the same number of values a step. Project one of them with Dense first.",
        Severity.Error,
        "Queries, keys and values are projected by one matrix, as PyTorch's in_proj_weight is.");

    /// <summary>A network that is to be run step by step has no steps.</summary>
    public static Rule NoSteps { get; } = new(
        "MG2057",
        "A network that runs step by step has results of each step",
        "'{layer}': a result has no value for each step of the last [Sequence] parameter, which is what runs step by step. Return what is computed for each of its steps, and put the parameter with those steps last.",
        Severity.Error,
        "The steps of the result's sequence are run one after the other; all results have that sequence's steps.");

    /// <summary>A step needs later ones.</summary>
    public static Rule ReadsLaterSteps { get; } = new(
        "MG2058",
        "A network that runs step by step reads no later step",
        "'{layer}' needs steps of '{0}' that are yet to come, so its network cannot be run step by step. Take units that go forward alone, attention with 'causal: true', or another sequence.",
        Severity.Error,
        "Run step by step, a network knows the steps up to the running one. Layers in both directions, attention that sees later steps, and what makes one value of all steps need the whole sequence.");

    /// <summary>A step of a scan reads other steps.</summary>
    public static Rule ScanReadsOtherSteps { get; } = new(
        "MG2059",
        "A step of a scan sees the running step alone",
        "'{layer}' goes along time, but within the lambda of Scan there is one step. Call it before the scan, on the sequence, or after it, on what the scan gives; of recurrent layers LstmStates, GruStates and SimpleRnnStates take one step, and MultiHeadAttention looks from one at another sequence.",
        Severity.Error,
        "The lambda of a scan is computed for one step after the other, from the state before it: other steps are not there.");

    /// <summary>A state that a scan cannot hand on.</summary>
    public static Rule ScanState { get; } = new(
        "MG2070",
        "A scan's state has one shape",
        "The state of '{layer}' {0}. It is a symbol or a tuple of symbols without steps, of the same shapes before and after a step; 'Zeros(8)' begins with zeros.",
        Severity.Error,
        "What the lambda returns for one step is what it gets for the next.");

    /// <summary>Initial states of another shape than the layer has.</summary>
    public static Rule StatesDoNotFit { get; } = new(
        "MG2056",
        "Initial states have the layer's units",
        "'{layer}' begins with states of {1}, but one that is given is {0}. Give each unit one value: those of a layer of as many units, or Dense of them.",
        Severity.Error,
        "What units get before the first step has the shape of what they hand on after the last: [units], of several layers or directions [layers · directions, units].");

    /// <summary>Indices are drawn that an embedding has no rows for.</summary>
    public static Rule DrawnIndicesOutOfRange { get; } = new(
        "MG2061",
        "Drawn indices need a row each",
        "'{layer}' has {1} rows, but its indices are drawn from {0}. Give '[Negatives]' the embedding's vocabulary.",
        Severity.Error,
        "An index from 0 up to, but without, the vocabulary names a row of the embedding.");
}
