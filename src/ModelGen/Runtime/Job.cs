namespace ModelGen.Runtime;

/// <summary>Work that falls into independent pieces.</summary>
internal abstract class Job
{
    /// <summary>Does one piece.</summary>
    /// <param name="index">Which one.</param>
    /// <param name="worker">The thread that does it, from 0: at any moment a number stands for one thread of the run.</param>
    public abstract void Execute(int index, int worker);
}
