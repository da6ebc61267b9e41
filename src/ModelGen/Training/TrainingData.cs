namespace ModelGen;

/// <summary>What a checkpoint tells a training's data by.</summary>
/// <param name="Batches">Batches of an epoch; nothing where only its end tells.</param>
/// <param name="Training">The samples.</param>
/// <param name="Validation">Those that are only evaluated.</param>
internal sealed record TrainingData(int? Batches, string Training, string Validation)
{
    public static TrainingData Of(int? batches, DataSet training, DataSet? validation) => new(batches, training.Describe(), validation?.Describe() ?? "none");
}
