using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace ModelGen.Runtime;

/// <summary>What the generator emits for a model, as the runtime calls it: a handful of virtual calls a step, whatever the network.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class CompiledProgram
{
    /// <summary>Runs one stage of a program on one block of up to 16 samples.</summary>
    public abstract void RunBlock(int program, int stage, scoped in Block block);

    /// <summary>Runs a program's operations on batch values after a stage, or before the first: at most once a step each, on one thread.</summary>
    /// <param name="program">The program.</param>
    /// <param name="stage">The stage that is done; -1 before the first.</param>
    /// <param name="parameters">The parameters.</param>
    /// <param name="state">The state; written only when <paramref name="isTraining"/>.</param>
    /// <param name="shared">The batch values.</param>
    /// <param name="batch">Samples in the batch.</param>
    /// <param name="isTraining">Whether running statistics are to be updated.</param>
    public abstract void FinishStage(int program, int stage, ref float parameters, ref float state, ref float shared, int batch, bool isTraining);

    /// <summary>Lists the kernels that a program calls for its blocks.</summary>
    /// <param name="program">The program.</param>
    /// <param name="kernels">Gets them, in the order of the calls.</param>
    public abstract void ListKernels(int program, KernelList kernels);

    /// <summary>Computes what inference derives from the parameters alone; called once for each version of them.</summary>
    public abstract void Prepare(ref float parameters, ref float state, ref float prepared);

    /// <summary>What an objective's optimizer does once a step, before any parameter is updated.</summary>
    public abstract void BeginUpdate(int objective, scoped in ParameterRange range);

    /// <summary>The optimizer's update of a range of the parameters, clipping by value included.</summary>
    public abstract void Update(int objective, scoped in ParameterRange range);
}

/// <summary>A range of the flat parameter buffer during an update. The references stand at element 0, not at <see cref="From"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct ParameterRange(
    ref float parameters, ref float gradients, ref float slots, int slotStride, ref double numbers, ref double scalars, int from, int to, long step, float gradientScale)
{
    /// <summary>Where the numbers begin that each optimizer has of its own.</summary>
    internal const int FirstOwn = 4;

    private readonly ref double numbers = ref numbers, scalars = ref scalars;

    /// <summary>The flat parameters.</summary>
    public readonly ref float Parameters = ref parameters;

    /// <summary>The flat gradient.</summary>
    public readonly ref float Gradients = ref gradients;

    /// <summary>The optimizer's slots: slot k of parameter i is at <c>k * SlotStride + i</c>.</summary>
    public readonly ref float Slots = ref slots;

    /// <summary>Distance between two slots of one parameter.</summary>
    public readonly int SlotStride = slotStride;

    /// <summary>First parameter of the range.</summary>
    public readonly int From = from;

    /// <summary>One past its last.</summary>
    public readonly int To = to;

    /// <summary>The number of this step, from 1.</summary>
    public readonly long Step = step;

    /// <summary>What the gradient is to be multiplied by first (clipping by norm).</summary>
    public readonly float GradientScale = gradientScale;

    /// <summary>The rows of a sparse tensor that the range goes over; none for a range of parameters.</summary>
    internal ReadOnlySpan<int> Rows { private get; init; }

    /// <summary>For each row the number of its first use.</summary>
    internal ReadOnlySpan<int> FirstUses { private get; init; }

    /// <summary>Where each use's values are; those of the first are the row's gradient.</summary>
    internal ReadOnlySpan<nint> Values { private get; init; }

    /// <summary>The first parameter of the tensor.</summary>
    internal int Tensor { private get; init; }

    /// <summary>Parameters of a row.</summary>
    internal int Width { private get; init; }

    /// <summary>Whether <see cref="From"/> and <see cref="To"/> count rows of a sparse tensor.</summary>
    public bool IsOfRows => Width > 0;

    /// <summary>The first parameter of a row.</summary>
    public int FirstOf(int row) => Tensor + Rows[row] * Width;

    /// <summary>One past its last.</summary>
    public int EndOf(int row) => FirstOf(row) + Width;

    /// <summary>The gradient of a row, at its first parameter.</summary>
    public ref float GradientOf(int row) => ref ModelMemory.At(Values[FirstUses[row]]);

    /// <summary>The learning rate of this step and this range.</summary>
    public double Rate => numbers;

    /// <summary>The optimizer's weight decay.</summary>
    public double WeightDecay => Unsafe.Add(ref numbers, 1);

    /// <summary>The decay of the weights by themselves, beside the optimizer's.</summary>
    public double DecoupledDecay => Unsafe.Add(ref numbers, 2);

    /// <summary>The largest magnitude of a gradient's element.</summary>
    public double ClipValue => Unsafe.Add(ref numbers, 3);

    /// <summary>The k-th number of the optimizer's own.</summary>
    public double Own(int k) => Unsafe.Add(ref numbers, FirstOwn + k);

    /// <summary>The k-th value that the optimizer keeps once for all parameters.</summary>
    public ref double Scalar(int k) => ref Unsafe.Add(ref scalars, k);
}
