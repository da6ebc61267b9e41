namespace ModelGen.Compiler.Graphs;

/// <summary>A time axis: values exist once a step of it, and how many steps there are differs from sample to sample. It is no axis of shapes.</summary>
/// <param name="Lengths">The batch's column with each sample's number of steps.</param>
/// <param name="MaximumLength">The largest number of steps.</param>
/// <param name="Name">The parameter that brought it.</param>
public sealed record TimeAxis(int Lengths, int MaximumLength, string Name)
{
    /// <summary>In place of the column, for a network that is run step by step: the steps that have been taken, in all sequences as many.</summary>
    public const int SoFar = -1;
}
