using System.Runtime.CompilerServices;
using DiffEngine;
using ModelGen.Compiler.Emission;

namespace ModelGen.Generators.Tests.Snapshots;

/// <summary>Compares emitted text with a <c>*.verified.cs</c> file beside the test.</summary>
internal static class Snapshot
{
    /// <summary>
    /// Fails where the texts differ, and then leaves what was emitted in <c>*.received.cs</c> and, where somebody sits before the machine, shows both in a diff tool. To accept a
    /// change, rename that file to <c>*.verified.cs</c>.
    /// </summary>
    /// <param name="emitted">The text. The generator's version in it is not compared.</param>
    /// <param name="test">The test's file.</param>
    /// <param name="name">The snapshot's name: the test's.</param>
    public static void Matches(string emitted, [CallerFilePath] string test = "", [CallerMemberName] string name = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(test)!, name);
        var (received, verified) = (path + ".received.cs", path + ".verified.cs");
        var actual = emitted.Replace($"GeneratedCode(\"ModelGen\", \"{Surface.Version}\")", "GeneratedCode(\"ModelGen\", \"VERSION\")", StringComparison.Ordinal);
        var expected = File.Exists(verified) ? File.ReadAllText(verified) : string.Empty;
        if (actual == expected)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, actual);
        if (!BuildServerDetector.Detected)
        {
            _ = DiffRunner.Launch(received, verified);
        }

        Assert.Equal(expected, actual);
    }
}
