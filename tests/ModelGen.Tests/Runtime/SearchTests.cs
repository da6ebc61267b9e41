using ModelGen.Runtime;
using Xunit;

namespace ModelGen.Tests.Runtime;

public sealed class SearchTests : IDisposable
{
    private static readonly DataSet Data = Classes(90, seed: 3), Validation = Classes(60, seed: 5);

    private readonly string folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static TrainingOptions Options => new() { Epochs = 4, BatchSize = 30 };

    private static HyperparameterSearch Search => new()
    {
        Space = new Dictionary<string, Choice> { ["rate"] = Choice.Logarithmic(1e-4f, 1), ["momentum"] = Choice.Of(0, 0.5f, 0.9f) },
        Trials = 12,
        Seed = 1,
    };

    public void Dispose()
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private static DataSet Classes(int count, int seed)
    {
        var (inputs, labels) = Samples.Classes(count, seed);
        return DataSet.Of(inputs, labels);
    }

    private static ITrainable NewModel(Trial trial) => new Model(new LinearModel(3, 3, ScoreKind.Logits).NewEngine(trial.Seed));

    private static SearchResult Run(HyperparameterSearch search, TrainingOptions? options = null) => search.Run(NewModel, Data, Validation, options ?? Options, Cancellation);

    [Fact]
    public void Random_DependsOnTheSeedAlone()
    {
        var result = Run(Search with { Parallelism = 1 });
        Assert.Equal(result.ToCsv(), Run(Search with { Parallelism = 4 }).ToCsv());
        Assert.NotEqual(result.ToCsv(), Run(Search with { Seed = 2 }).ToCsv());
        Assert.All(result.Trials, trial => Assert.InRange(trial.Values["rate"], 1e-4f, 1));
        Assert.Equal([0, 0.5f, 0.9f], result.Trials.Select(trial => trial.Values["momentum"]).Distinct().Order());

        // About a quarter in each power of ten.
        Assert.InRange(result.Trials.Count(trial => trial.Values["rate"] < 1e-2f), 3, 9);
        Assert.Equal(result.Trials.Min(trial => trial.Score), result.Best.Score);
        Assert.Equal(result.Best.Score, result.Best.History!.Epochs.Min(epoch => epoch.ValidationLoss!.Value));
        Assert.Equal(12, result.Trials.Select(trial => trial.Seed).Distinct().Count());
    }

    [Fact]
    public void Best_IsBestThoughItStoppedEarly()
    {
        var result = Run(Search, Options with { Epochs = 30, Patience = 1, MinimumImprovement = 0.01f });
        Assert.True(result.Trials.Select(trial => trial.Epochs).Distinct().Count() > 1);
        Assert.Equal(result.Trials.Min(trial => trial.Score), result.Best.Score);
    }

    [Fact]
    public void Metrics_AreEachTrialsOwn()
    {
        var options = Options with { Metrics = [new F1(), new ConfusionMatrix()] };
        var search = Search with { Score = history => -history.Epochs.Max(epoch => epoch.Metrics["F1"]) };
        Assert.Equal(Run(search with { Parallelism = 1 }, options).ToCsv(), Run(search with { Parallelism = 4 }, options).ToCsv());
        Assert.Throws<ArgumentException>("options", () => Run(search, options with { Progress = new Progress<TrainingProgress>() }));
        Assert.Throws<ArgumentException>("options", () => Run(search with { Strategy = SearchStrategy.Halving }, options with { Steps = 5 }));
    }

    [Fact]
    public void Trials_AreJudgedByTheirBestMetric()
    {
        var options = Options with { Metrics = [new F1(), new Perplexity()], BestMetric = "F1" };
        Assert.All(Run(Search, options).Trials, trial => Assert.Equal(-trial.History!.Epochs.Max(epoch => epoch.Metrics["F1"]), trial.Score));
        options = options with { BestMetric = "perplexity", IsLargerBetter = false };
        Assert.All(Run(Search, options).Trials, trial => Assert.Equal(trial.History!.Epochs.Min(epoch => epoch.Metrics["perplexity"]), trial.Score));
    }

    [Fact]
    public void Choices_StayWhereAnotherIsAdded()
    {
        var more = Search with { Space = new Dictionary<string, Choice>(Search.Space) { ["weightDecay"] = Choice.Between(0, 0.1f) } };
        Assert.Equal(Run(Search).Trials.Select(trial => trial.Values["rate"]), Run(more).Trials.Select(trial => trial.Values["rate"]));
    }

