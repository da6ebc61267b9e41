namespace ModelGen;

/// <summary>How well a model does on a data set, at inference.</summary>
/// <param name="Loss">Mean loss of the samples, without penalties.</param>
/// <param name="Count">Samples.</param>
/// <param name="Answers">Answers that can be right or wrong: one a sample for classes, one an output for scores that each stand for a yes or no, 0 where outputs are no classes.</param>
/// <param name="Correct">Answers that are right.</param>
public sealed record Evaluation(float Loss, int Count, long Answers, long Correct)
{
    /// <summary>Share of right answers, 0 to 1; nothing where outputs are no classes (regression).</summary>
    public double? Accuracy => Answers == 0 ? null : Correct / (double)Answers;

    /// <summary>Mean 0-1 loss: the share of wrong answers, 0 to 1; nothing where outputs are no classes.</summary>
    public double? ZeroOneLoss => Answers == 0 ? null : (Answers - Correct) / (double)Answers;

    /// <summary>What else was measured, by the metrics' names.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = System.Collections.ObjectModel.ReadOnlyDictionary<string, double>.Empty;
}
