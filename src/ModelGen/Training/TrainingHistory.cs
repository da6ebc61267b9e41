namespace ModelGen;

/// <summary>What came of each epoch.</summary>
/// <param name="Epochs">The epochs, in order.</param>
/// <param name="BestEpoch">The last epoch that improved on those before, from 1.</param>
/// <param name="StoppedEarly">Whether training ended for want of improvement.</param>
/// <param name="Duration">Of the whole training, validation included.</param>
public sealed record TrainingHistory(IReadOnlyList<TrainingEpoch> Epochs, int BestEpoch, bool StoppedEarly, TimeSpan Duration);

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
}
