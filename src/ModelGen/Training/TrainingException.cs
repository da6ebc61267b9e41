namespace ModelGen;

/// <summary>
/// Training came to a number that is not finite. In a step, where the loss, its gradient or a running statistic is none: the model has the weights from before that step; of several objectives
/// those before the one that failed have made theirs, as the message says.
/// In the validation after an epoch: the model has the weights of the best epoch so far where <see cref="TrainingOptions.KeepBestWeights"/> keeps them, otherwise that epoch's.
/// An update that overflowed by itself shows in the next step's loss; then too the model gets the weights of the best epoch, where they are kept.
/// </summary>
public sealed class TrainingException : Exception
{
    private const string Advice = "A smaller learning rate, ClipGradientNorm, or inputs scaled to about 1 may help.";

    private TrainingException(string message, int epoch, int step, float loss)
        : base(message)
    {
        Epoch = epoch;
        Step = step;
        Loss = loss;
    }

    /// <summary>The epoch, from 1.</summary>
    public int Epoch { get; }

    /// <summary>The step within the epoch, from 1; the epoch's last where it was the validation.</summary>
    public int Step { get; }

    /// <summary>The loss: NaN or infinite, or finite where its gradient or a running statistic was not.</summary>
    public float Loss { get; }

    /// <param name="epoch">The epoch.</param>
    /// <param name="step">The step.</param>
    /// <param name="loss">Its loss.</param>
    /// <param name="weights">What became of the weights.</param>
    /// <param name="cause">The value of the data that is not finite; nothing where all are.</param>
    /// <param name="origin">Where values cease to be finite, if the data are; nothing where that is not known.</param>
    internal static TrainingException InStep(int epoch, int step, float loss, string weights, string? cause, string? origin = null)
    {
        var what = float.IsFinite(loss) ? FormattableString.Invariant($"The gradient or a running statistic is not finite, at a loss of {loss},") : $"The loss is {loss}";
        return new TrainingException($"{what} at epoch {epoch}, step {step}; {weights}. {(origin is null ? string.Empty : origin + ' ')}{cause ?? Advice}", epoch, step, loss);
    }

    /// <param name="epoch">The epoch before.</param>
    /// <param name="step">Its last step.</param>
    /// <param name="loss">The validation loss.</param>
    /// <param name="weights">What became of the weights.</param>
    /// <param name="cause">The value of the data that is not finite; nothing where all are.</param>
    internal static TrainingException InValidation(int epoch, int step, float loss, string weights, string? cause) =>
        new(FormattableString.Invariant($"The validation loss is {loss} after epoch {epoch}; {weights}. {cause ?? Advice}"), epoch, step, loss);
}
