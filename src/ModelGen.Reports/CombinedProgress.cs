namespace ModelGen.Reports;

/// <summary>Reports to several, one after the other: to a <see cref="ConsoleView"/> and a <see cref="TensorBoardWriter"/>, say.</summary>
public sealed class CombinedProgress : IProgress<TrainingProgress>
{
    private readonly IProgress<TrainingProgress>[] parts;

    /// <summary>Combines them.</summary>
    /// <param name="parts">Who is told, in order.</param>
    /// <exception cref="ArgumentNullException">One is null.</exception>
    public CombinedProgress(params IReadOnlyList<IProgress<TrainingProgress>> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        foreach (var part in parts)
            ArgumentNullException.ThrowIfNull(part, nameof(parts));
        this.parts = [.. parts];
    }

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        foreach (var part in parts)
            part.Report(value);
    }
}
