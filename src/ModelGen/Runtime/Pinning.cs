namespace ModelGen.Runtime;

/// <summary>What runs on pinned memory.</summary>
internal interface IPinnedRun
{
    /// <summary>Runs; the addresses are good until it returns.</summary>
    void Run(in Pointers inputs, in Pointers outputs);
}

/// <summary>Pins a batch's columns and results while something runs on them.</summary>
internal static class Pinning
{
    public static unsafe void Run<T>(scoped in Columns inputs, scoped in Outputs outputs, T run)
        where T : IPinnedRun
    {
        fixed (float* from0 = inputs[0], from1 = inputs[1], from2 = inputs[2], from3 = inputs[3])
        fixed (float* from4 = inputs[4], from5 = inputs[5], from6 = inputs[6], from7 = inputs[7])
        fixed (float* to0 = outputs[0], to1 = outputs[1], to2 = outputs[2], to3 = outputs[3])
        fixed (float* to4 = outputs[4], to5 = outputs[5], to6 = outputs[6], to7 = outputs[7])
        {
            Pointers from = default, to = default;
            ReadOnlySpan<nint> sources = [(nint)from0, (nint)from1, (nint)from2, (nint)from3, (nint)from4, (nint)from5, (nint)from6, (nint)from7];
            ReadOnlySpan<nint> targets = [(nint)to0, (nint)to1, (nint)to2, (nint)to3, (nint)to4, (nint)to5, (nint)to6, (nint)to7];
            sources.CopyTo(from);
            targets.CopyTo(to);
            run.Run(from, to);
        }
    }
}
