using System.Globalization;
using static System.FormattableString;

namespace ModelGen.Reports;

/// <summary>How far a training has come that may be spread over several calls of <c>Train</c>.</summary>
/// <param name="epochs">Epochs in all.</param>
/// <param name="time">The clock.</param>
internal sealed class TrainingStatus(int epochs, TimeProvider time)
{
    private readonly long started = time.GetTimestamp();
    private int epochsBefore;

    /// <summary>The last report.</summary>
    public TrainingProgress Last { get; private set; }

    /// <summary>The epoch, from 1, over all calls.</summary>
    public int Epoch => epochsBefore + Last.Epoch;

    /// <summary>Epochs in all; more than were announced where training goes on beyond them.</summary>
    public int Epochs => Math.Max(epochs, Epoch);

    /// <summary>Whether the last report is an epoch's last.</summary>
    public bool IsEpochDone => Last.IsEpochEnd;

    /// <summary>Share of the epoch's steps that are done, 0 to 1; 0 while their number is not known.</summary>
    public double ShareOfEpoch => Last.IsEpochEnd ? 1 : Last.StepsPerEpoch == 0 ? 0 : (double)Last.Step / Last.StepsPerEpoch;

    /// <summary>Share of all steps that are done, 0 to 1.</summary>
    public double Share => (Epoch - 1 + ShareOfEpoch) / Epochs;

    /// <summary>Since training began.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(started);

    /// <summary>Until it ends, estimated; zero while nothing is known.</summary>
    public TimeSpan Left => Last.Epochs == Epochs || Share == 0 ? Last.Remaining : Elapsed * (1 / Share - 1);

    /// <summary>Takes note of a report.</summary>
    public void Take(TrainingProgress progress)
    {
        if (BeginsAnew(progress, Last))
            epochsBefore += Last.Epoch;
        Last = progress;
    }

    /// <summary>
    /// Whether a report is of a further call of <c>Train</c>: its steps start again. An epoch's last step may be reported twice, the second time with what its end
    /// brought.
    /// </summary>
    public static bool BeginsAnew(TrainingProgress progress, TrainingProgress last) =>
        progress.TotalSteps < last.TotalSteps || (progress.TotalSteps == last.TotalSteps && (last.IsEpochEnd || !progress.IsEpochEnd));

    /// <summary>One line about an epoch that has just ended.</summary>
    public string Describe()
    {
        var validation = Last.ValidationAccuracy is { } accuracy ? $"validation {Percent(accuracy)}  "
            : Last.ValidationLoss is { } loss ? Invariant($"validation loss {loss:F4}  ")
            : "";
        validation += string.Concat((Last.Metrics ?? new Dictionary<string, double>()).Select(metric => Invariant($"{metric.Key} {metric.Value:0.####}  ")));
        var digits = Epochs.ToString(CultureInfo.InvariantCulture).Length;
        var epoch = Epoch.ToString(CultureInfo.InvariantCulture).PadLeft(digits);
        return Invariant($"epoch {epoch}/{Epochs}  loss {Last.Loss:F4}  {validation}{Last.SamplesPerSecond,8:N0} samples/s  {Left.TotalSeconds,4:F0} s left");
    }

    private static string Percent(double share) => Invariant($"{100 * share:F2} %");
}
