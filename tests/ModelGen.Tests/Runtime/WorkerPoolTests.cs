using ModelGen.Runtime;
using Xunit;

namespace ModelGen.Tests.Runtime;

public sealed class WorkerPoolTests
{
    private readonly WorkerPool pool = new();

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 4)]
    [InlineData(2, 2)]
    [InlineData(3, 100)]
    [InlineData(8, 5)]
    public void Run_DoesEachPieceOnce(int threads, int count)
    {
        for (var round = 0; round < 2000; round++)
        {
            var job = new Counting(count);
            pool.Run(job, count, threads);
            Assert.All(job.Done, done => Assert.Equal(1, done));
        }
    }

    [Fact]
    public void Run_NumbersItsThreads()
    {
        var job = new Counting(1000);
        pool.Run(job, 1000, threads: 3);
        Assert.InRange(job.HighestWorker, 0, 2);
    }

    [Fact]
    public void Run_UsesSeveralThreads()
    {
        // Each piece waits until both are at work, which one thread alone could not reach.
        using var both = new Barrier(2);
        pool.Run(new Doing(_ => Assert.True(both.SignalAndWait(TimeSpan.FromSeconds(30)))), 2, threads: 2);
    }

    [Fact]
    public void Run_WakesThreadsThatParked()
    {
        for (var round = 0; round < 5; round++)
        {
            Run_UsesSeveralThreads();
            Thread.Sleep(20);
        }
    }

    [Fact]
    public void Run_ThrowsWhatAPieceThrew_AfterTheOthersAreDone()
    {
        var done = 0;
        var job = new Doing(index =>
        {
            if (index == 3)
                throw new FormatException("three");
            Interlocked.Increment(ref done);
        });
        Assert.Equal("three", Assert.Throws<FormatException>(() => pool.Run(job, 10, threads: 3)).Message);
        Assert.Equal(9, done);
        Run_UsesSeveralThreads();
    }

    [Fact]
    public void Run_WithinAPiece_IsDoneByItsCaller()
    {
        var inner = new Counting(40);
        pool.Run(new Doing(index => pool.Run(new Doing(piece => inner.Execute(10 * index + piece, 0)), 10, threads: 2)), 4, threads: 2);
        Assert.All(inner.Done, done => Assert.Equal(1, done));
    }

    [Fact]
    public void Run_FromManyCallersAtOnce_DoesAllOfThem()
    {
        var jobs = Enumerable.Range(0, 500).Select(_ => new Counting(20)).ToArray();
        Parallel.ForEach(jobs, job => pool.Run(job, 20, threads: 3));
        Assert.All(jobs, job => Assert.All(job.Done, done => Assert.Equal(1, done)));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void TryRunTogether_RunsAllPiecesAtOnce(int count)
    {
        for (var round = 0; round < 200; round++)
        {
            using var all = new Barrier(count);
            Assert.True(pool.TryRunTogether(new Doing(_ => Assert.True(all.SignalAndWait(TimeSpan.FromSeconds(30)))), count));
        }
    }

    [Fact]
    public void TryRunTogether_DoesNothingWhereThePoolIsBusy() =>
        pool.Run(new Doing(_ => Assert.False(pool.TryRunTogether(new Doing(_ => Assert.Fail("It ran.")), 2))), 2, threads: 2);

    private sealed class Counting(int count) : Job
    {
        private int highestWorker;

        public int[] Done { get; } = new int[count];

        public int HighestWorker => highestWorker;

        public override void Execute(int index, int worker)
        {
            Interlocked.Increment(ref Done[index]);
            for (var seen = highestWorker; worker > seen; seen = highestWorker)
                Interlocked.CompareExchange(ref highestWorker, worker, seen);
        }
    }

    private sealed class Doing(Action<int> action) : Job
    {
        public override void Execute(int index, int worker) => action(index);
    }
}
