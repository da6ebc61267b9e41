using ModelGen.Runtime;
using Xunit;

namespace ModelGen.Tests.Runtime;

public sealed class BlockTeamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Sync_WaitsForAll(int members)
    {
        const int Turns = 500;
        var team = new BlockTeam();
        for (var run = 0; run < 3; run++)
        {
            team.Begin(members);
            var (written, mistakes) = (new int[members], 0);
            Run(members, member =>
            {
                for (var turn = 1; turn <= Turns; turn++)
                {
                    written[member] = turn;
                    team.Sync();
                    // Nobody is behind, and nobody writes before all have looked.
                    if (Array.Exists(written, other => other != turn))
                        Interlocked.Increment(ref mistakes);
                    team.Sync();
                }
            });
            Assert.Equal(0, mistakes);
        }
    }

    [Fact]
    public void Sync_ThrowsWhereAnotherFailed()
    {
        var team = new BlockTeam();
        team.Begin(3);
        var thrown = new Exception?[3];
        Run(3, member =>
        {
            if (member == 1)
                team.Break();
            else
                thrown[member] = Record.Exception(team.Sync);
        });
        Assert.IsType<InvalidOperationException>(thrown[0]);
        Assert.IsType<InvalidOperationException>(thrown[2]);
    }

    [Theory]
    [InlineData(1, 7)]
    [InlineData(3, 7)]
    [InlineData(5, 3)]
    public void PartsOfABlock_CoverAll(int members, int count)
    {
        BlockMemory memory = default;
        var next = 0;
        for (var member = 0; member < members; member++)
        {
            var block = new Block(ref memory, default, firstSample: 0, samples: 1, part: new BlockPart(new BlockTeam(), member, members));
            Assert.Equal(next, block.FirstOf(count));
            Assert.Equal(member == 0, block.Leads);
            next = block.EndOf(count);
        }

        Assert.Equal(count, next);
    }

    [Fact]
    public void ABlockOfOneThread_IsAllItsOwn()
    {
        BlockMemory memory = default;
        var block = new Block(ref memory, default, firstSample: 0, samples: 1);
        Assert.True(block.Leads);
        Assert.Equal((0, 7), (block.FirstOf(7), block.EndOf(7)));
        block.Sync();
    }

    private static void Run(int members, Action<int> action)
    {
        var threads = Enumerable.Range(0, members).Select(member => new Thread(() => action(member)) { IsBackground = true }).ToArray();
        foreach (var thread in threads)
            thread.Start();
        Assert.All(threads, thread => Assert.True(thread.Join(TimeSpan.FromMinutes(1)), "A member waits for ever."));
    }
}
