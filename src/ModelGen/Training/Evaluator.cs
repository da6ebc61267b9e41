using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using ModelGen.Runtime;

namespace ModelGen;

/// <summary>Runs an objective's inference program over a data set, and counts right answers.</summary>
internal sealed class Evaluator : IDisposable
{
    private const int BatchSize = 512;

    private readonly Engine engine;
    private readonly JudgedLayout? judged;
    private readonly BatchReader reader;
    private readonly float[] outputs;

    /// <summary>Checks the data set against the model.</summary>
    /// <param name="engine">The model.</param>
    /// <param name="data">The data set.</param>
    /// <param name="name">The parameter that it came as.</param>
    /// <exception cref="ArgumentException">The data set's columns are not the model's, or it is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A class index or a target out of range.</exception>
    public Evaluator(Engine engine, DataSet data, string name)
    {
        this.engine = engine;
        judged = engine.Layout.Objectives[0].Judged;
        reader = new BatchReader(data, name, engine.Layout.Objectives, new Batching(BatchSize));
        outputs = new float[checked(BatchSize * Width * (Lengths < 0 ? 1 : engine.Layout.Objectives[0].Columns[Lengths].Classes - 1))];
    }

    private int Width => judged?.Width ?? 0;

    /// <summary>The column with the lengths of the sequences whose steps have answers; -1 where each sample has one.</summary>
    private int Lengths => judged is null ? -1 : engine.Layout.Objectives[0].Columns[judged.Column].Lengths;

    /// <summary>Says which value of the data set is the first that is not finite; nothing where all are.</summary>
    public string? DescribeNotFinite()
    {
        string? description = null;
        reader.Begin(epoch: 1);
        while (description is null && reader.Read())
            description = reader.DescribeNotFinite();
        return description;
    }

    public void Dispose() => reader.Dispose();

    /// <param name="metrics">What is measured beside loss and accuracy.</param>
    /// <param name="cancellation">Ends a wait for samples.</param>
    /// <exception cref="InvalidOperationException">A metric that cannot measure the model's answers.</exception>
    public Evaluation Evaluate(IReadOnlyList<Metric> metrics, CancellationToken cancellation = default)
    {
        // Metrics have memory: evaluations that share some take turns, in one order for all, so that none waits for another in a circle.
        return MeasureAlone([.. metrics.OrderBy(metric => metric.Number)], locked: 0, metrics, cancellation);
    }

    private Evaluation MeasureAlone(Metric[] ordered, int locked, IReadOnlyList<Metric> metrics, CancellationToken cancellation)
    {
        if (locked == ordered.Length)
            return Measure(metrics, cancellation);
        lock (ordered[locked])
            return MeasureAlone(ordered, locked + 1, metrics, cancellation);
    }

    private Evaluation Measure(IReadOnlyList<Metric> metrics, CancellationToken cancellation)
    {
        double sum = 0;
        var weight = 0L;
        var samples = 0;
        long answers = 0, correct = 0;
        if (metrics.Count > 0 && judged is null)
            throw new InvalidOperationException($"'{metrics[0].Name}' cannot be measured: no loss of '{engine.Layout.Objectives[0].Name}' compares a network's result with a column of the data.");
        Metric[] measured = [.. metrics];
        foreach (var metric in measured)
            metric.Reset();
        reader.Begin(epoch: 1);
        while (reader.Read(cancellation))
        {
            var columns = reader.ColumnsOf(0);
            var judgedAnswers = Lengths < 0 ? reader.Count : TensorPrimitives.Sum(MemoryMarshal.Cast<float, int>(columns[Lengths]));
            var given = outputs.AsSpan(0, judgedAnswers * Width);
            var batchWeight = engine.WeightOf(0, columns, reader.Count);
            sum += engine.Evaluate(0, columns, given) * batchWeight;
            weight += batchWeight;
            samples += reader.Count;
            for (var i = 0; i < judgedAnswers; i++)
            {
                var (asked, right) = Judge(given.Slice(i * Width, Width), columns, i);
                answers += asked;
                correct += right;
                foreach (var metric in measured)
                    metric.Add(AnswerOf(given.Slice(i * Width, Width), columns, i));
            }
        }

        var evaluation = new Evaluation((float)(sum / weight), samples, answers, correct);
        return metrics.Count == 0 ? evaluation : evaluation with { Metrics = metrics.ToDictionary(metric => metric.Name, metric => metric.Value) };
    }

    private (int Answers, int Correct) Judge(ReadOnlySpan<float> scores, scoped in Columns columns, int sample)
    {
        switch (judged?.Scores)
        {
            case ScoreKind.Logits or ScoreKind.LogProbabilities:
                var largest = Scores.Largest(scores);
                return (1, largest == LabelOf(columns, sample) && !float.IsNaN(scores[largest]) ? 1 : 0);
            case ScoreKind.BinaryLogits:
                return (scores.Length, Agreements(scores, Targets(columns, sample), threshold: 0.5f));
            case ScoreKind.Signs:
                return (scores.Length, Agreements(scores, Targets(columns, sample), threshold: 0));
            default:
                return (0, 0);
        }
    }

    private Answer AnswerOf(ReadOnlySpan<float> given, scoped in Columns columns, int sample) =>
        judged!.Scores is ScoreKind.Logits or ScoreKind.LogProbabilities ? new Answer(judged.Scores, given, LabelOf(columns, sample), default)
        : new Answer(judged.Scores, given, label: -1, columns[judged.Column].Slice(sample * Width, Width));

    /// <summary>A sample's class; where the data has probabilities, the most probable one.</summary>
    private int LabelOf(scoped in Columns columns, int sample) => engine.Layout.Objectives[0].Columns[judged!.Column].Classes > 0
        ? MemoryMarshal.Cast<float, int>(columns[judged.Column])[sample]
        : Scores.Largest(Targets(columns, sample));

    /// <summary>A sample's right answers where each output has one of its own.</summary>
    private ReadOnlySpan<float> Targets(scoped in Columns columns, int sample) => columns[judged!.Column].Slice(sample * Width, Width);

    /// <summary>Outputs that are positive exactly where the target is above the threshold. NaN agrees with nothing.</summary>
    private static int Agreements(ReadOnlySpan<float> scores, ReadOnlySpan<float> targets, float threshold)
    {
        var agreements = 0;
        for (var i = 0; i < scores.Length; i++)
            agreements += (targets[i] > threshold ? scores[i] > 0 : scores[i] <= 0) ? 1 : 0;
        return agreements;
    }
}
