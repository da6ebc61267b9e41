namespace ModelGen;

/// <summary>What came of each epoch.</summary>
/// <param name="Epochs">The epochs, in order; of a resumed training those before it too.</param>
/// <param name="BestEpoch">The last epoch that improved on those before, from 1. Without validation data one that is cut short is not judged: 0 where no other is there.</param>
/// <param name="StoppedEarly">Whether training ended for want of improvement.</param>
/// <param name="Duration">Of the whole training, validation included; without the time between an interruption and its resumption.</param>
public sealed record TrainingHistory(IReadOnlyList<TrainingEpoch> Epochs, int BestEpoch, bool StoppedEarly, TimeSpan Duration)
{
    /// <summary>A row an epoch, its columns separated by commas, with a header; numbers as C# reads them back.</summary>
    public string ToCsv()
    {
        string[] metrics = [.. Epochs.SelectMany(epoch => epoch.Metrics.Keys).Distinct()];
        var table = new CsvTable();
        table.Add(["epoch", "loss", "validation loss", "validation accuracy", "rate", "seconds", .. metrics]);
        foreach (var epoch in Epochs)
        {
            table.Add([
                epoch.Epoch, epoch.Loss, epoch.ValidationLoss, epoch.ValidationAccuracy, epoch.Rate, epoch.Duration.TotalSeconds,
                .. metrics.Select(metric => epoch.Metrics.TryGetValue(metric, out var value) ? (object?)value : null),
            ]);
        }

        return table.ToString();
    }
}

/// <summary>What came of an epoch.</summary>
/// <param name="Epoch">Its number, from 1.</param>
/// <param name="Loss">Mean training loss of its samples, each as its step computed it, penalties included.</param>
/// <param name="ValidationLoss">Mean loss on the validation set after it, without penalties; nothing without a validation set.</param>
/// <param name="ValidationAccuracy">Share of right answers on the validation set after it; nothing without a validation set, or where outputs are no classes.</param>
/// <param name="Duration">Time it took, validation included.</param>
public sealed record TrainingEpoch(int Epoch, float Loss, float? ValidationLoss, double? ValidationAccuracy, TimeSpan Duration)
{
    /// <summary>
    /// Time that the epoch's steps waited for data which is read ahead (streamed, in files, augmented), but for the training's first batch: none where reading keeps up with them.
    /// </summary>
    public TimeSpan Waited { get; init; }

    /// <summary>The first objective's learning rate in the epoch's last step.</summary>
    public double Rate { get; init; }

    /// <summary>What else was measured on the validation set after it, by the metrics' names.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = System.Collections.ObjectModel.ReadOnlyDictionary<string, double>.Empty;
}
