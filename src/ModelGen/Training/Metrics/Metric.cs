using ModelGen.Runtime;

namespace ModelGen;

/// <summary>
/// Something measured on a data set, sample by sample: <c>Evaluate(data, metrics)</c>, <see cref="TrainingOptions.Metrics"/>. Ready-made are <see cref="TopKAccuracy"/>, <see cref="ConfusionMatrix"/>,
/// <see cref="Precision"/>, <see cref="Recall"/>, <see cref="F1"/>, <see cref="MeanSquaredError"/>, <see cref="MeanAbsoluteError"/>, <see cref="Perplexity"/>.
/// </summary>
public abstract class Metric
{
    private static long count;

    /// <summary>Its place among all metrics, in the order in which they were made.</summary>
    internal long Number { get; } = Interlocked.Increment(ref count);

    /// <summary>Its name in results.</summary>
    public abstract string Name { get; }

    /// <summary>What came of the samples since <see cref="Reset"/>; NaN where there is nothing to say.</summary>
    public abstract double Value { get; }

    /// <summary>Forgets all samples.</summary>
    public abstract void Reset();

    /// <summary>Takes note of a sample.</summary>
    /// <param name="answer">The model's answer and the right one.</param>
    /// <exception cref="InvalidOperationException">A kind of answer that it cannot measure.</exception>
    public abstract void Add(scoped Answer answer);
}

/// <summary>A model's answer for one sample, and the right one.</summary>
public readonly ref struct Answer
{
    private readonly ScoreKind scores;

    internal Answer(ScoreKind scores, ReadOnlySpan<float> outputs, int label, ReadOnlySpan<float> targets)
    {
        this.scores = scores;
        Outputs = outputs;
        Label = label;
        Targets = targets;
    }

    /// <summary>What the first objective judges: scores of classes, or values.</summary>
    public ReadOnlySpan<float> Outputs { get; }

    /// <summary>The right class; −1 where the answer is values.</summary>
    public int Label { get; }

    /// <summary>The right values, as many as outputs; empty where the answer is a class.</summary>
    public ReadOnlySpan<float> Targets { get; }

    /// <summary>Whether the right answer is one of several classes.</summary>
    public bool IsClass => Label >= 0;

    /// <summary>Whether each output is the score of a yes or no.</summary>
    public bool IsBinary => scores is ScoreKind.BinaryLogits or ScoreKind.Signs;

    /// <summary>The class with the largest score.</summary>
    /// <exception cref="InvalidOperationException">The answer is no class.</exception>
    public int PredictedClass => IsClass ? Scores.Largest(Outputs) : throw NoClass();

    /// <summary>The natural logarithm of the right class's probability.</summary>
    /// <exception cref="InvalidOperationException">The answer is no class.</exception>
    public double LogProbability
    {
        get
        {
            if (!IsClass)
                throw NoClass();
            if (scores == ScoreKind.LogProbabilities)
                return Outputs[Label];
            double largest = Outputs[Scores.Largest(Outputs)], sum = 0;
            foreach (var score in Outputs)
                sum += RealMath.Exp(score - largest);
            return Outputs[Label] - largest - RealMath.Log(sum);
        }
    }

    private static InvalidOperationException NoClass() => new("The right answers are no class indices.");
}
