namespace ModelGen.Generators.Tests.Processes;

/// <summary>A training that is killed at any moment, again and again, and resumed ends in the bits of one that was not.</summary>
public sealed class KillTests
{
    private const int Kills = 50;
    private const string Steps = "3000";

    [Fact]
    public void Training_KilledAtAnyMoment_EndsInTheSameBits()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var expected = SampleProgram.Run(["train", Path.Combine(folder.FullName, "undisturbed"), Steps]);
            var checkpoint = Path.Combine(folder.FullName, "killed");
            var random = new Random(1);
            for (var kill = 0; kill < Kills; kill++)
            {
                var before = File.GetLastWriteTimeUtc(checkpoint);
                using var process = SampleProgram.Start(["train", checkpoint, Steps]);

                // Now and then while it starts; as a rule some time after its first step, however slow the machine is.
                if (kill % 5 > 0)
                    Assert.True(SpinWait.SpinUntil(() => File.GetLastWriteTimeUtc(checkpoint) != before || process.HasExited, TimeSpan.FromMinutes(1)), "No step in a minute.");
                Assert.False(process.WaitForExit(random.Next(60)), "The training was over before it was killed often enough.");
                process.Kill();
                process.WaitForExit();

                // Whatever the moment: there is none yet, or a whole one.
                if (File.Exists(checkpoint))
                    Assert.Contains("training:optimizer.0", Safetensors.Read(checkpoint).Select(tensor => tensor.Name));
            }

            Assert.Equal(expected, SampleProgram.Run(["train", checkpoint, Steps]));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
