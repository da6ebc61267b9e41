using System.Runtime;
using System.Runtime.CompilerServices;
using ModelGen.Runtime;
using Xunit;

namespace ModelGen.Tests.Runtime;

[Collection(nameof(Alone))]
public sealed class FirstRunsTests : IDisposable
{
    private readonly int threads = ModelGenThreads.Count;

    public void Dispose() => ModelGenThreads.Count = threads;

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    public void FirstRun_AsksForTheKernelsOfItsProgramOnce_WhereThereAreSeveralThreads(int count, int asked)
    {
        ModelGenThreads.Count = count;
        var listed = new List<int>();
        var engine = new LinearModel(2, 1, ScoreKind.None) { Listing = (program, _) => listed.Add(program) }.NewEngine();
        for (var run = 0; run < 2; run++)
        {
            engine.TrainStep(0, Columns.Of([1f, 2, 3, 4], [1f, 2]));
            engine.Predict(0, [1f, 2]);
        }

        Assert.Equal(asked == 1 ? [3, 0] : [], listed);
    }

    [Fact]
    public void FirstRun_CompilesTheKernels()
    {
        ModelGenThreads.Count = 2;
        var engine = new LinearModel(2, 1, ScoreKind.None) { Listing = (_, kernels) => kernels.Add(Kernel) }.NewEngine();
        _ = CompiledHere();
        engine.TrainStep(0, Columns.Of([1f, 2, 3, 4], [1f, 2]));
        var before = CompiledHere();
        var value = 1f;
        Kernel(ref value);
        Assert.Equal(before, CompiledHere());
        Assert.Equal(2, value);

        static long CompiledHere() => JitInfo.GetCompiledMethodCount(currentThread: true);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Kernel(ref float value) => value *= 2;
}
