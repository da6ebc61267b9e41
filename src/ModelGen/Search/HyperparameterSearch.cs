using System.Globalization;
using ModelGen.Runtime;

namespace ModelGen;

/// <summary>How a search goes through its space.</summary>
public enum SearchStrategy
{
    /// <summary>Values drawn independently (Bergstra and Bengio 2012).</summary>
    Random,

    /// <summary>Every combination of the values; ranges have none.</summary>
    Grid,

    /// <summary>
    /// Successive halving (Jamieson and Talwalkar 2016): random trials train for a few epochs, the best share of them goes on for more, and so on, until the last train for all epochs.
    /// </summary>
    Halving,
}

/// <summary>
/// Trains a model with many choices of its hyper-parameters, and of whatever else its making asks a trial for, and says which did best. Choices and results depend on the seed alone, not on how many trials run
/// at once. With a folder an interrupted search goes on where it was.
/// </summary>
public sealed record HyperparameterSearch
{
    /// <summary>The second word of the key of choices: "SRCH".</summary>
    private const uint Key = 0x53524348;

    /// <summary>What may be chosen, by the name of a hyper-parameter (<c>rate</c>, <c>dropout1.rate</c>) or any name that making the model asks for: <c>trial["units"]</c>.</summary>
    public required IReadOnlyDictionary<string, Choice> Space { get; init; }

    /// <summary>How it goes through the space.</summary>
    public SearchStrategy Strategy { get; init; } = SearchStrategy.Random;

    /// <summary>Trials in all, at least 1; a grid has as many as combinations.</summary>
    public int Trials { get; init; } = 20;

    /// <summary>Decides the choices.</summary>
    public int Seed { get; init; }

    /// <summary>Trials that run at once, at least 1.</summary>
    public int Parallelism { get; init; } = Environment.ProcessorCount;

    /// <summary>Successive halving: of how many trials one goes on, at least 2.</summary>
    public int ReductionFactor { get; init; } = 3;

    /// <summary>Successive halving: epochs of the first round, at least 1.</summary>
    public int FirstEpochs { get; init; } = 1;

    /// <summary>
    /// What a trial is judged by, smaller being better; unless it is set, the best epoch's validation loss, or its <see cref="TrainingOptions.BestMetric"/>,
    /// negative where larger is better.
    /// </summary>
    public Func<TrainingHistory, double>? Score { get; init; }

    /// <summary>A folder that keeps each trial's checkpoint; the same search with the same folder goes on from them. Nothing for none that lasts.</summary>
    public string? Folder { get; init; }

    /// <summary>Told when a trial has been trained, in the order of their ends.</summary>
    public IProgress<Trial>? Progress { get; init; }

    /// <summary>Searches.</summary>
    /// <param name="create">Makes a trial's model; called again for each round of successive halving. May run on several threads at once.</param>
    /// <param name="data">The samples.</param>
    /// <param name="validation">Samples that trials are judged by.</param>
    /// <param name="options">How each is trained; <c>CheckpointPath</c> and <c>Resume</c> are the search's own.</param>
    /// <param name="cancellation">Stops all trials between two steps; what a folder keeps can be gone on with.</param>
    /// <exception cref="ArgumentException">An option or a choice out of range, a grid over a range, or a name that is no hyper-parameter and not asked for.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public SearchResult Run(Func<Trial, ITrainable> create, DataSet data, DataSet validation, TrainingOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(create);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(validation);
        ArgumentNullException.ThrowIfNull(options);
        Check(options);
        var folder = Folder ?? Directory.CreateTempSubdirectory("modelgen-search-").FullName;
        Directory.CreateDirectory(folder);
        try
        {
            var trials = Strategy == SearchStrategy.Grid ? Grid() : Random();
            var live = trials;
            var make = Checked(create, trials);
            foreach (var epochs in Rounds(options.Epochs))
            {
                foreach (var trial in live)
                    trial.Round++;
                Train(live, make, data, validation, options with { Epochs = epochs }, folder, cancellation);
                live = [.. live.Where(trial => trial.Failure is null).OrderBy(trial => trial.Score).ThenBy(trial => trial.Number).Take((live.Length + ReductionFactor - 1) / ReductionFactor)];
            }

            return new SearchResult(trials, WeightsOf);
        }
        finally
        {
            if (Folder is null)
                Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Makes the first trial's model, and checks by it what all trials chose, before any of them is trained.</summary>
    private static Func<Trial, ITrainable> Checked(Func<Trial, ITrainable> create, Trial[] trials)
    {
        var first = Create(trials[0]);
        foreach (var trial in trials)
            trial.Check(first);
        return trial => trial == trials[0] && Interlocked.Exchange(ref first, null) is { } made ? made : Create(trial);

        ITrainable Create(Trial trial) => create(trial) ?? throw new ArgumentException("Expected a model, got null.", nameof(create));
    }

    private void Train(Trial[] trials, Func<Trial, ITrainable> create, DataSet data, DataSet validation, TrainingOptions options, string folder, CancellationToken cancellation)
    {
        var described = $"{data.Describe()};{validation.Describe()}";
        var running = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellation };
        try
        {
            Parallel.ForEach(trials, running, trial =>
            {
                var model = create(trial);
                trial.Apply(model);
                trial.Checkpoint = PathOf(trial, model, described, folder, options);
                Train(trial, model, data, validation, options with { CheckpointPath = trial.Checkpoint, Resume = true }, cancellation);
            });
        }
        catch (AggregateException exception)
        {
            // One trial's mistake is the search's: as a rule all have the same.
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(exception.InnerExceptions.OfType<OperationCanceledException>().FirstOrDefault() ?? exception.InnerExceptions[0]);
        }
    }

