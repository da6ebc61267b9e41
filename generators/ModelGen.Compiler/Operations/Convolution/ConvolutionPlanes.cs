using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// The planes of height × width that a convolution's kernels run over: a channel is one, or in a volume one for each of its slices. An output's plane reads the same number of planes in any case, whose
/// weights lie one after another, so that kernels loop over them and need not know whether they are channels or slices.
/// </summary>
internal static class ConvolutionPlanes
{
    /// <summary>The variable of a loop over the planes that an output's plane reads.</summary>
    public static string Variable(Geometry geometry) => geometry.IsVolume ? "slice" : "channel";

    /// <summary>In a volume, a loop over the output's slices.</summary>
    public static IDisposable? ForDepth(KernelWriter kernel, Geometry geometry) => geometry.IsVolume ? kernel.For("depth", kernel.Size("OutputDepth", geometry.OutputDepth)) : null;

    /// <summary>The running plane of the input, by <c>group</c>, <c>depth</c> and <see cref="Variable"/>.</summary>
    public static string Input(KernelWriter kernel, Geometry geometry)
    {
        var channels = kernel.Size("Channels", geometry.Channels);
        return geometry.IsVolume
            ? $"((group * {channels} + slice / {geometry.KernelDepth}) * {kernel.Size("Depth", geometry.Depth)} + depth * {geometry.Stride} + slice % {geometry.KernelDepth} * {geometry.Dilation})"
            : $"(group * {channels} + channel)";
    }

    /// <summary>A filter's plane in the output, by <c>depth</c>.</summary>
    public static string Output(KernelWriter kernel, Geometry geometry, string filter) => geometry.IsVolume ? $"({filter} * {kernel.Size("OutputDepth", geometry.OutputDepth)} + depth)" : filter;
}
