using ModelGen;
using ModelGen.Samples;

// Generated models in a process of their own, for what can only be seen there: other vector widths, the JIT's summary, all allocations of a process.
switch (args)
{
    // The bits after 50 steps.
    case ["hashes", .. var counts]:
        foreach (var count in counts.Select(int.Parse))
        {
            ModelGenThreads.Count = count;
            foreach (var sample in Sample.All())
            {
                Repeat(sample.Train, times: 50);
                Console.WriteLine($"{sample.Name}, {count} threads: {sample.Hash()}");
            }
        }

        break;

    // Every emitted method once.
    case ["methods"]:
        foreach (var sample in Sample.All())
        {
            foreach (var action in new Action[] { sample.Train, sample.Loss, sample.PredictOne, sample.PredictBatch, sample.Evaluate })
            {
                action();
            }
        }

        break;

    // Bytes allocated by calls after the first: by this thread, and by all.
    case ["allocations"]:
        foreach (var sample in Sample.All())
        {
            foreach (var action in new Action[] { sample.Train, sample.Loss, sample.PredictOne, sample.PredictBatch })
            {
                action();
                var (thread, process) = (GC.GetAllocatedBytesForCurrentThread(), GC.GetTotalAllocatedBytes(precise: true));
                Repeat(action, times: 10);
                (thread, process) = (GC.GetAllocatedBytesForCurrentThread() - thread, GC.GetTotalAllocatedBytes(precise: true) - process);
                Console.WriteLine($"{sample.Name}.{action.Method.Name}: {thread} by the thread, {process} by the process");
            }
        }

        break;

    default:
        Console.Error.WriteLine("hashes THREADS… | methods | allocations");
        return 1;
}

return 0;

static void Repeat(Action action, int times)
{
    for (var i = 0; i < times; i++)
    {
        action();
    }
}
