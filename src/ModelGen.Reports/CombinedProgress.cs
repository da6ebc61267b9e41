namespace ModelGen.Reports;

/// <summary>Reports to several, one after the other: to a <see cref="ConsoleView"/> and a <see cref="TensorBoardWriter"/>, say.</summary>
/// <param name="parts">Who is told, in order.</param>
public sealed class CombinedProgress(params IReadOnlyList<IProgress<TrainingProgress>> parts) : IProgress<TrainingProgress>
{
    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        foreach (var part in parts)
            part.Report(value);
    }
}
