namespace ModelGen;

/// <summary>How far training has come.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Epochs">Epochs in all.</param>
/// <param name="Step">Steps done in this epoch.</param>
/// <param name="StepsPerEpoch">Steps in an epoch; 0 in the first epoch of streamed data, whose number only its end tells.</param>
/// <param name="Loss">Mean training loss of this epoch's samples so far, penalties included.</param>
/// <param name="ValidationLoss">Mean loss on the validation set; only in the report at an epoch's end.</param>
/// <param name="ValidationAccuracy">Share of right answers on the validation set; only in the report at an epoch's end, and only where outputs are classes.</param>
/// <param name="SamplesPerSecond">Samples trained a second in this epoch.</param>
/// <param name="Elapsed">Since training began.</param>
/// <param name="Remaining">Estimated from the steps done so far, validation included; zero while the number of steps is not known.</param>
public readonly record struct TrainingProgress(
    int Epoch,
    int Epochs,
    int Step,
    int StepsPerEpoch,
    float Loss,
    float? ValidationLoss,
    double? ValidationAccuracy,
    double SamplesPerSecond,
    TimeSpan Elapsed,
    TimeSpan Remaining)
{
    /// <summary>Whether the epoch has ended: at its data's end, at the last of <see cref="TrainingOptions.Steps"/>, or where a callback stopped it.</summary>
    public bool IsEpochEnd { get; init; }

    /// <summary>Steps done in all epochs, before a resumption too.</summary>
    public long TotalSteps { get; init; }

    /// <summary>The first objective's learning rate in the last step.</summary>
    public double Rate { get; init; }

    /// <summary>What else was measured on the validation set, by the metrics' names; nothing but in the report at an epoch's end.</summary>
    public IReadOnlyDictionary<string, double>? Metrics { get; init; }
}