    private void Train(Trial trial, ITrainable model, DataSet data, DataSet validation, TrainingOptions options, CancellationToken cancellation)
    {
        try
        {
            trial.History = model.Train(data, validation, options, cancellation);
            trial.Epochs = trial.History.Epochs.Count;
            var scores = trial.History.Epochs.Select(options.Judge).Where(score => !double.IsNaN(score));
            trial.Score = Score?.Invoke(trial.History) ?? scores.DefaultIfEmpty(double.NaN).Min();
            trial.Score = double.IsNaN(trial.Score) ? double.PositiveInfinity : trial.Score;
        }
        catch (TrainingException exception)
        {
            (trial.Score, trial.Failure) = (double.PositiveInfinity, exception.Message);
        }

        if (Progress is { } progress)
        {
            lock (progress)
                progress.Report(trial);
        }
    }

    /// <summary>The epochs, from the beginning, that the trials of each round have at its end.</summary>
    private IEnumerable<int> Rounds(int epochs)
    {
        if (Strategy == SearchStrategy.Halving)
        {
            for (var round = FirstEpochs; round < epochs; round = checked(round * ReductionFactor))
                yield return round;
        }

        yield return epochs;
    }

    private Trial[] Random() => [.. Enumerable.Range(1, Trials).Select(number =>
    {
        var values = new SortedDictionary<string, float>(StringComparer.Ordinal);
        foreach (var (name, choice) in Space)
        {
            // By its name, so that another choice beside it changes nothing.
            var words = Philox.Generate((uint)number, Fnv.HashOf(name), 0, 0, unchecked((uint)Seed), Key);
            values.Add(name, choice.Pick((((ulong)words.Word0 << 21) | (words.Word1 >> 11)) * (1.0 / (1L << 53))));
        }

        return NewTrial(number, values);
    })];

    private Trial[] Grid()
    {
        var all = new List<SortedDictionary<string, float>> { new(StringComparer.Ordinal) };
        foreach (var (name, choice) in Space.OrderBy(choice => choice.Key, StringComparer.Ordinal))
        {
            if (choice.Values.Count == 0)
                throw new ArgumentException($"A grid needs values: '{name}' is {choice}. Choice.Of gives some.", nameof(Space));
            all = [.. from before in all from value in choice.Values select new SortedDictionary<string, float>(before, StringComparer.Ordinal) { [name] = value }];
        }

        return [.. all.Select((values, index) => NewTrial(index + 1, values))];
    }

    private Trial NewTrial(int number, SortedDictionary<string, float> values) =>
        new(number, unchecked((int)Philox.Generate((uint)number, 0, 1, 0, unchecked((uint)Seed), Key).Word0), values);

    /// <summary>
    /// The file's name follows from all that decides the trial but its epochs, so that what another search left in the folder is not taken for this one's.
    /// </summary>
    private static string PathOf(Trial trial, ITrainable model, string data, string folder, TrainingOptions options)
    {
        var choice = string.Join(";", trial.Values.Select(value => string.Create(CultureInfo.InvariantCulture, $"{value.Key}={value.Value:R}")));
        object?[] decisive =
        [
            data, trial.Seed, options.Seed, options.BatchSize, options.AccumulatedBatches, options.Steps, options.Shuffle, options.Augmentation,
            options.Patience, options.MinimumImprovement, options.KeepBestWeights, options.BestMetric, options.IsLargerBetter,
            .. options.Metrics.Select(metric => metric.Name), .. model.Hyperparameters,
            .. model.Objectives.SelectMany(objective => objective.Schedules), .. model.Objectives.SelectMany(objective => objective.ParameterGroups),
            Fnv.Add(Fnv.Start, model.Parameters.Values),
        ];
        var others = string.Join(";", decisive.Select(value => string.Create(CultureInfo.InvariantCulture, $"{value}")));
        return Path.Combine(folder, $"trial-{trial.Number}-{Fnv.HashOf(choice):x8}{Fnv.HashOf(others):x8}.safetensors");
    }

    private static StoredTensor[] WeightsOf(Trial trial) =>
        trial.Checkpoint is { } path && File.Exists(path) ? [.. Safetensors.Read(path).Where(tensor => !tensor.Name.StartsWith(ModelFile.OfTraining, StringComparison.Ordinal))] : [];

    private void Check(TrainingOptions options)
    {
        // Trials run at once: what is told of each could not tell them apart.
        if (options.Callbacks.Count > 0 || options.Progress is not null)
            throw new ArgumentException("A search's trainings take no Callbacks and no Progress: the search has a Progress of its own.", nameof(options));
        if (options.Steps is not null && Strategy == SearchStrategy.Halving)
            throw new ArgumentException("Successive halving counts epochs: give Epochs instead of Steps.", nameof(options));
        ArgumentNullException.ThrowIfNull(Space);
        if (Space.Count == 0)
            throw new ArgumentException("Expected one choice or more, got none.", nameof(Space));
        foreach (var (name, choice) in Space)
        {
            if (choice is null)
                throw new ArgumentException($"The choice of '{name}' is null.", nameof(Space));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(Trials, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Parallelism, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(ReductionFactor, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(FirstEpochs, 1);
        if (Folder is "")
            throw new ArgumentException("Expected a folder, or null for none, got an empty text.", nameof(Folder));
        if (!Enum.IsDefined(Strategy))
            throw new ArgumentOutOfRangeException(nameof(Strategy), Strategy, "Expected a strategy of the enum.");
    }
}
