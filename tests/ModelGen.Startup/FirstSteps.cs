using System.Diagnostics;
using System.Globalization;

namespace ModelGen.Startup;

/// <summary>What a new process does in the benchmark of start-ups: a first step of LeNet-5 on a batch of 32, then more of them. The same file is compiled into the benchmarks, for TorchSharp's process.</summary>
internal static class FirstSteps
{
    /// <summary>The batch.</summary>
    public const int Batch = 32, Pixels = 784, Classes = 10;

    private const int Steps = 100;

    /// <summary>Makes the steps; says on standard output when the first one is done, and after the last one the largest working set in bytes.</summary>
    /// <param name="step">One step.</param>
    public static void Run(Action step)
    {
        step();
        Console.WriteLine("first step");
        for (var i = 1; i < Steps; i++)
            step();
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(process.PeakWorkingSet64.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Images of no meaning, in [0, 1).</summary>
    public static float[] Images()
    {
        var images = new float[Batch * Pixels];
        for (var i = 0; i < images.Length; i++)
            images[i] = 0.618034f * i % 1;
        return images;
    }
}
