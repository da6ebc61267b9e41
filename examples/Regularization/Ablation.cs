using ModelGen;

/// <summary>Trains the same network on the same digits, each time with other remedies.</summary>
/// <param name="training">The digits to learn.</param>
/// <param name="validation">The digits that say when to stop.</param>
/// <param name="test">The digits that show what was learned.</param>
internal sealed class Ablation(DataSet training, DataSet validation, DataSet test)
{
    private const int Patience = 10;

    /// <summary>Trains a network.</summary>
    /// <param name="remedies">What is done against overfitting.</param>
    /// <param name="epochs">Passes over the training digits, unless it stops early.</param>
    /// <param name="seed">The same for all, so that each starts from the same weights.</param>
    public AblationResult Run(Remedies remedies, int epochs, int seed)
    {
        var model = Create(remedies, seed);
        var curves = new LearningCurves(() => Measure(model));
        model.Train(training, validation, new TrainingOptions
        {
            Epochs = epochs,
            Seed = seed,
            Augmentation = remedies.HasFlag(Remedies.Augmentation) ? new Augmentation(1, 28, 28).Rotate(10).Scale(0.9f, 1.1f).Translate(2, 2) : null,
            Patience = remedies.HasFlag(Remedies.EarlyStopping) ? Patience : null,
            KeepBestWeights = remedies.HasFlag(Remedies.EarlyStopping),
            Callbacks = [curves],
        });
        return new(remedies, curves.Epochs, Measure(model));
    }

    /// <summary>The network, without what is declared but not wanted.</summary>
    public static DigitClassifier Create(Remedies remedies, int seed)
    {
        var model = new DigitClassifier(seed);
        if (!remedies.HasFlag(Remedies.L2))
            model.Hyperparameters["l2"] = 0;
        if (!remedies.HasFlag(Remedies.Dropout))
            model.Hyperparameters["dropout1.rate"] = 0;
        if (!remedies.HasFlag(Remedies.LabelSmoothing))
            model.Hyperparameters["crossEntropy.labelSmoothing"] = 0;
        return model;
    }

    private Measurement Measure(DigitClassifier model)
    {
        var (learned, unseen) = (model.Evaluate(training, [new Perplexity()]), model.Evaluate(test, [new Perplexity()]));
        return new(learned.Accuracy!.Value, CrossEntropy(learned), unseen.Accuracy!.Value, CrossEntropy(unseen));
    }

    // Of hard labels, so that networks trained on smoothed ones can be compared with the others.
    private static double CrossEntropy(Evaluation evaluation) => Math.Log(evaluation.Metrics["perplexity"]);

    private sealed class LearningCurves(Func<Measurement> measure) : TrainingCallback
    {
        public List<Measurement> Epochs { get; } = [];

        public override void OnEpoch(TrainingContext training, TrainingEpoch epoch) => Epochs.Add(measure());
    }
}

/// <summary>How good a network is, at inference.</summary>
/// <param name="TrainingAccuracy">Share of right answers to the training digits.</param>
/// <param name="TrainingLoss">Their mean cross-entropy.</param>
/// <param name="TestAccuracy">Share of right answers to the test digits.</param>
/// <param name="TestLoss">Their mean cross-entropy.</param>
internal sealed record Measurement(double TrainingAccuracy, double TrainingLoss, double TestAccuracy, double TestLoss);

/// <summary>What came of a training.</summary>
/// <param name="Remedies">What was done against overfitting.</param>
/// <param name="Epochs">After each epoch.</param>
/// <param name="Final">At the end, which with early stopping is at the best epoch.</param>
internal sealed record AblationResult(Remedies Remedies, IReadOnlyList<Measurement> Epochs, Measurement Final)
{
    /// <summary>What was done, in words.</summary>
    public string Name => Remedies switch
    {
        Remedies.LabelSmoothing => "label smoothing",
        Remedies.EarlyStopping => "early stopping",
        Remedies.L2 => "L2",
        _ => $"{Remedies}".ToLowerInvariant(),
    };
}
