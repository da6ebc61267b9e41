namespace ModelGen;

/// <summary>Counts samples by right and predicted class. Where each output is a yes or no (binary cross-entropy, hinge, perceptron) it has the classes 0 and 1 and counts outputs.</summary>
public class ConfusionMatrix : Metric
{
    private long[,] counts = new long[0, 0];
    private bool isBinary;

    /// <inheritdoc/>
    public override string Name => "accuracy";

    /// <summary>How many classes there are; 0 before the first sample.</summary>
    public int Classes => counts.GetLength(0);

    /// <summary>Samples of a class that were taken for another.</summary>
    /// <param name="actual">The right class.</param>
    /// <param name="predicted">The class with the largest score.</param>
    public long this[int actual, int predicted] => counts[actual, predicted];

    /// <summary>Share of right answers.</summary>
    public override double Value
    {
        get
        {
            long right = 0, all = 0;
            for (var actual = 0; actual < Classes; actual++)
            {
                right += counts[actual, actual];
                for (var predicted = 0; predicted < Classes; predicted++)
                    all += counts[actual, predicted];
            }

            return right / (double)all;
        }
    }

    /// <inheritdoc/>
    public override void Reset() => Array.Clear(counts);

    /// <inheritdoc/>
    public override void Add(scoped Answer answer)
    {
        if (answer.IsClass)
        {
            Ensure(answer.Outputs.Length);
            counts[answer.Label, answer.PredictedClass]++;
            return;
        }

        if (!answer.IsBinary)
            throw new InvalidOperationException($"'{Name}' measures classes; the right answers are values.");
        Ensure(2);
        for (var i = 0; i < answer.Outputs.Length; i++)
            counts[answer.Targets[i] > 0.5f ? 1 : 0, answer.Outputs[i] > 0 ? 1 : 0]++;
    }

    /// <summary>Of the samples taken for a class, the share that is of it; NaN where none was.</summary>
    public double PrecisionOf(int @class)
    {
        long predicted = 0;
        for (var actual = 0; actual < Classes; actual++)
            predicted += counts[actual, @class];
        return counts[@class, @class] / (double)predicted;
    }

    /// <summary>Of a class's samples, the share that was taken for it; NaN where it has none.</summary>
    public double RecallOf(int @class)
    {
        long all = 0;
        for (var predicted = 0; predicted < Classes; predicted++)
            all += counts[@class, predicted];
        return counts[@class, @class] / (double)all;
    }

    /// <summary>The harmonic mean of a class's precision and recall; 0 where no sample of it was found.</summary>
    public double F1Of(int @class)
    {
        var (precision, recall) = (PrecisionOf(@class), RecallOf(@class));
        return counts[@class, @class] == 0 ? double.IsNaN(precision) && double.IsNaN(recall) ? double.NaN : 0 : 2 * precision * recall / (precision + recall);
    }

    /// <summary>The mean over the classes that have a value, each counting the same ("macro"); of a yes or no that of the class 1.</summary>
    private protected double Mean(Func<int, double> ofClass)
    {
        if (isBinary)
            return ofClass(1);
        var (sum, count) = (0.0, 0);
        for (var @class = 0; @class < Classes; @class++)
        {
            var value = ofClass(@class);
            (sum, count) = double.IsNaN(value) ? (sum, count) : (sum + value, count + 1);
        }

        return sum / count;
    }

    private void Ensure(int classes)
    {
        isBinary = classes == 2;
        if (Classes != classes)
            counts = new long[classes, classes];
    }
}
