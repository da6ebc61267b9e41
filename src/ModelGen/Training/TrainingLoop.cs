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
    private readonly TrainingState state = new();
    private readonly TrainingContext context;
    private readonly Checkpoint? checkpoint;
    private readonly TrainingCallback[] callbacks;

    /// <summary>The first objective that steps each time: its loss and rate are shown.</summary>
    private readonly int shown;

    private readonly long started = Stopwatch.GetTimestamp(), firstStep, resumedAt;
    private long reported, saved = Stopwatch.GetTimestamp();

    /// <summary>Steps of an epoch: of the last one where the data does not tell before its end, 0 in the first.</summary>
    private int steps;

    /// <summary>Batches that were read of the step that is being made.</summary>
    private int accumulated;

    /// <summary>Whether the epoch's last batch was read; what a reader reads ahead belongs to the next.</summary>
    private bool isEpochRead;

    /// <exception cref="ArgumentException">Columns that are not the model's, an empty data set, or one with fewer samples than a step needs.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option, a class index or a target out of range.</exception>
    /// <exception cref="InvalidDataException">A checkpoint that is damaged, or of another training.</exception>
    public TrainingLoop(Engine engine, DataSet data, DataSet? validation, TrainingOptions options)
    {
        options.Check();
        this.engine = engine;
        this.options = options;
        context = new TrainingContext(engine);
        callbacks = [.. options.Callbacks];
        shown = Array.FindIndex(engine.Layout.Objectives, objective => objective.Every == 1);
        firstStep = engine.Steps;
        var minimumBatch = engine.Layout.Objectives.Max(objective => objective.MinimumBatch);
        reader = new BatchReader(data, nameof(data), engine.Layout.Objectives, new Batching(options.BatchSize, minimumBatch, options.Seed, options.Shuffle, Epochs, options.Augmentation));
        steps = StepsOf(reader.Batches ?? 0);
        if (options.Metrics.Count > 0 && validation is null)
            throw new ArgumentException($"'{options.Metrics[0].Name}' is measured on validation data: there are none.", nameof(options.Metrics));
        this.validation = validation is null ? null : new Evaluator(engine, validation, nameof(validation));
        if (options.BatchSize < minimumBatch)
            throw new ArgumentOutOfRangeException(nameof(options.BatchSize), options.BatchSize, $"A step of this model needs at least {minimumBatch} samples.");
        best = new BestEpoch(engine, options, isRestored: options.KeepBestWeights && validation is not null);
        if (options.CheckpointPath is { } path)
            checkpoint = new Checkpoint(path, engine, options, TrainingData.Of(reader.Batches, data, validation), state, best);
        if (options.Resume && File.Exists(options.CheckpointPath))
            checkpoint!.Read();
        resumedAt = state.AllSteps;
    }

    private int Epochs => options.Steps is null ? options.Epochs : int.MaxValue;

    private bool IsDone => state.Epoch > Epochs || state.AllSteps >= options.Steps || IsStoppedEarly || context.IsStopped;

    /// <summary>Whether whole epochs have ended without improvement; asked of the options anew, as a training that is resumed may have more patience.</summary>
    private bool IsStoppedEarly => state is { Steps: 0, Epoch: > 1 } && state.Epoch <= Epochs && state.Epoch - 1 - best.Epoch >= options.Patience;

    /// <exception cref="TrainingException">A loss, a gradient or a validation loss that is not finite.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the weights of the last step are kept.</exception>
    public TrainingHistory Run(CancellationToken cancellation)
    {
        try
        {
            while (!IsDone)
                RunEpoch(cancellation);
        }
        catch (OperationCanceledException)
        {
            AbandonStep();
            Save();
            throw;
        }
        finally
        {
            AbandonStep();
        }

        best.Restore();
        return new TrainingHistory(state.Epochs, best.Epoch, IsStoppedEarly, Elapsed);
    }

    public void Dispose()
    {
        reader.Dispose();
        validation?.Dispose();
    }

    /// <summary>Forgets the batches of a step that was not made.</summary>
    private void AbandonStep()
    {
        if (accumulated > 0)
            engine.AbandonStep();
        accumulated = 0;
    }

    private TimeSpan Elapsed => state.Elapsed + Stopwatch.GetElapsedTime(started);

    private void RunEpoch(CancellationToken cancellation)
    {
        // An epoch that was cut short goes on.
        if (state.Epochs.Count == state.Epoch)
            state.Epochs.RemoveAt(state.Epoch - 1);
        var epochStarted = Stopwatch.GetTimestamp();
        var waited = reader.Waited;
        RunSteps(epochStarted, cancellation);

        // Callbacks may end the training after the epoch, which is whole then.
        var isCutShort = IsCutShort;
        (context.Epoch, context.Step, context.Rate) = (state.Epoch, state.Steps, state.Rate);
        var trained = Stopwatch.GetElapsedTime(epochStarted);
        var evaluation = validation?.Evaluate(options.Metrics, cancellation);
        if (evaluation is { Loss: var validationLoss } && !float.IsFinite(validationLoss))
            throw FailedValidation(validationLoss);
        var epoch = new TrainingEpoch(state.Epoch, state.Loss, evaluation?.Loss, evaluation?.Accuracy, Stopwatch.GetElapsedTime(epochStarted)) { Waited = reader.Waited - waited, Rate = state.Rate };
        epoch = evaluation is null ? epoch : epoch with { Metrics = evaluation.Metrics };
        state.Epochs.Add(epoch);
        var judged = evaluation?.Loss ?? epoch.Loss;
        // The mean loss of some of the samples says little beside that of all.
        if (evaluation is not null || !isCutShort || state.Batches == reader.Batches)
            best.Consider(state.Epoch, options.Judge(epoch));
        for (var objective = 0; objective < engine.Layout.Objectives.Length && !isCutShort; objective++)
            engine.UpdateOf(objective).Training.Consider(judged);
        options.Progress?.Report(Progress(isEpochEnd: true, evaluation, trained));
        foreach (var callback in callbacks)
            callback.OnEpoch(context, epoch);
        if (!isCutShort)
            state.EndEpoch();
        Save();
    }

    /// <summary>Whether an epoch ends before its data does.</summary>
    private bool IsCutShort => context.IsStopped || state.AllSteps >= options.Steps;

    /// <summary>The rest of an epoch's steps.</summary>
    private void RunSteps(long epochStarted, CancellationToken cancellation)
    {
        reader.Begin(state.Epoch, state.Batches);
        isEpochRead = false;
        while (!IsCutShort && TryReadStep(cancellation))
        {
            if (state.Steps != steps && options.Progress is { } progress && Stopwatch.GetElapsedTime(reported) >= options.ProgressInterval)
            {
                reported = Stopwatch.GetTimestamp();
                progress.Report(Progress(isEpochEnd: false, evaluation: null, Stopwatch.GetElapsedTime(epochStarted)));
            }

            foreach (var callback in callbacks)
                callback.OnStep(context);
            if (options.CheckpointInterval >= TimeSpan.Zero && Stopwatch.GetElapsedTime(saved) >= options.CheckpointInterval)
                Save();
        }

        if (!IsCutShort)
            steps = state.Steps;
    }

    /// <summary>Reads the batches of a step, and makes it; false at the epoch's end.</summary>
    private bool TryReadStep(CancellationToken cancellation)
    {
        var (samples, weight) = (0, 0L);
        while (accumulated < options.AccumulatedBatches && !isEpochRead)
        {
            isEpochRead = !reader.Read(cancellation);
            if (isEpochRead)
                break;

            cancellation.ThrowIfCancellationRequested();
            samples += reader.Count;
            weight += engine.WeightOf(shown, reader.ColumnsOf(shown), reader.Count);
            accumulated++;
            if (options.AccumulatedBatches > 1)
                AccumulateObjectives();
        }

        if (accumulated == 0)
            return false;
        state.Rate = engine.RateAt(shown);
        context.Loss = StepObjectives();
        state.Batches += accumulated;
        state.Steps++;
        state.AllSteps++;
        state.Samples += samples;
        state.Weight += weight;
        state.LossSum += (double)context.Loss * weight;
        (context.Epoch, context.Step, context.Rate) = (state.Epoch, state.Steps, state.Rate);
        accumulated = 0;
        return true;
    }

    private void AccumulateObjectives()
    {
        var isFirst = accumulated == 1;
        for (var objective = 0; objective < engine.Layout.Objectives.Length; objective++)
        {
            if (!Steps(objective))
                continue;
            if (!engine.TryAccumulate(objective, reader.ColumnsOf(objective), isFirst, out var loss))
                throw FailedStep(objective, hasSteppedBefore: false, loss);
            isFirst = false;
        }
    }

    /// <summary>Whether an objective has a part in the step that is being made.</summary>
    private bool Steps(int objective) => (state.AllSteps + 1) % engine.Layout.Objectives[objective].Every == 0;

    /// <summary>One step of each objective that has its turn, one after the other.</summary>
    /// <returns>The loss that is shown.</returns>
    private float StepObjectives()
    {
        var first = 0f;
        for (var objective = 0; objective < engine.Layout.Objectives.Length; objective++)
        {
            if (!Steps(objective))
                continue;
            float loss;
            if (!(options.AccumulatedBatches > 1 ? engine.TryFinish(objective, out loss) : engine.TryStep(objective, reader.ColumnsOf(objective), out loss)))
                throw FailedStep(objective, hasSteppedBefore: true, loss);
            if (objective == shown)
                first = loss;
        }

        return first;
    }

    private void Save()
    {
        if (checkpoint is null)
            return;
        checkpoint.Write(Elapsed);
        saved = Stopwatch.GetTimestamp();
    }

    private TrainingException FailedStep(int objective, bool hasSteppedBefore, float loss)
    {
        var step = state.Steps + 1;
        var overflowed = engine.Parameters.FirstOrDefault(tensor => !Finite.All(tensor.Values))?.Name;
        if (engine.Steps == firstStep && overflowed is not null)
            return TrainingException.InStep(state.Epoch, step, loss, "nothing has changed", $"'{overflowed}' was not finite before training began.");
        var cause = reader.DescribeNotFinite();
        var origin = cause is not null ? null : overflowed is null ? engine.DescribeOrigin(objective, reader.ColumnsOf(objective)) : $"'{overflowed}' is the first tensor that is not finite.";
        var weights = overflowed is null ? DescribeKept(objective, hasSteppedBefore)
            : best.Restore() ? $"the update before it had overflowed, so the weights are those of epoch {best.Epoch}"
            : "the update before it had overflowed, and no earlier weights were kept";
        return TrainingException.InStep(state.Epoch, step, loss, weights, cause, origin);
    }

    /// <summary>Which weights the model has after a step that failed.</summary>
    /// <param name="failed">The objective that failed.</param>
    /// <param name="hasSteppedBefore">Whether those before it have made their step.</param>
    private string DescribeKept(int failed, bool hasSteppedBefore)
    {
        string[] names = [.. engine.Layout.Objectives.Select(objective => $"'{objective.Name}'")];
        string[] stepped = [.. names.Where((_, objective) => hasSteppedBefore && objective < failed && Steps(objective))];
        return names.Length == 1 ? "the weights before that step are kept"
            : stepped.Length == 0 ? $"it was that of {names[failed]}, and the weights before that step are kept"
            : $"it was that of {names[failed]}, before which {string.Join(", ", stepped)} had made theirs: these weights are kept";
    }

    private TrainingException FailedValidation(float loss)
    {
        var weights = best.Restore() ? $"the weights are those of epoch {best.Epoch}" : "the weights of that epoch are kept";
        return TrainingException.InValidation(state.Epoch, state.Steps, loss, weights, validation!.DescribeNotFinite());
    }

    private int StepsOf(int batches) => (batches + options.AccumulatedBatches - 1) / options.AccumulatedBatches;

    private TrainingProgress Progress(bool isEpochEnd, Evaluation? evaluation, TimeSpan inEpoch)
    {
        var elapsed = Stopwatch.GetElapsedTime(started);
        var all = options.Steps ?? (double)options.Epochs * steps;
        var done = options.Steps is null ? (state.Epoch - 1.0) * steps + state.Steps : state.AllSteps;
        var remaining = steps == 0 ? TimeSpan.Zero : elapsed * (Math.Max(0, all - done) / Math.Max(1, state.AllSteps - resumedAt));
        var epochs = options.Steps is { } limit && steps > 0 ? (int)((limit + steps - 1) / steps) : options.Epochs;
        return new TrainingProgress(
            state.Epoch, epochs, state.Steps, steps, state.Loss, evaluation?.Loss, evaluation?.Accuracy, state.Samples / Math.Max(inEpoch.TotalSeconds, 1e-9), elapsed, remaining)
        {
            IsEpochEnd = isEpochEnd,
            TotalSteps = state.AllSteps,
            Rate = state.Rate,
            Metrics = evaluation?.Metrics,
        };
    }
}
