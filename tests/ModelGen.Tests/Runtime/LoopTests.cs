using ModelGen.Runtime;
using Xunit;

namespace ModelGen.Tests.Runtime;

/// <summary>Accumulated batches, steps instead of epochs, callbacks and metrics.</summary>
public sealed class LoopTests
{
    private static readonly DataSet Data = Classes(70);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static DataSet Classes(int count)
    {
        var (inputs, labels) = Samples.Classes(count, seed: 3);
        return DataSet.Of(inputs, labels);
    }

    private static Engine NewEngine() => new LinearModel(3, 3, ScoreKind.Logits) { Rate = 0.5f, Momentum = 0.5f, Penalty = 1e-2f, ClipNorm = 0.5f }.NewEngine();

    [Fact]
    public void AccumulatedBatches_AreOneBatch()
    {
        var (large, small) = (NewEngine(), NewEngine());
        var expected = large.Train(Data, options: new TrainingOptions { Epochs = 3, BatchSize = 32, Seed = 2 }, cancellation: Cancellation);
        var history = small.Train(Data, options: new TrainingOptions { Epochs = 3, BatchSize = 8, AccumulatedBatches = 4, Seed = 2 }, cancellation: Cancellation);

        Assert.Equal((9, 9), (large.Steps, small.Steps));
        for (var i = 0; i < large.Parameters.Values.Length; i++)
            Assert.Equal(large.Parameters.Values[i], small.Parameters.Values[i], 1e-5f);
        Assert.Equal(expected.Epochs.Select(epoch => epoch.Loss), history.Epochs.Select(epoch => epoch.Loss), (a, b) => Math.Abs(a - b) < 1e-5f);
    }

    [Theory, InlineData(1, 9), InlineData(2, 5), InlineData(4, 3), InlineData(20, 1)]
    public void AccumulatedBatches_EndWithTheirEpoch(int batches, int steps)
    {
        // What is augmented is read ahead, into the next epoch.
        var recorder = new Recorder();
        var options = new TrainingOptions { Epochs = 3, BatchSize = 8, AccumulatedBatches = batches, Callbacks = [recorder], Augmentation = new Augmentation(1, 1, 3).FlipHorizontally() };
        NewEngine().Train(Data, options: options, cancellation: Cancellation);
        Assert.Equal(from epoch in Enumerable.Range(1, 3) from step in Enumerable.Range(1, steps) select (epoch, step), recorder.Steps);
    }

    [Theory, InlineData(true, 2), InlineData(false, 3)]
    public void BestEpoch_IsByMetric(bool isLargerBetter, int best)
    {
        var weights = new List<float[]>();
        var options = new TrainingOptions
        {
            Epochs = 10,
            Metrics = [new Script(0.5, 0.75, 0.25, 0.625, double.NaN, 0.5)],
            BestMetric = "script",
            IsLargerBetter = isLargerBetter,
            Patience = 2,
            Callbacks = [new Watcher(training => weights.Add(training.Parameters.Values.ToArray()))],
        };
        var engine = NewEngine();
        var history = engine.Train(Data, Data, options, Cancellation);
        Assert.Equal((best, best + 2, true), (history.BestEpoch, history.Epochs.Count, history.StoppedEarly));
        Assert.Equal(weights[best - 1], engine.Parameters.Values.ToArray());

        // The loss falls all the while.
        Assert.Equal(history.Epochs.Count, NewEngine().Train(Data, Data, options with { Epochs = history.Epochs.Count, BestMetric = null, Metrics = [] }, Cancellation).BestEpoch);
    }

