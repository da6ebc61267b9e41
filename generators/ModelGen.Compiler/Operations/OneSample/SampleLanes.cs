using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Operations;

/// <summary>How a kernel for one sample goes between the sample's values side by side and a block, where each has sixteen lanes.</summary>
/// <param name="AreZero">Whether the lanes of a result without a sample are zero, as a gradient's are; otherwise they repeat the sample, so that they are finite where it is.</param>
internal readonly record struct SampleLanes(bool AreZero)
{
    /// <summary>Takes the sample out of a value: <paramref name="count"/> elements side by side.</summary>
    public static void Gather(KernelWriter kernel, string from, Offset first, Size count, string to) =>
        kernel.Write($"Lanes.Store(ref {first.In(from)}, {count}, 1, ref {to});");

    /// <summary>Stores one element of the sample in all lanes that are read.</summary>
    public void Write(KernelWriter kernel, string element, string reference, Offset offset) =>
        kernel.Write($"{kernel.Vector.Store(AreZero ? $"{kernel.Vector.Class}.CreateScalar({element})" : kernel.Vector.Broadcast(element), reference, offset)};");
}
