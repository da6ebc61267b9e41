namespace ModelGen.Runtime;

/// <summary>A model's memory for one thread at a time: a second one is refused, as two in the same memory would corrupt it.</summary>
/// <param name="name">The model's name, for the message.</param>
internal sealed class Turns(string name)
{
    private int isTaken, trainer;

    /// <summary>Takes the turn, until it is disposed of.</summary>
    /// <exception cref="InvalidOperationException">It is taken, or another thread trains.</exception>
    public Turn Take()
    {
        var training = Volatile.Read(ref trainer);
        return (training == 0 || training == Environment.CurrentManagedThreadId) && Interlocked.CompareExchange(ref isTaken, 1, 0) == 0 ? new Turn(ref isTaken) : throw Refusal();
    }

    /// <summary>Keeps the turns of a whole training for this thread, whose callbacks may evaluate and save between steps.</summary>
    /// <exception cref="InvalidOperationException">The model is being trained.</exception>
    public Turn TakeAll() => Interlocked.CompareExchange(ref trainer, Environment.CurrentManagedThreadId, 0) == 0 ? new Turn(ref trainer)
        : throw (Volatile.Read(ref trainer) == Environment.CurrentManagedThreadId ? Nested() : Refusal());

    private InvalidOperationException Nested() => new($"'{name}' is being trained: what its training calls may evaluate and save it, but not train it.");

    private InvalidOperationException Refusal() => new($"'{name}' is at work on another thread: training, losses, Set, Save and Load take one thread at a time.");

    /// <summary>A turn.</summary>
    internal readonly ref struct Turn(ref int holder)
    {
        private readonly ref int holder = ref holder;

        public void Dispose() => Volatile.Write(ref holder, 0);
    }
}
