namespace ModelGen.Benchmarks.Measuring;

/// <summary>One way to run a row.</summary>
internal sealed record Entrant(string Name, ITurnTaker Taker, int Threads);

/// <summary>
/// Times several entrants on a row in turn (ours, theirs, ours, theirs, …), so that whatever else the machine does falls on all of them, and takes the median of each one's turns.
/// </summary>
internal static class PairedRunner
{
    private const int Rounds = 9;
    private const double TurnMilliseconds = 40, WarmUpMilliseconds = 400;

    // Both libraries' workers spin for a while after their work: the next entrant waits until they sleep.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Median milliseconds a call, by entrant.</summary>
    public static IReadOnlyDictionary<Entrant, double> Run(BenchmarkRow row, IReadOnlyList<Entrant> entrants)
    {
        var iterations = entrants.ToDictionary(entrant => entrant, entrant => WarmUp(row, entrant));
        var times = entrants.ToDictionary(entrant => entrant, _ => new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var entrant in entrants)
            {
                Thread.Sleep(Pause);
                times[entrant].Add(entrant.Taker.Turn(row, entrant.Threads, iterations[entrant]));
            }
        }

        return times.ToDictionary(entry => entry.Key, entry => entry.Value.Order().ElementAt(Rounds / 2));
    }

    // Long enough for the just-in-time compiler's last tier; returns the iterations of a turn.
    private static int WarmUp(BenchmarkRow row, Entrant entrant)
    {
        var iterations = 1;
        for (double total = 0; ;)
        {
            var milliseconds = entrant.Taker.Turn(row, entrant.Threads, iterations);
            total += milliseconds * iterations;
            if (total >= WarmUpMilliseconds)
                return (int)Math.Clamp(TurnMilliseconds / milliseconds, 3, 1_000_000);
            if (milliseconds * iterations < TurnMilliseconds)
                iterations *= 2;
        }
    }
}
