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
            var (written, wasRunning) = (0, true);
            for (var kill = 0; kill < Kills && wasRunning; kill++)
            {
                using var process = SampleProgram.Start(["train", checkpoint, Steps]);
                wasRunning = !process.WaitForExit(random.Next(150, 400));
                process.Kill();
                process.WaitForExit();

                // Whatever the moment: there is none yet, or a whole one.
                if (File.Exists(checkpoint))
                {
                    written++;
                    Assert.Contains("training.optimizer.0", Safetensors.Read(checkpoint).Select(tensor => tensor.Name));
                }
            }

            Assert.True(wasRunning, "The training was over before it was killed often enough.");
            Assert.True(written > Kills / 2, $"Only {written} of {Kills} kills left a checkpoint.");
            Assert.Equal(expected, SampleProgram.Run(["train", checkpoint, Steps]));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
