using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// What a node computes. One room holds all of an operation: parameters (the record's properties), shape rule, gradient rule, cost, reference meaning, and the
/// kernel that emits it.
/// </summary>
public abstract record Operation
{
    /// <summary>The operation's name, as the catalogue spells it.</summary>
    public abstract string Name { get; }

    /// <summary>Names of the operands in emitted code, weights last.</summary>
    public abstract IReadOnlyList<string> InputNames { get; }

    /// <summary>Names of the results in emitted code.</summary>
    public virtual IReadOnlyList<string> OutputNames => ["output"];

    /// <summary>How many of the operands are tensors of the operation's own (see <see cref="Weights"/>).</summary>
    public virtual int WeightCount => 0;

    /// <summary>Whether samples' contributions are added up into a batch value.</summary>
    public virtual bool IsReduction => false;

    /// <summary>Whether samples' contributions are added up into this result.</summary>
    public virtual bool Reduces(int output) => IsReduction;

    /// <summary>Whether a reduction's kernel stores for the first block of a chunk, where it otherwise adds: nobody needs to clear its result.</summary>
    public virtual bool StoresFirst => false;

    /// <summary>Whether the results are integers.</summary>
    public virtual bool YieldsIntegers => false;

    /// <summary>Whether the result is the first operand under another shape: it shares its memory and costs nothing.</summary>
    public virtual bool IsView => false;

    /// <summary>The element of the first operand at which the result stands in memory as it is; null where it has to be computed or moved.</summary>
    public virtual int? PlaceInOperand(IReadOnlyList<Shape> inputs) => IsView ? 0 : null;

    /// <summary>For each operand the element of the result at which it stands in memory as it is; null where the result is not just its operands.</summary>
    public virtual IReadOnlyList<int>? PlacesOfOperands(IReadOnlyList<Shape> inputs) => null;

    /// <summary>Whether the node must run although nothing reads a result of it: it stores an output or updates state.</summary>
    public virtual bool HasEffect => false;

    /// <summary>Whether data operands may be batch values, such as parameters and constants. Where they may not, they are repeated for every sample first.</summary>
    public virtual bool TakesBatchValues => false;

    /// <summary>The operation as the user would write it: <c>Conv2D(16, 5)</c>.</summary>
    public virtual string Describe() => Name;

    /// <summary>The gradient of an operation, with that operation's constants: <c>CrossEntropyGradient(LabelSmoothing = 0.1)</c>.</summary>
    private protected string GradientOf(Operation operation) => Name + operation.Describe()[operation.Name.Length..];

    /// <summary>What is wrong with the constants alone, whatever the operands are.</summary>
    public virtual Problem? Validate() => null;

    /// <summary>For each axis after the channels, what the operation's windows never read at its end, where more is left over than between two windows.</summary>
    public virtual IReadOnlyList<int> Unread(Shape input) => [];

    /// <summary>The shapes of the results for these data operands, or what is wrong with them.</summary>
    public abstract ShapeResult Infer(IReadOnlyList<Shape> inputs);

    /// <summary>The tensors that the operation brings, for these data operands; they follow the data operands. As many as <see cref="WeightCount"/>.</summary>
    public virtual IReadOnlyList<Weight> Weights(IReadOnlyList<Shape> inputs) => [];

