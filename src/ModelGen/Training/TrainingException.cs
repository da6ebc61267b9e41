namespace ModelGen;

/// <summary>Training came to a loss that is not finite. The model has the weights from before that step.</summary>
public sealed class TrainingException : Exception
{
    internal TrainingException(int epoch, int step, float loss)
        : base(FormattableString.Invariant($"The loss is {loss} at epoch {epoch}, step {step}; the weights before that step are kept. A smaller learning rate, ClipGradientNorm, or inputs scaled to about 1 may help."))
    {
        Epoch = epoch;
        Step = step;
        Loss = loss;
    }

    /// <summary>The epoch, from 1.</summary>
    public int Epoch { get; }

    /// <summary>The step within the epoch, from 1.</summary>
    public int Step { get; }

    /// <summary>The loss: NaN or infinite.</summary>
    public float Loss { get; }
}
