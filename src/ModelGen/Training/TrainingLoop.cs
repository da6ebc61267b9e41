using System.Diagnostics;
using ModelGen.Runtime;

namespace ModelGen;

/// <summary>Epochs of steps over a data set. A step allocates nothing.</summary>
internal sealed class TrainingLoop : IDisposable
{
    private readonly Engine engine;
    private readonly TrainingOptions options;
    private readonly BatchReader reader;
    private readonly Evaluator? validation;
    private readonly BestEpoch best;
    private readonly List<TrainingEpoch> epochs = [];
    private readonly long started = Stopwatch.GetTimestamp(), firstStep;
    private long reported;

    /// <summary>Steps of an epoch: of the last one where the data does not tell before its end, 0 in the first.</summary>
    private int steps;

    /// <exception cref="ArgumentException">Columns that are not the model's, an empty data set, or one with fewer samples than a step needs.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option, a class index or a target out of range.</exception>
    public TrainingLoop(Engine engine, DataSet data, DataSet? validation, TrainingOptions options)
    {
        options.Check();
        this.engine = engine;
        this.options = options;
        firstStep = engine.Steps;
        var minimumBatch = engine.Layout.Objectives.Max(objective => objective.MinimumBatch);
        reader = new BatchReader(data, nameof(data), engine.Layout.Objectives, new Batching(options.BatchSize, minimumBatch, options.Seed, options.Shuffle, options.Epochs, options.Augmentation));
        steps = reader.Batches ?? 0;
        this.validation = validation is null ? null : new Evaluator(engine, validation, nameof(validation));
        if (options.BatchSize < minimumBatch)
            throw new ArgumentOutOfRangeException(nameof(options.BatchSize), options.BatchSize, $"A step of this model needs at least {minimumBatch} samples.");
        best = new BestEpoch(engine, options, isRestored: options.KeepBestWeights && validation is not null);
    }

    /// <exception cref="TrainingException">A loss, a gradient or a validation loss that is not finite.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the weights of the last step are kept.</exception>
    public TrainingHistory Run(CancellationToken cancellation)
    {
        var isStoppedEarly = false;
        for (var epoch = 1; epoch <= options.Epochs && !isStoppedEarly; epoch++)
        {
            var epochStarted = Stopwatch.GetTimestamp();
            var waited = reader.Waited;
            var (loss, samples) = RunSteps(epoch, epochStarted, cancellation);
            var trained = Stopwatch.GetElapsedTime(epochStarted);
            var evaluation = validation?.Evaluate(cancellation);
            if (evaluation is { Loss: var validationLoss } && !float.IsFinite(validationLoss))
                throw FailedValidation(epoch, validationLoss);
            epochs.Add(new TrainingEpoch(epoch, loss, evaluation?.Loss, evaluation?.Accuracy, Stopwatch.GetElapsedTime(epochStarted)) { Waited = reader.Waited - waited });
            best.Consider(epoch, evaluation?.Loss ?? loss);
            options.Progress?.Report(ProgressAt(epoch, steps, loss, evaluation, samples, trained));
            isStoppedEarly = epoch < options.Epochs && epoch - best.Epoch >= options.Patience;
        }

        best.Restore();
        return new TrainingHistory(epochs, best.Epoch, isStoppedEarly, Stopwatch.GetElapsedTime(started));
    }

    public void Dispose()
    {
        reader.Dispose();
        validation?.Dispose();
    }

    /// <summary>One epoch's steps, the mean loss of their samples, and how many these were.</summary>
    private (float Loss, long Samples) RunSteps(int epoch, long epochStarted, CancellationToken cancellation)
    {
        double sum = 0;
        long samples = 0;
        var step = 0;
        reader.Begin(epoch);
        while (reader.Read(cancellation))
        {
            cancellation.ThrowIfCancellationRequested();
            var loss = StepObjectives(epoch, ++step);
            samples += reader.Count;
            sum += (double)loss * reader.Count;
            if (step != steps && options.Progress is { } progress && Stopwatch.GetElapsedTime(reported) >= options.ProgressInterval)
            {
                reported = Stopwatch.GetTimestamp();
                progress.Report(ProgressAt(epoch, step, (float)(sum / samples), null, samples, Stopwatch.GetElapsedTime(epochStarted)));
            }
        }

        steps = step;
        return ((float)(sum / samples), samples);
    }

    /// <summary>One step of each objective, in turn; the loss is the first's.</summary>
    private float StepObjectives(int epoch, int step)
    {
        var first = 0f;
        for (var objective = 0; objective < engine.Layout.Objectives.Length; objective++)
        {
            if (!engine.TryStep(objective, reader.ColumnsOf(objective), out var loss))
                throw FailedStep(epoch, step, loss);
            if (objective == 0)
                first = loss;
        }

        return first;
    }

    private TrainingException FailedStep(int epoch, int step, float loss)
    {
        if (engine.Steps == firstStep && engine.Parameters.FirstOrDefault(tensor => !Finite.All(tensor.Values)) is { } tensor)
            return TrainingException.InStep(epoch, step, loss, "nothing has changed", $"'{tensor.Name}' was not finite before training began.");
        var weights = Finite.All(engine.Parameters.Values) ? "the weights before that step are kept"
            : best.Restore() ? $"the update before it had overflowed, so the weights are those of epoch {best.Epoch}"
            : "the update before it had overflowed, and no earlier weights were kept";
        return TrainingException.InStep(epoch, step, loss, weights, reader.DescribeNotFinite());
    }

    private TrainingException FailedValidation(int epoch, float loss)
    {
        var weights = best.Restore() ? $"the weights are those of epoch {best.Epoch}" : "the weights of that epoch are kept";
        return TrainingException.InValidation(epoch, steps, loss, weights, validation!.DescribeNotFinite());
    }

    private TrainingProgress ProgressAt(int epoch, int step, float loss, Evaluation? evaluation, long samples, TimeSpan inEpoch)
    {
        var elapsed = Stopwatch.GetElapsedTime(started);
        var done = (epoch - 1.0) * steps + step;
        var remaining = steps == 0 ? TimeSpan.Zero : elapsed * (((double)options.Epochs * steps - done) / done);
        return new TrainingProgress(
            epoch, options.Epochs, step, steps, loss, evaluation?.Loss, evaluation?.Accuracy, samples / Math.Max(inEpoch.TotalSeconds, 1e-9), elapsed, remaining);
    }
}
