using System.Diagnostics;

namespace ModelGen.Generators.Tests.Processes;

/// <summary>Runs the program ModelGen.Samples, which lies beside the tests, in a process of its own.</summary>
internal static class SampleProgram
{
    /// <summary>The lines that it prints.</summary>
    /// <param name="arguments">See the program.</param>
    /// <param name="environment">The runtime's switches without their prefix <c>DOTNET_</c>.</param>
    public static string[] Run(string[] arguments, params (string Name, string Value)[] environment)
    {
        using var process = Start(arguments, environment);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error.Result);
        return output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Starts it, with its output redirected.</summary>
    /// <inheritdoc cref="Run"/>
    public static Process Start(string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["exec", Path.Combine(AppContext.BaseDirectory, "ModelGen.Samples.dll"), .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        // The tests themselves may run with another vector width.
        foreach (var width in (string[])["EnableAVX512", "EnableAVX2", "PreferredVectorBitWidth"])
        {
            _ = start.Environment.Remove("DOTNET_" + width);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment["DOTNET_" + name] = value;
        }

        return Process.Start(start)!;
    }
}