    [Fact]
    public void Grid_HasEveryCombination()
    {
        var result = Run(Search with { Strategy = SearchStrategy.Grid, Space = new Dictionary<string, Choice> { ["rate"] = Choice.Of(0.1f, 1), ["momentum"] = Choice.Of(0, 0.5f, 0.9f) } });
        Assert.Equal(
            [(0, 0.1f), (0, 1), (0.5f, 0.1f), (0.5f, 1), (0.9f, 0.1f), (0.9f, 1)],
            result.Trials.Select(trial => (trial.Values["momentum"], trial.Values["rate"])));
        Assert.Contains("'rate' is between", Assert.Throws<ArgumentException>("Space", () => Run(Search with { Strategy = SearchStrategy.Grid })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Halving_TrainsTheBestOn()
    {
        var result = Run(Search with { Strategy = SearchStrategy.Halving, Trials = 9 }, Options with { Epochs = 9 });
        Assert.Equal([9, 3, 3, 1, 1, 1, 1, 1, 1], result.Trials.Select(trial => trial.Epochs).OrderDescending());
        Assert.Equal(9, result.Best.Epochs);

        // What goes on is what would have been trained for longer from the start.
        var alone = NewModel(result.Best);
        result.Best.Apply(alone);
        var history = alone.Train(Data, Validation, Options with { Epochs = 9 }, Cancellation);
        Assert.Equal(history.Epochs.Select(epoch => epoch.ValidationLoss), result.Best.History!.Epochs.Select(epoch => epoch.ValidationLoss));
        result.SaveBest(folder);
        var best = NewModel(result.Trials[0]);
        best.Load(folder);
        Assert.Equal(alone.Parameters.Values.ToArray(), best.Parameters.Values.ToArray());
        File.Delete(folder);
    }

    [Fact]
    public void Halving_StopsEarlyAndReducesRates_AsOneTrainingWould()
    {
        var space = new Dictionary<string, Choice> { ["rate"] = Choice.Logarithmic(0.1f, 10) };
        var search = Search with { Space = space, Strategy = SearchStrategy.Halving, ReductionFactor = 2, Parallelism = 2 };
        var options = Options with { Epochs = 16, Patience = 2, MinimumImprovement = 0.05f };
        var result = search.Run(NewReducing, Data, Validation, options, Cancellation);
        var further = result.Trials.Where(trial => trial.Round > 2).ToArray();
        Assert.Contains(further, trial => trial.History!.StoppedEarly);
        Assert.Contains(further, trial => trial.History!.Epochs[^1].Rate < trial.History.Epochs[0].Rate);
        Assert.All(further, trial =>
        {
            var alone = NewReducing(trial);
            trial.Apply(alone);
            var history = alone.Train(Data, Validation, options with { Epochs = 1 << (trial.Round - 1) }, Cancellation);
            Assert.Equal((history.StoppedEarly, history.BestEpoch), (trial.History!.StoppedEarly, trial.History.BestEpoch));
            Assert.Equal(history.Epochs.Select(epoch => (epoch.ValidationLoss, epoch.Rate)), trial.History.Epochs.Select(epoch => (epoch.ValidationLoss, epoch.Rate)));
        });

        static ITrainable NewReducing(Trial trial)
        {
            var model = NewModel(trial);
            model.Objectives[0].Schedules = [new ReduceOnPlateau(0.5f, 0) { Threshold = 0.2f }];
            return model;
        }
    }

    [Fact]
    public void Search_GoesOnInItsFolder()
    {
        using var source = new CancellationTokenSource();
        var counter = new CancelAt(source, trials: 5);
        Assert.ThrowsAny<OperationCanceledException>(() => (Search with { Folder = folder, Parallelism = 1, Progress = counter }).Run(NewModel, Data, Validation, Options, source.Token));
        Assert.Equal(5, counter.Ended);
        Assert.InRange(Directory.GetFiles(folder).Length, 5, 6);

        Assert.Equal(Run(Search).ToCsv(), Run(Search with { Folder = folder }).ToCsv());
        Assert.Equal(12, Directory.GetFiles(folder).Length);
    }

    [Fact]
    public void Folder_TellsSearchesApart()
    {
        var search = Search with { Folder = folder, Trials = 2 };
        Run(search);
        AssertAnew("another augmentation", Options with { Augmentation = new Augmentation(1, 1, 3).FlipHorizontally() });
        AssertAnew("other steps of it", Options with { Augmentation = new Augmentation(1, 1, 3).FlipHorizontally(0.25f) });
        AssertAnew("a metric more", Options with { Metrics = [new F1()] });
        AssertAnew("other data", Options, data: Classes(90, seed: 4));
        AssertAnew("other validation data", Options, validation: Classes(60, seed: 6));
        AssertAnew("other weights to begin with", Options, trial => new Model(new LinearModel(3, 3, ScoreKind.Logits).NewEngine(trial.Seed + 1)));
        AssertAnew("a hyper-parameter that making the model sets", Options, trial =>
        {
            var model = NewModel(trial);
            model.Hyperparameters["weightDecay"] = 0.125f;
            return model;
        });

        AssertAnew("a schedule", Options, trial =>
        {
            var model = NewModel(trial);
            model.Objectives[0].Schedules = [new Warmup(3)];
            return model;
        });
        AssertAnew("a group", Options, trial =>
        {
            var model = NewModel(trial);
            model.Objectives[0].ParameterGroups = [new("*.bias") { IsFrozen = true }];
            return model;
        });

        using (new DecimalCommas())
            Run(search);
        Assert.Equal(10 * 2, Directory.GetFiles(folder).Length);

        void AssertAnew(string what, TrainingOptions options, Func<Trial, ITrainable>? create = null, DataSet? data = null, DataSet? validation = null)
        {
            var before = Directory.GetFiles(folder).Length;
            search.Run(create ?? NewModel, data ?? Data, validation ?? Validation, options, Cancellation);
            Assert.True(Directory.GetFiles(folder).Length == before + 2, what);
        }
    }

    [Fact]
    public void Trials_ThatFailAreLast()
    {
        var result = Run(Search with { Strategy = SearchStrategy.Grid, Space = new Dictionary<string, Choice> { ["rate"] = Choice.Of(0.1f, 3e38f) } });
        Assert.Equal((1, double.PositiveInfinity), (result.Best.Number, result.Trials[1].Score));
        Assert.Contains("epoch", result.Trials[1].Failure!, StringComparison.Ordinal);
        Assert.EndsWith("\"\n", result.ToCsv(), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_AreHyperparametersOrAskedFor()
    {
        var search = Search with { Space = new Dictionary<string, Choice> { ["units"] = Choice.Of(2, 4) }, Strategy = SearchStrategy.Grid };
        var message = Assert.Throws<ArgumentException>("Space", () => Run(search)).Message;
        Assert.Contains("'units'", message, StringComparison.Ordinal);
        Assert.Contains("rate, weightDecay, momentum", message, StringComparison.Ordinal);

        var units = new List<float>();
        search.Run(trial =>
        {
            lock (units)
                units.Add(trial["units"]);
            return NewModel(trial);
        }, Data, Validation, Options, Cancellation);
        Assert.Equal([2, 4], units.Order());
        Assert.Throws<KeyNotFoundException>(() => search.Run(trial => NewModel(trial["layers"] > 0 ? trial : trial), Data, Validation, Options, Cancellation));

        // No trial is trained before all choices are found to be in range.
        var trained = 0;
        var refused = Assert.Throws<ArgumentOutOfRangeException>("Space", () => Run(Search with
        {
            Space = new Dictionary<string, Choice> { ["momentum"] = Choice.Of(0.5f, 0.9f, 2) },
            Strategy = SearchStrategy.Grid,
            Progress = new Told(_ => trained++),
        }));
        Assert.Contains("'momentum' must be a number from 0 up to, but without, 1. It is of trial 3: momentum = 2.", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, trained);
        Assert.Throws<ArgumentOutOfRangeException>(() => Run(Search with { Trials = 0 }));
        Assert.Throws<ArgumentException>(() => Choice.Of());
        Assert.Throws<ArgumentOutOfRangeException>("low", () => Choice.Logarithmic(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>("low", () => Choice.Between(float.NaN, 1));
        Assert.Throws<ArgumentOutOfRangeException>("high", () => Choice.Between(1, 1));
        Assert.Throws<ArgumentException>("values", () => Choice.Of(0, float.NaN));
        Assert.Contains("'rate' is null", Assert.Throws<ArgumentException>("Space", () => Run(Search with { Space = new Dictionary<string, Choice> { ["rate"] = null! } })).Message, StringComparison.Ordinal);
    }

    /// <summary>A model as the generator emits it.</summary>
    private sealed class Model(Engine engine) : ITrainable
    {
        public NamedTensors Parameters => engine.Parameters;

        public NamedTensors State => engine.State;

        public NamedTensors Gradients => engine.Gradients;

        public Hyperparameters Hyperparameters => engine.Hyperparameters;

        public IReadOnlyList<TrainedObjective> Objectives => engine.Objectives;

        public TrainingHistory Train(DataSet data, DataSet? validation = null, TrainingOptions? options = null, CancellationToken cancellation = default) => engine.Train(data, validation, options, cancellation);

        public Evaluation Evaluate(DataSet data) => engine.Evaluate(data);

        public Evaluation Evaluate(DataSet data, IReadOnlyList<Metric> metrics) => engine.Evaluate(data, metrics);

        public void Save(string path) => engine.Save(path);

        public void Load(string path) => engine.Load(path);

        public LoadReport Load(string path, LoadOptions options) => engine.Load(path, options);
    }

    private sealed class Told(Action<Trial> told) : IProgress<Trial>
    {
        public void Report(Trial value) => told(value);
    }

    private sealed class CancelAt(CancellationTokenSource source, int trials) : IProgress<Trial>
    {
        public int Ended { get; private set; }

        public void Report(Trial value)
        {
            if (++Ended == trials)
                source.Cancel();
        }
    }
}
