using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>A convolution over [channels, length], with W [filters, channels of a group, kernel]; see <see cref="Convolution"/>.</summary>
public sealed record Conv1D(
    int Filters, int KernelSize, int Stride = 1, int Padding = 0, int Dilation = 1, int Groups = 1, bool HasBias = true,
    string Initializer = "Default", float InitializerScale = 0f, Elementwise? Activation = null)
    : Convolution(Filters, Stride, Padding, Dilation, Groups, HasBias, Initializer, InitializerScale, Activation)
{
    private protected override IReadOnlyList<(string Argument, int Size)> Kernel => [("kernel", KernelSize)];

    private protected override Rule AxesExpected => Rules.SequenceExpected;

    /// <summary>Where a step has channels alone, the steps are the length.</summary>
    public override Operation? AlongTime(Shape step) => step.Rank == 1 ? new StepConvolution(this) : null;
}
