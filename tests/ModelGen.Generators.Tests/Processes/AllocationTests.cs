namespace ModelGen.Generators.Tests.Processes;

/// <summary>After the first call nothing is allocated, by any thread.</summary>
public sealed class AllocationTests
{
    [Fact]
    public void Calls_AllocateNothingAfterTheFirst()
    {
        var lines = SampleProgram.Run(["allocations"]);
        Assert.Equal(
            from model in new[] { "LeNet5", "Small", "Unrolled", "Normalized", "Noisy", "Sparse", "Attentive" }
            from method in new[] { "Train", "Loss", "PredictOne", "PredictBatch" }
            select $"{model}.{method}: 0 by the thread, 0 by the process, {(method == "PredictOne" ? "one" : "several")} at work",
            lines);
    }
}
