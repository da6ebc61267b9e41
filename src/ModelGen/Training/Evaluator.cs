using ModelGen.Runtime;

namespace ModelGen;

/// <summary>Runs an objective's inference program over a data set, and counts right answers.</summary>
internal sealed class Evaluator
{
    private const int BatchSize = 512;

    private readonly Engine engine;
    private readonly DataSet data;
    private readonly JudgedLayout? judged;
    private readonly BatchReader reader;
    private readonly int[] rows;
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
        this.data = data;
        var objective = engine.Layout.Objectives[0];
        judged = objective.Judged;
        reader = new BatchReader(data, name, engine.Layout.Objectives, BatchSize);
        rows = [.. Enumerable.Range(0, data.Count)];
        outputs = new float[checked(Math.Min(BatchSize, data.Count) * Width)];
    }

    private int Width => judged?.Width ?? 0;

    /// <summary>The data set's column with the right answers: the first objective's columns are its first.</summary>
    private int Column => judged!.Column;

    /// <summary>Says which value of the data set is not finite; nothing where all are.</summary>
    public string? DescribeNotFinite() => reader.DescribeNotFinite(rows);

    public Evaluation Evaluate()
    {
        double sum = 0;
        long answers = 0, correct = 0;
        for (var start = 0; start < rows.Length; start += BatchSize)
        {
            var batch = rows.AsSpan(start, Math.Min(BatchSize, rows.Length - start));
            var given = outputs.AsSpan(0, batch.Length * Width);
            reader.Read(batch);
            sum += engine.Evaluate(0, reader.ColumnsOf(0), given) * batch.Length;
            for (var i = 0; i < batch.Length; i++)
            {
                var (asked, right) = Judge(given.Slice(i * Width, Width), batch[i]);
                answers += asked;
                correct += right;
            }
        }

        return new Evaluation((float)(sum / rows.Length), rows.Length, answers, correct);
    }

    private (int Answers, int Correct) Judge(ReadOnlySpan<float> scores, int row)
    {
        switch (judged?.Scores)
        {
            case ScoreKind.Logits or ScoreKind.LogProbabilities:
                var largest = Scores.Largest(scores);
                return (1, largest == data.Integers(Column, row)[0] && !float.IsNaN(scores[largest]) ? 1 : 0);
            case ScoreKind.BinaryLogits:
                return (scores.Length, Agreements(scores, row, threshold: 0.5f));
            case ScoreKind.Signs:
                return (scores.Length, Agreements(scores, row, threshold: 0));
            default:
                return (0, 0);
        }
    }

    /// <summary>Outputs that are positive exactly where the target is above the threshold. NaN agrees with nothing.</summary>
    private int Agreements(ReadOnlySpan<float> scores, int row, float threshold)
    {
        var targets = data.Floats(Column, row);
        var agreements = 0;
        for (var i = 0; i < scores.Length; i++)
            agreements += (targets[i] > threshold ? scores[i] > 0 : scores[i] <= 0) ? 1 : 0;
        return agreements;
    }
}
