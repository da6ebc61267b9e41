using System.Diagnostics;

namespace ModelGen.Benchmarks.Measuring;

/// <summary>Processes that measure and say so on their standard output.</summary>
internal static class ChildProcess
{
    /// <summary>This program again.</summary>
    public static Process Start(IEnumerable<string> arguments, IReadOnlyDictionary<string, string> variables)
    {
        var command = new List<string> { Environment.ProcessPath! };
        if (Path.GetFileNameWithoutExtension(command[0]) == "dotnet")
            command.Add(typeof(ChildProcess).Assembly.Location);
        return Start([.. command, .. arguments], variables);
    }

    /// <summary>Another program.</summary>
    public static Process StartProgram(string path) => Start([path], new Dictionary<string, string>());

    private static Process Start(List<string> command, IReadOnlyDictionary<string, string> variables)
    {
        // libtorch writes a warning at every convolution on some machines: nobody should wait for a terminal or a pipe.
        if (!OperatingSystem.IsWindows())
            command.InsertRange(0, ["/bin/sh", "-c", "exec \"$0\" \"$@\" 2>/dev/null"]);

        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
