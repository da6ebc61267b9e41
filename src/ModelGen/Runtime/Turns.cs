namespace ModelGen.Runtime;

/// <summary>A model's memory for one thread at a time: a second one is refused, as two in the same memory would corrupt it.</summary>
/// <param name="name">The model's name, for the message.</param>
internal sealed class Turns(string name)
{
    private int isTaken;

    /// <summary>Takes the turn, until it is disposed of.</summary>
    /// <exception cref="InvalidOperationException">Another thread has it.</exception>
    public Turn Take() => Interlocked.CompareExchange(ref isTaken, 1, 0) == 0
        ? new Turn(this)
        : throw new InvalidOperationException($"'{name}' is at work on another thread: training, losses, Set, Save and Load take one thread at a time.");

    /// <summary>A turn.</summary>
    internal readonly ref struct Turn(Turns turns)
    {
        public void Dispose() => Volatile.Write(ref turns.isTaken, 0);
    }
}
