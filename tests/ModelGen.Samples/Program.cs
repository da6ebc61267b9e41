using ModelGen;
using ModelGen.Runtime;
using ModelGen.Samples;

// On a loaded machine the other threads may come too late for a while.
const int Attempts = 1_000;

// Generated models in a process of their own, for what can only be seen there: other vector widths, the JIT's summary, all allocations of a process.
switch (args)
{
    // The bits after 50 steps, and whether more than one thread made them.
    case ["hashes", .. var counts]:
        foreach (var count in counts.Select(int.Parse))
        {
            ModelGenThreads.Count = count;
            foreach (var create in Sample.All)
            {
                Sample sample;
                var isShared = false;
                var attempt = 0;
                do
                {
                    sample = create();
                    isShared = IsShared(() => Repeat(sample.Train, times: 50));
                }
                while (!isShared && count > 1 && ++attempt < Attempts);
                Console.WriteLine($"{sample.Name}, {count} threads: {sample.Hash()}, {(isShared ? "several" : "one")} at work");
            }
        }

        break;

    // Every emitted method once.
    case ["methods"]:
        foreach (var sample in Sample.All.Select(create => create()))
        {
            foreach (var action in (Action[])[sample.Train, sample.Loss, sample.PredictOne, sample.PredictBatch, sample.Evaluate])
            {
                action();
            }
        }

        break;

    // Bytes allocated by calls after the first, by this thread and by all, and whether more than one thread was at work.
    case ["allocations"]:
        ModelGenThreads.Count = 2;
        foreach (var sample in Sample.All.Select(create => create()))
        {
            foreach (var action in (Action[])[sample.Train, sample.Loss, sample.PredictOne, sample.PredictBatch])
            {
                action();
                var parts = WorkerPool.Shared.Parts;
                var (thread, process) = (GC.GetAllocatedBytesForCurrentThread(), GC.GetTotalAllocatedBytes(precise: true));
                for (var call = 0; call < 10 || (call < Attempts && WorkerPool.Shared.Parts == parts); call++)
                {
                    action();
                }

                (thread, process) = (GC.GetAllocatedBytesForCurrentThread() - thread, GC.GetTotalAllocatedBytes(precise: true) - process);
                Console.WriteLine($"{sample.Name}.{action.Method.Name}: {thread} by the thread, {process} by the process, {(WorkerPool.Shared.Parts > parts ? "several" : "one")} at work");
            }
        }

        break;

    // A training that goes on from its checkpoint, which it writes after each step; the bits at its end.
    case ["train", var checkpoint, var steps]:
        Console.WriteLine(Sample.TrainFrom(checkpoint, long.Parse(steps)));
        break;

    default:
        Console.Error.WriteLine("hashes THREADS… | methods | allocations | train CHECKPOINT STEPS");
        return 1;
}

return 0;

static bool IsShared(Action action)
{
    var parts = WorkerPool.Shared.Parts;
    action();
    return WorkerPool.Shared.Parts > parts;
}

static void Repeat(Action action, int times)
{
    for (var i = 0; i < times; i++)
    {
        action();
    }
}
