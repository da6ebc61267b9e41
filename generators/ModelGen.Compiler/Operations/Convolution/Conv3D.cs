using ModelGen.Compiler.Diagnostics;

namespace ModelGen.Compiler.Operations;

/// <summary>A convolution over [channels, depth, height, width], with W [filters, channels of a group, kernel depth, kernel height, kernel width]; see <see cref="Convolution"/>.</summary>
public sealed record Conv3D(
    int Filters, int KernelDepth, int KernelHeight, int KernelWidth, int Stride = 1, int Padding = 0, int Dilation = 1, int Groups = 1, bool HasBias = true,
    string Initializer = "Default", float InitializerScale = 0f, Elementwise? Activation = null)
    : Convolution(Filters, Stride, Padding, Dilation, Groups, HasBias, Initializer, InitializerScale, Activation)
{
    private protected override IReadOnlyList<(string Argument, int Size)> Kernel => [("kernelDepth", KernelDepth), ("kernelHeight", KernelHeight), ("kernelWidth", KernelWidth)];

    private protected override Rule AxesExpected => Rules.VolumeExpected;
}
