namespace ModelGen;

/// <summary>Mean of (output − target)² over samples and outputs.</summary>
public sealed class MeanSquaredError : ErrorMetric
{
    /// <inheritdoc/>
    public override string Name => "mean squared error";

    private protected override double ErrorOf(double difference) => difference * difference;
}

/// <summary>Mean of |output − target| over samples and outputs.</summary>
public sealed class MeanAbsoluteError : ErrorMetric
{
    /// <inheritdoc/>
    public override string Name => "mean absolute error";

    private protected override double ErrorOf(double difference) => Math.Abs(difference);
}

/// <summary>A mean of what outputs and right values differ by.</summary>
public abstract class ErrorMetric : Metric
{
    private double sum;
    private long count;

    private protected ErrorMetric()
    {
    }

    /// <inheritdoc/>
    public sealed override double Value => sum / count;

    /// <inheritdoc/>
    public sealed override void Reset() => (sum, count) = (0, 0);

    /// <inheritdoc/>
    public sealed override void Add(scoped Answer answer)
    {
        if (answer.IsClass)
            throw new InvalidOperationException($"'{Name}' measures values; the right answers are class indices.");
        for (var i = 0; i < answer.Outputs.Length; i++)
            sum += ErrorOf((double)answer.Outputs[i] - answer.Targets[i]);
        count += answer.Outputs.Length;
    }

    private protected abstract double ErrorOf(double difference);
}
