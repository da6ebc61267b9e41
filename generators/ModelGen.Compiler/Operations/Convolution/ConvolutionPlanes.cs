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

    /// <summary>A loop over the output's slices, of which an image is one.</summary>
    public static CodeWriter.Scope ForDepth(KernelWriter kernel, Geometry geometry, out Offset depth) => kernel.For("depth", OutputDepth(kernel, geometry), out depth);

    /// <summary>The plane of the input that is read for a slice of the output.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="geometry">The convolution's sizes.</param>
    /// <param name="group">The group of channels.</param>
    /// <param name="depth">The output's slice.</param>
    /// <param name="plane">The running plane of those that are read: a channel, or in a volume one for each slice of the kernel.</param>
    public static Offset Input(KernelWriter kernel, Geometry geometry, Offset group, Offset depth, Offset plane)
    {
        var channels = group * kernel.Size("Channels", geometry.Channels);
        return geometry.IsVolume
            ? ((channels + (plane / geometry.KernelDepth)) * kernel.Size("Depth", geometry.Depth)) + (depth * geometry.Stride) + (plane % geometry.KernelDepth * geometry.Dilation)
            : channels + plane;
    }

    /// <summary>A filter's plane in the output.</summary>
    public static Offset Output(KernelWriter kernel, Geometry geometry, Offset filter, Offset depth) => (filter * OutputDepth(kernel, geometry)) + depth;

    private static Size OutputDepth(KernelWriter kernel, Geometry geometry) => geometry.IsVolume ? kernel.Size("OutputDepth", geometry.OutputDepth) : 1;
}
