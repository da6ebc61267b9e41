namespace ModelGen.Runtime;

/// <summary>Threads that run one block together: each does its part of a kernel's work or of a loop over steps, and they wait for each other in between.</summary>
internal sealed class BlockTeam
{
    /// <summary>Looks at the others before the thread offers its core to them: more than a part of the work takes where all of them run.</summary>
    private const int Spins = 2_000;

    private int members, arrived;
    private volatile int turn;
    private volatile bool isBroken;

    /// <summary>Gets ready for a run.</summary>
    /// <param name="count">How many threads there will be.</param>
    public void Begin(int count) => (members, arrived, isBroken) = (count, 0, false);

    /// <summary>Waits until all have come here.</summary>
    /// <exception cref="InvalidOperationException">One of them never will.</exception>
    public void Sync()
    {
        var current = turn;
        if (Interlocked.Increment(ref arrived) == members)
        {
            arrived = 0;
            turn = current + 1;
            return;
        }

        for (var spins = 0; turn == current; spins++)
        {
            if (isBroken)
                throw new InvalidOperationException("Another thread failed at this block.");
            if (spins < Spins)
                Thread.SpinWait(1);
            else
                Thread.Yield();
        }
    }

    /// <summary>Lets nobody wait for a thread that failed.</summary>
    public void Break() => isBroken = true;
}
