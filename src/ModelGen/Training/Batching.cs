namespace ModelGen;

/// <summary>How samples become batches.</summary>
/// <param name="Size">Samples of all batches but an epoch's last, at least 1.</param>
/// <param name="Minimum">Samples that a batch needs: an epoch's last with fewer is left out.</param>
/// <param name="Seed">Decides the order of the samples.</param>
/// <param name="IsShuffled">Whether each epoch has an order of its own; otherwise it is the data's.</param>
/// <param name="Epochs">The last epoch: nothing is read ahead beyond its end.</param>
/// <param name="Augmentation">What happens to the images; nothing for as they are.</param>
internal sealed record Batching(int Size, int Minimum = 1, int Seed = 0, bool IsShuffled = false, int Epochs = 1, Augmentation? Augmentation = null);
