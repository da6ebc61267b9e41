namespace ModelGen.Compiler.Emission;

/// <summary>How threads that run a block together share a call, or a loop of calls.</summary>
internal enum TeamWork
{
    /// <summary>One thread runs the block.</summary>
    None,

    /// <summary>One of the threads does all of it.</summary>
    Whole,

    /// <summary>Each does a part.</summary>
    Divided,
}
