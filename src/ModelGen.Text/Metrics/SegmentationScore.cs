namespace ModelGen.Text;

/// <summary>How many segments, such as the words of Chinese text, are found: one counts where both its ends and its label are right.</summary>
public sealed class SegmentationScore
{
    /// <summary>Segments predicted so far.</summary>
    public long Predicted { get; private set; }

    /// <summary>Segments that are there.</summary>
    public long Expected { get; private set; }

    /// <summary>Segments that are there and were predicted.</summary>
    public long Correct { get; private set; }

    /// <summary>Right ones among those predicted, 0 to 1; 0 where none was.</summary>
    public double Precision => Predicted == 0 ? 0 : (double)Correct / Predicted;

    /// <summary>Those found among those that are there, 0 to 1; 0 where none is.</summary>
    public double Recall => Expected == 0 ? 0 : (double)Correct / Expected;

    /// <summary>The harmonic mean of both, <c>2·correct / (predicted + expected)</c>; 0 where there are none.</summary>
    public double F1 => Predicted + Expected == 0 ? 0 : 2.0 * Correct / (Predicted + Expected);

    /// <summary>Adds the segments of a text.</summary>
    /// <param name="predicted">Each once.</param>
    /// <param name="expected">Each once.</param>
    public void Add(IReadOnlyCollection<Segment> predicted, IReadOnlyCollection<Segment> expected)
    {
        ArgumentNullException.ThrowIfNull(predicted);
        ArgumentNullException.ThrowIfNull(expected);
        Predicted += predicted.Count;
        Expected += expected.Count;
        Correct += predicted.Intersect(expected).Count();
    }
}
