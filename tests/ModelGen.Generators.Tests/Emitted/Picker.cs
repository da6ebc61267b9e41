namespace ModelGen.Generators.Tests.Emitted;

/// <summary>Takes choice after choice from one number.</summary>
internal struct Picker(int number)
{
    private uint state = (uint)number;

    /// <summary>0 to <paramref name="count"/> − 1.</summary>
    public int Next(int count)
    {
        state = unchecked((state * 1_664_525) + 1_013_904_223);
        return (int)((state >> 8) % (uint)count);
    }
}