    [Fact]
    public void BestMetric_IsOneOfTheMetrics_OnValidationData()
    {
        var options = new TrainingOptions { BestMetric = "F1" };
        Assert.Contains("'F1'. Metrics has: none", Assert.Throws<ArgumentException>("BestMetric", () => NewEngine().Train(Data, Data, options, Cancellation)).Message, StringComparison.Ordinal);
        Assert.Contains("has: recall", Assert.Throws<ArgumentException>("BestMetric", () => NewEngine().Train(Data, Data, options with { Metrics = [new Recall()] }, Cancellation)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("Metrics", () => NewEngine().Train(Data, options: options with { Metrics = [new F1()] }, cancellation: Cancellation));
    }

    [Fact]
    public void AccumulatedBatches_AreUndoneTogether()
    {
        var (inputs, labels) = Samples.Classes(40, seed: 3);
        inputs[3 * 30] = float.NaN;
        var engine = NewEngine();
        var (weights, state) = (engine.Parameters.Values.ToArray(), engine.State.Values.ToArray());
        var exception = Assert.Throws<TrainingException>(() => engine.Train(
            DataSet.Of(inputs, labels), options: new TrainingOptions { BatchSize = 8, AccumulatedBatches = 5, Shuffle = false }, cancellation: Cancellation));
        Assert.Contains("row 30", exception.Message, StringComparison.Ordinal);
        Assert.Equal(weights, engine.Parameters.Values.ToArray());
        Assert.Equal(state, engine.State.Values.ToArray());
        Assert.Equal((0, 0), (engine.Steps, engine.Draws));
    }

    [Fact]
    public void ACallback_CannotTrainItsModel()
    {
        var engine = NewEngine();
        var message = "";
        var options = new TrainingOptions { Epochs = 1, Callbacks = [new Watcher(_ => message = Assert.Throws<InvalidOperationException>(() => engine.Train(Data, cancellation: Cancellation)).Message)] };
        engine.Train(Data, options: options, cancellation: Cancellation);
        Assert.Equal("'Linear' is being trained: what its training calls may evaluate and save it, but not train it.", message);
        engine.Train(Data, options: options with { Callbacks = [] }, cancellation: Cancellation);
    }

    [Fact]
    public void Groups_AreNamedAsTheModelsAre()
    {
        Assert.Throws<ArgumentException>("ParameterGroups", () => NewEngine().SetGroups(0, [new("none")]));
        Assert.Throws<ArgumentNullException>("ParameterGroups", () => NewEngine().SetGroups(0, [null!]));
    }

    [Fact]
    public void AccumulatedBatches_AreForgottenWhereDataFails()
    {
        var (failed, fresh) = (NewEngine(), NewEngine());
        var options = new TrainingOptions { Epochs = 1, BatchSize = 8, AccumulatedBatches = 4, Shuffle = false };
        Assert.Throws<IOException>(() => failed.Train(Failing(), options: options, cancellation: Cancellation));
        failed.Train(Data, options: options, cancellation: Cancellation);
        fresh.Train(Data, options: options, cancellation: Cancellation);
        Assert.Equal(fresh.Parameters.Values.ToArray(), failed.Parameters.Values.ToArray());
        Assert.Equal(fresh.State.Values.ToArray(), failed.State.Values.ToArray());
        Assert.Equal(fresh.Draws, failed.Draws);

        // Twelve samples, and then none.
        static DataSet Failing() => DataSet.Stream(Rows(), 1, new(3, row => row.Inputs), new(row => row.Label));

        static IEnumerable<(float[] Inputs, int Label)> Rows()
        {
            for (var i = 0; i < 12; i++)
                yield return ([i, 1, 2], i % 3);
            throw new IOException("The file is gone.");
        }
    }

    [Theory, InlineData(3), InlineData(5), InlineData(12)]
    public void Steps_AreCounted(int steps)
    {
        var (engine, recorder) = (NewEngine(), new Recorder());
        var history = engine.Train(Data, options: new TrainingOptions { Steps = steps, BatchSize = 16, Callbacks = [recorder] }, cancellation: Cancellation);
        Assert.Equal(steps, engine.Steps);
        Assert.Equal((steps + 4) / 5, history.Epochs.Count);
        Assert.Equal(Enumerable.Range(0, steps).Select(step => (1 + step / 5, 1 + step % 5)), recorder.Steps);
    }

    [Fact]
    public void Callbacks_SeeStepsAndEpochs_AndMayStop()
    {
        var (engine, recorder) = (NewEngine(), new Recorder { StopAt = 7 });
        var history = engine.Train(Data, Data, new TrainingOptions { Epochs = 9, BatchSize = 16, Callbacks = [recorder] }, Cancellation);
        Assert.Equal(7, recorder.Steps.Count);
        Assert.Equal([1, 2], recorder.Epochs);
        Assert.Equal(2, history.Epochs.Count);
        Assert.False(history.StoppedEarly);
        Assert.All(recorder.Norms, norm => Assert.True(norm > 0));
        var statistics = recorder.Statistics!;
        Assert.Equal(["dense1.weight", "dense1.bias"], statistics.Select(tensor => tensor.Name));
        Assert.Equal(recorder.Norms[^1], Math.Sqrt(statistics.Sum(tensor => tensor.GradientNorm * tensor.GradientNorm)), 1e-6);
        Assert.Equal([(null, 3, true), (0, 3, true)], statistics.Select(tensor => (tensor.DeadUnits, tensor.Units, tensor.IsFinite)));
    }

    [Theory]
    [InlineData(3, false, 0)]
    [InlineData(5, false, 1)]
    [InlineData(7, false, 1)]
    [InlineData(3, true, 1)]
    public void AnEpochThatIsCutShort_IsJudgedByValidationAlone(int steps, bool isValidated, int best)
    {
        // The first samples are easy, and the loss of the whole first epoch is the largest.
        var options = new TrainingOptions { Steps = steps, BatchSize = 16, Patience = 100 };
        Assert.Equal(best, NewEngine().Train(Data, isValidated ? Data : null, options, Cancellation).BestEpoch);
        Assert.Equal(best, NewEngine().Train(Data, isValidated ? Data : null, options with { Steps = null, Callbacks = [new Recorder { StopAt = steps }] }, Cancellation).BestEpoch);
    }

    [Fact]
    public void ASchedule_ThatGivesNoRate_IsNamed_AndNothingChanges()
    {
        foreach (var wrong in (double[])[double.NaN, double.PositiveInfinity, -0.1])
        {
            var engine = NewEngine();
            engine.SetSchedules(0, [new Warmup(2), new Broken { At = 3, Rate = wrong }]);
            var exception = Assert.Throws<InvalidOperationException>(() => engine.Train(Data, options: new TrainingOptions { BatchSize = 16 }, cancellation: Cancellation));
            Assert.Equal(FormattableString.Invariant($"The schedule Broken gave the rate {wrong} at step 3; expected a finite number, 0 or more."), exception.Message);
            Assert.Equal(3, engine.Steps);
            var (weights, state) = (engine.Parameters.Values.ToArray(), engine.State.Values.ToArray());
            Assert.Throws<InvalidOperationException>(() => { _ = engine.TrainStep(0, Columns.Of(new float[3], new int[1])); });
            Assert.Equal(weights, engine.Parameters.Values.ToArray());
            Assert.Equal(state, engine.State.Values.ToArray());
            Assert.Throws<InvalidOperationException>(() => engine.Objectives[0].RateAt(3));
        }
    }

    [Fact]
    public void DeadUnits_AreCounted_UnlessAPenaltyHidesThem()
    {
        var (free, penalized) = (new Recorder(), new Recorder());
        float[] inputs = [0, 1, 0, 1];
        new LinearModel(2, 2, ScoreKind.None).NewEngine().Train(DataSet.Of(inputs, [3f, 0, 3, 0], 2), options: new TrainingOptions { Epochs = 1, Callbacks = [free] }, cancellation: Cancellation);
        Assert.Equal([0, 0], free.Statistics!.Select(tensor => tensor.DeadUnits!.Value));
        new LinearModel(2, 2, ScoreKind.None) { Penalty = 0.1f }.NewEngine().Train(DataSet.Of(inputs, [3f, 0, 3, 0], 2), options: new TrainingOptions { Epochs = 1, Callbacks = [penalized] }, cancellation: Cancellation);
        Assert.Equal([null, 0], penalized.Statistics!.Select(tensor => tensor.DeadUnits));
    }

    [Fact]
    public void Steps_AllocateNothing_WithEveryFeature()
    {
        var meter = new Meter();
        var engine = new LinearModel(3, 3, ScoreKind.Logits) { Rate = 0.5f, Momentum = 0.5f, Penalty = 1e-2f, ClipNorm = 0.5f, MaxNorm = 2, Schedules = [new Warmup(3), new CosineDecay(500), new ReduceOnPlateau()] }.NewEngine();
        engine.SetGroups(0, [new("*.bias") { RateFactor = 0.5f }]);
        engine.Train(Data, options: new TrainingOptions { Epochs = 20, BatchSize = 8, AccumulatedBatches = 2, Callbacks = [meter] }, cancellation: Cancellation);
        Assert.Equal(100, meter.Steps);
        Assert.Equal(0, meter.WithinEpochs);
    }

    [Fact]
    public void Metrics_ThatEvaluationsShare_TakeTurns()
    {
        // Two metrics in either order: turns in the order of the lists would wait for each other.
        var (first, second) = (new Alone("first"), new Alone("second"));
        Engine[] engines = [NewEngine(), NewEngine(), NewEngine()];
        IReadOnlyList<Metric>[] lists = [[first, second], [second, first], [second]];
        var threads = engines.Zip(lists, (engine, list) => new Thread(() =>
        {
            for (var i = 0; i < 50; i++)
                engine.Evaluate(Data, list);
        })).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.Equal((0, 0), (first.Overlaps, second.Overlaps));
        Assert.Equal((100, 150), (first.Evaluations, second.Evaluations));
    }

    [Fact]
    public void Metrics_ThatCannotMeasure_AreNamed()
    {
        Assert.Throws<ArgumentException>("metrics", () => NewEngine().Evaluate(Data, [null!]));
        Assert.Contains("Two metrics are called 'F1'", Assert.Throws<ArgumentException>("metrics", () => NewEngine().Evaluate(Data, [new F1(), new F1()])).Message, StringComparison.Ordinal);
        var (inputs, targets) = Samples.Line(10);
        var regression = new LinearModel(2, 1, ScoreKind.None).NewEngine();
        Assert.Contains("'perplexity'", Assert.Throws<InvalidOperationException>(() => regression.Evaluate(DataSet.Of(inputs, targets, 10), [new Perplexity()])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Metrics_AreMeasured()
    {
        float[] inputs = [1, 0, 0, 0, 1, 0, 0, 0, 1, 2, 1, 0];
        var engine = new LinearModel(3, 3, ScoreKind.Logits).NewEngine();
        engine.Parameters.Set("dense1.weight", [1, 0, 0, 0, 1, 0, 0, 0, 1]);
        engine.Parameters.Set("dense1.bias", [0, 0, 0]);
        var matrix = new ConfusionMatrix();
        var evaluation = engine.Evaluate(DataSet.Of(inputs, [0, 1, 0, 1]), [matrix, new Precision(), new Recall(), new F1(), new TopKAccuracy(2), new Perplexity()]);

        // Predicted are 0, 1, 2, 0.
        Assert.Equal([1L, 0, 1, 1, 1, 0, 0, 0, 0], from actual in Enumerable.Range(0, 3) from predicted in Enumerable.Range(0, 3) select matrix[actual, predicted]);
        Assert.Equal(0.5, evaluation.Metrics["accuracy"]);
        Assert.Equal((0.5 + 1 + 0) / 3, evaluation.Metrics["precision"], 1e-12);
        Assert.Equal((0.5 + 0.5) / 2, evaluation.Metrics["recall"], 1e-12);
        Assert.Equal((0.5 + 2.0 / 3 + 0) / 3, evaluation.Metrics["F1"], 1e-12);
        Assert.Equal(1, evaluation.Metrics["top-2 accuracy"]);
        Assert.Equal(Math.Exp(evaluation.Loss), evaluation.Metrics["perplexity"], 1e-5);
        Assert.Throws<InvalidOperationException>(() => engine.Evaluate(DataSet.Of(inputs, [0, 1, 0, 1]), [new MeanSquaredError()]));
    }

    [Fact]
    public void Metrics_OfValuesAreMeasured()
    {
        var engine = new LinearModel(1, 2, ScoreKind.None).NewEngine();
        engine.Parameters.Set("dense1.weight", [1, 2]);
        engine.Parameters.Set("dense1.bias", [0, 0]);
        var evaluation = engine.Evaluate(DataSet.Of([1, 2], [1, 1, 5, 4], 2), [new MeanSquaredError(), new MeanAbsoluteError()]);
        Assert.Equal((0 + 1 + 9 + 0) / 4.0, evaluation.Metrics["mean squared error"]);
        Assert.Equal((0 + 1 + 3 + 0) / 4.0, evaluation.Metrics["mean absolute error"]);
        Assert.Throws<InvalidOperationException>(() => engine.Evaluate(DataSet.Of([1, 2], [1, 1, 5, 4], 2), [new Precision()]));
    }

    [Fact]
    public void History_IsATable()
    {
        var history = new TrainingHistory(
            [
                new TrainingEpoch(1, 0.5f, null, null, TimeSpan.FromSeconds(1.5)) { Rate = 0.1 },
                new TrainingEpoch(2, 0.25f, 0.375f, 0.75, TimeSpan.FromSeconds(2)) { Rate = 0.05, Metrics = new Dictionary<string, double> { ["F1"] = 0.5 } },
            ],
            2, false, TimeSpan.Zero);
        Assert.Equal("epoch,loss,validation loss,validation accuracy,rate,seconds,F1\n1,0.5,,,0.1,1.5,\n2,0.25,0.375,0.75,0.05,2,0.5\n", history.ToCsv());
    }

    private sealed class Broken : Schedule
    {
        public long At { get; init; }

        public double Rate { get; init; }

        public override double RateAt(double rate, long step) => step == At ? Rate : rate;
    }

    private sealed class Recorder : TrainingCallback
    {
        public List<(int Epoch, int Step)> Steps { get; } = [];

        public List<int> Epochs { get; } = [];

        public List<double> Norms { get; } = [];

        public IReadOnlyList<TensorStatistics>? Statistics { get; private set; }

        public int StopAt { get; init; } = int.MaxValue;

        public override void OnStep(TrainingContext training)
        {
            Steps.Add((training.Epoch, training.Step));
            Norms.Add(training.GradientNorm);
            Statistics = training.Statistics;
            if (Steps.Count == StopAt)
                training.Stop();
        }

        public override void OnEpoch(TrainingContext training, TrainingEpoch epoch) => Epochs.Add(epoch.Epoch);
    }

    /// <summary>Bytes that the training thread allocates from each step's end to the next one's, within epochs.</summary>
    private sealed class Meter : TrainingCallback
    {
        private long last;

        public int Steps { get; private set; }

        public long WithinEpochs { get; private set; }

        public override void OnStep(TrainingContext training)
        {
            var now = GC.GetAllocatedBytesForCurrentThread();
            if (training.Step > 1)
                WithinEpochs += now - last;
            Steps++;
            last = GC.GetAllocatedBytesForCurrentThread();
            if (Steps < 10)
                WithinEpochs = 0;
        }
    }

    /// <summary>Counts evaluations that begin before another one has ended.</summary>
    private sealed class Alone(string name) : Metric
    {
        private int running;

        public int Evaluations { get; private set; }

        public int Overlaps { get; private set; }

        public override string Name => name;

        public override double Value
        {
            get
            {
                running--;
                return ++Evaluations;
            }
        }

        public override void Reset()
        {
            Overlaps += running++ > 0 ? 1 : 0;
            Thread.Yield();
        }

        public override void Add(scoped Answer answer) => Overlaps += running > 1 ? 1 : 0;
    }

    /// <summary>Comes to given values, one after the other.</summary>
    private sealed class Script(params double[] values) : Metric
    {
        private int next = -1;

        public override string Name => "script";

        public override double Value => values[next];

        public override void Reset() => next++;

        public override void Add(scoped Answer answer)
        {
        }
    }

    private sealed class Watcher(Action<TrainingContext> epochEnded) : TrainingCallback
    {
        public override void OnEpoch(TrainingContext training, TrainingEpoch epoch) => epochEnded(training);
    }
}
