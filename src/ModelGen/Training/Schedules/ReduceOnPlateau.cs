using ModelGen.Runtime;

namespace ModelGen;

/// <summary>
/// Multiplies the rate by a factor each time that the validation loss (without validation, the training loss) has not fallen for more than <c>patience</c> epochs of <c>Train</c>. PyTorch's
/// <c>ReduceLROnPlateau</c>: an epoch improves where its loss is below <c>best·(1 − threshold)</c>.
/// </summary>
/// <param name="factor">Above 0 and below 1.</param>
/// <param name="patience">Epochs without improvement that are borne, at least 0.</param>
public sealed class ReduceOnPlateau(float factor = 0.1f, int patience = 10) : Schedule
{
    private float threshold = 1e-4f, minimumRate;

    /// <summary>What the rate is multiplied by.</summary>
    public float Factor { get; } = factor is > 0 and < 1 ? factor : throw new ArgumentOutOfRangeException(nameof(factor), factor, "Expected a number above 0 and below 1.");

    /// <summary>Epochs without improvement that are borne.</summary>
    public int Patience { get; } = patience >= 0 ? patience : throw new ArgumentOutOfRangeException(nameof(patience), patience, "Expected 0 or more.");

    /// <summary>By which share of itself the loss must fall, at least 0.</summary>
    public float Threshold { get => threshold; set => threshold = NotNegative(value, nameof(Threshold)); }

    /// <summary>The rate never falls below this, at least 0.</summary>
    public float MinimumRate { get => minimumRate; set => minimumRate = NotNegative(value, nameof(MinimumRate)); }

    /// <summary>The rate as it comes: how far it has been reduced is not the step's to say.</summary>
    public override double RateAt(double rate, long step) => rate;

    /// <inheritdoc/>
    public override string ToString() =>
        FormattableString.Invariant($"ReduceOnPlateau({Factor}, {Patience}, Threshold = {Threshold}, MinimumRate = {MinimumRate})");
}

/// <summary>How far one <see cref="ReduceOnPlateau"/> has come.</summary>
internal sealed class Plateau(ReduceOnPlateau schedule)
{
    private readonly double factor = Decimals.AsWritten(schedule.Factor);

    /// <summary>What the rate is multiplied by.</summary>
    public double Factor { get; set; } = 1;

    /// <summary>The lowest loss.</summary>
    public double Best { get; set; } = double.PositiveInfinity;

    /// <summary>Epochs since.</summary>
    public int Waited { get; set; }

    /// <summary>The reduced rate.</summary>
    public double RateAt(double rate) => Math.Max(rate * Factor, Math.Min(rate, schedule.MinimumRate));

    /// <summary>Takes note of an epoch's loss.</summary>
    public void Consider(double loss)
    {
        if (loss < Best * (1.0 - schedule.Threshold))
        {
            Best = loss;
            Waited = 0;
        }
        else if (++Waited > schedule.Patience)
        {
            Factor *= factor;
            Waited = 0;
        }
    }
}