    /// <summary>Multiply-adds of one sample.</summary>
    public virtual long MultiplyAdds(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => 0;

    /// <summary>Samples that a training step needs: more than one where a statistic over the batch has one value a sample.</summary>
    public virtual int MinimumBatch(IReadOnlyList<Value> inputs) => 1;

    /// <summary>Whether the results exist once a sample or once.</summary>
    public virtual Extent ResultExtent(IReadOnlyList<Value> inputs) =>
        !IsReduction && (inputs.Count == 0 || inputs.Any(input => input.Extent == Extent.Sample)) ? Extent.Sample : Extent.Batch;

    /// <summary>The time axis along which the results exist: the operands' one, as most operations look at one step at a time.</summary>
    public virtual TimeAxis? ResultTime(IReadOnlyList<Value> inputs) => inputs.Select(input => input.Time).FirstOrDefault(time => time is not null);

    /// <summary>The time axis along which a result exists, where they differ.</summary>
    public virtual TimeAxis? ResultTime(IReadOnlyList<Value> inputs, int output) => ResultTime(inputs);

    /// <summary>Whether its operands may have time axes of their own.</summary>
    public virtual bool JoinsTimes => false;

    /// <summary>Whether the kernel goes along time by itself. Other kernels are called once a step.</summary>
    public virtual bool RunsAlongTime => false;

    /// <summary>The operands that must have one value a step; the samples' lengths follow the data operands, in the same order.</summary>
    public virtual IReadOnlyList<int> SequenceOperands => [];

    /// <summary>Whether the kernel does a part of the work, on each of the threads that run a block together: it asks <c>block</c> which, and is called by all of them.</summary>
    public virtual bool DividesWork => false;

    /// <summary>What is wrong with the time axes of its data operands.</summary>
    public virtual Problem? WrongTimes(IReadOnlyList<TimeAxis?> times) => SequenceOperands.Any(operand => times[operand] is null) ? Problem.Of(Rules.TakesSequence) : null;

    /// <summary>What takes the place of an operation that goes along time where it is called for each step of a scan; null where nothing does.</summary>
    /// <param name="running">The scan's time axis.</param>
    /// <param name="times">The time axes of the data operands.</param>
    public virtual Operation? WithinScan(TimeAxis running, IReadOnlyList<TimeAxis?> times) => null;

    /// <summary>What takes the place of an operation that takes a sequence where its operand is one step; null where nothing does.</summary>
    public virtual Operation? WithoutSteps => null;

    /// <summary>Whether its kernel is told the running step.</summary>
    public virtual bool ReadsStepNumber => false;

    /// <summary>What takes the place of an operation whose operand has one value a step; null where it looks at each step by itself.</summary>
    /// <param name="step">The shape of a step.</param>
    public virtual Operation? AlongTime(Shape step) => null;

    /// <summary>Whether its meaning is that of each step by itself, so that it takes what has one value a step too.</summary>
    public virtual bool TakesSteps => true;

    /// <summary>
    /// The gradient rule: for each operand the gradient of the loss, built from that of the results. Null where there is none. Never called for operations that <see cref="Lower"/> replaces.
    /// </summary>
    public virtual IReadOnlyList<Value?> Differentiate(GradientContext context) =>
        throw new InvalidOperationException($"{Name} has no gradient rule.");

    /// <summary>What stands for the node in a program of this mode, built from simpler operations; null when the node stays as it is.</summary>
    public virtual IReadOnlyList<Value>? Lower(LoweringContext context) => null;

    /// <summary>What computes one step of this operation where the steps of a sequence come one after the other; null where a step needs later ones. Operations that look at one step at a time stay as they are.</summary>
    public virtual IReadOnlyList<Value>? ForStep(StepContext context) => RunsAlongTime ? null : context.Copy();

    /// <summary>This operation followed by an activation in one kernel; null when its kernel cannot do that.</summary>
    public virtual Operation? Fuse(Elementwise activation) => null;

    /// <summary>Whether the kernel applies <see cref="KernelWriter.Epilogue"/> to its one result, so that element-wise operations may follow in it.</summary>
    public virtual bool OffersEpilogue => false;

    /// <summary>Whether the kernel also adds up each channel of its result, once all is applied (see <see cref="Epilogue"/>), for a result of this shape.</summary>
    public virtual bool OffersSum(Shape output) => false;

    /// <summary>What computes a node of this operation in a program for one sample, on elements that lie side by side; null where the kernel for batches is to do it.</summary>
    public virtual OneSampleForm? ForOneSample(Node node) => null;

    /// <summary>The index of the operand whose memory the first result may take over, or -1.</summary>
    public virtual int InPlaceInput => -1;

    /// <summary>Whether the kernel reads an operand; one that is not read is no parameter.</summary>
    public virtual bool KernelReads(int input) => true;

    /// <summary>Floats that the kernel needs for itself while it runs on a block.</summary>
    public virtual int Workspace(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => 0;

    /// <summary>The reference meaning: plain loops in double precision over the whole batch.</summary>
    public abstract void Evaluate(ReferenceCall call);

    /// <summary>One line for people: what the kernel computes, with shapes.</summary>
    public virtual string Comment(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) =>
        $"{Describe()}: {string.Join(" and ", inputs.Where(input => input.Extent == Extent.Sample).Select(input => input.Shape.ToShortString()))} → {string.Join(" and ", outputs.Select(output => output.Shape.ToShortString()))}";

    /// <summary>Writes the body of the kernel.</summary>
    public abstract void Emit(KernelWriter kernel);

    /// <summary>How many vector operations straight-line code takes; null when the operation has none.</summary>
    public virtual int? StraightCost(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => null;

    /// <summary>Floats that straight-line code needs for itself, besides the partial sums of a reduction over samples.</summary>
    public virtual int StraightWorkspace => 0;

    /// <summary>Writes the operation as straight-line code.</summary>
    public virtual void EmitStraight(StraightWriter code) => throw new InvalidOperationException($"{Name} has no straight-line code.");
}
