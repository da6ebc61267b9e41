using System.Diagnostics;

namespace ModelGen.Benchmarks.Measuring;

/// <summary>A form in which the small program tests/ModelGen.Startup is published.</summary>
/// <param name="Name">As the row shows it.</param>
/// <param name="Properties">What its publishing sets.</param>
internal sealed record StartupForm(string Name, params string[] Properties)
{
    /// <summary>All forms. NativeAOT's instruction set is the package's default, then the machine's.</summary>
    public static IReadOnlyList<StartupForm> All { get; } =
    [
        new("JIT"),
        new("ReadyToRun", "StartupForm=ReadyToRun"),
        new("NativeAOT", "StartupForm=NativeAOT"),
        new("NativeAOT for this processor", "StartupForm=NativeAOT", "IlcInstructionSet=native"),
    ];

    /// <summary>Publishes the program.</summary>
    /// <param name="problem">Why that failed: a tool may be missing on this machine.</param>
    /// <returns>The executable file; null where it failed.</returns>
    public string? Publish(out string? problem)
    {
        const string Name = "ModelGen.Startup";
        var folder = Path.Combine(AppContext.BaseDirectory, "startup", this.Name);
        var project = typeof(StartupForm).Assembly.GetCustomAttributes(inherit: false).OfType<System.Reflection.AssemblyMetadataAttribute>().Single(metadata => metadata.Key == Name).Value!;
        var start = new ProcessStartInfo("dotnet", ["publish", project, "-c", "Release", "--use-current-runtime", "-o", folder, "-v", "quiet", .. Properties.Select(property => $"-p:{property}")])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        problem = process.ExitCode == 0 ? null : output.Split('\n').FirstOrDefault(line => line.Contains("error", StringComparison.Ordinal))?.Trim() ?? "dotnet publish failed";
        return problem is null ? Path.Combine(folder, OperatingSystem.IsWindows() ? Name + ".exe" : Name) : null;
    }
}
