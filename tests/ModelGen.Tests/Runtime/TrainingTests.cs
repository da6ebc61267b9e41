using ModelGen.Runtime;
using Xunit;

namespace ModelGen.Tests.Runtime;

public sealed class TrainingTests
{
    private static readonly DataSet TrainingSet = Classes(300);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static DataSet Classes(int count, int seed = 3)
    {
        var (inputs, labels) = Samples.Classes(count, seed);
        return DataSet.Of(inputs, labels);
    }

    private static Engine Classifier(float rate = 1) => new LinearModel(3, 3, ScoreKind.Logits) { Rate = rate }.NewEngine();

    [Fact]
    public void Train_LearnsAndEvaluates()
    {
        var engine = Classifier();
        var test = Classes(200, seed: 8);
        var history = engine.Train(TrainingSet, test, new TrainingOptions { Epochs = 30, BatchSize = 20, Seed = 1 }, Cancellation);
        var evaluation = engine.Evaluate(test);
        Assert.True(evaluation.Accuracy > 0.95, $"{evaluation}");
        Assert.Equal(200, evaluation.Count);
        Assert.Equal(1, evaluation.Accuracy!.Value + evaluation.ZeroOneLoss!.Value, 1e-12);
        Assert.Equal(30, history.Epochs.Count);
        Assert.Equal(history.Epochs.Min(epoch => epoch.ValidationLoss), evaluation.Loss);
        Assert.Equal(evaluation.Loss, history.Epochs[history.BestEpoch - 1].ValidationLoss);
        Assert.Equal(Enumerable.Range(0, 200).Count(row => engine.Label(0, test.Floats(0, row)) == test.Label(row)), evaluation.Correct);
    }

    [Fact]
    public void Train_DependsOnTheSeedAlone()
    {
        Assert.Equal(Weights(seed: 1), Weights(seed: 1));
        Assert.NotEqual(Weights(seed: 1), Weights(seed: 2));

        static float[] Weights(int seed)
        {
            var engine = Classifier();
            engine.Train(TrainingSet, options: new TrainingOptions { Epochs = 2, BatchSize = 32, Seed = seed }, cancellation: Cancellation);
            return engine.Parameters.Values.ToArray();
        }
    }

    [Fact]
    public void Train_InTheDataSetsOrder_IsSteppingByHand()
    {
        var (trained, stepped) = (Classifier(), Classifier());
        var history = trained.Train(TrainingSet, options: new TrainingOptions { Epochs = 1, BatchSize = 128, Shuffle = false }, cancellation: Cancellation);
        var (inputs, labels) = Samples.Classes(300);
        var sum = 0.0;
        foreach (var (start, count) in (ReadOnlySpan<(int, int)>)[(0, 128), (128, 128), (256, 44)])
            sum += stepped.TrainStep(0, Columns.Of(inputs.AsSpan(3 * start, 3 * count), labels.AsSpan(start, count))) * (double)count;
        Assert.Equal(stepped.Parameters.Values, trained.Parameters.Values);
        Assert.Equal(sum / 300, history.Epochs[0].Loss, 1e-6);
    }

    [Fact]
    public void Train_LeavesOutALastBatchThatIsTooSmall()
    {
        var engine = new LinearModel(3, 3, ScoreKind.Logits) { MinimumBatch = 2 }.NewEngine();
        engine.Train(TrainingSet.Slice(0, 65), options: new TrainingOptions { Epochs = 3, BatchSize = 16 }, cancellation: Cancellation);
        Assert.Equal(12, engine.Steps);
        Assert.Contains("at least 2 samples", Assert.Throws<ArgumentOutOfRangeException>("BatchSize", () => engine.Train(TrainingSet, options: new TrainingOptions { BatchSize = 1 }, cancellation: Cancellation)).Message);
        Assert.Contains("at least 2 samples, 'data' has 1.", Assert.Throws<ArgumentException>("data", () => engine.Train(TrainingSet.Slice(0, 1), cancellation: Cancellation)).Message);
    }

    [Fact]
    public void Train_StopsEarly_AndKeepsTheBestWeights()
    {
        // At this rate the loss on samples with other labels rises from the start.
        var (inputs, labels) = Samples.Classes(300);
        var contrary = DataSet.Of(inputs, Array.ConvertAll(labels, label => (label + 1) % 3));
        var engine = Classifier(rate: 0.5f);
        var history = engine.Train(TrainingSet, contrary, new TrainingOptions { Epochs = 50, Patience = 3 }, Cancellation);
        Assert.True(history.StoppedEarly);
        Assert.Equal(history.BestEpoch + 3, history.Epochs.Count);
        Assert.Equal(history.Epochs[history.BestEpoch - 1].ValidationLoss, engine.Evaluate(contrary).Loss);
    }

    [Fact]
    public void Train_KeepsTheLastWeights_WhereAsked()
    {
        var (inputs, labels) = Samples.Classes(300);
        var contrary = DataSet.Of(inputs, Array.ConvertAll(labels, label => (label + 1) % 3));
        var engine = Classifier(rate: 0.5f);
        var history = engine.Train(TrainingSet, contrary, new TrainingOptions { Epochs = 4, KeepBestWeights = false }, Cancellation);
        Assert.Equal(history.Epochs[^1].ValidationLoss, engine.Evaluate(contrary).Loss);
        Assert.NotEqual(4, history.BestEpoch);
    }

    [Fact]
    public void Train_DoesNotStop_WhileItImproves()
    {
        var history = Classifier(rate: 0.1f).Train(TrainingSet, options: new TrainingOptions { Epochs = 6, Patience = 1 }, cancellation: Cancellation);
        Assert.False(history.StoppedEarly);
        Assert.Equal(6, history.BestEpoch);
    }

    [Fact]
    public void Train_RefusesOtherThreads_AndLetsItsCallbacksEvaluate()
    {
        var engine = Classifier();
        var refusals = new List<Exception?>();
        var accuracies = new List<double?>();
        var progress = new Recorder(report =>
        {
            var other = new Thread(() => refusals.Add(Record.Exception(() => { _ = engine.TrainStep(0, Columns.Of(new float[3], new int[1])); })));
            other.Start();
            other.Join();
            accuracies.Add(engine.Evaluate(TrainingSet).Accuracy);
        });
        _ = engine.Train(TrainingSet, options: new TrainingOptions { Epochs = 2, BatchSize = 100, ProgressInterval = TimeSpan.Zero, Progress = progress }, cancellation: Cancellation);
        Assert.Equal(6, refusals.Count);
        Assert.All(refusals, refusal => Assert.IsType<InvalidOperationException>(refusal));
        Assert.All(accuracies, accuracy => Assert.True(accuracy > 0));
        Assert.Equal(6, engine.Steps);
        _ = engine.TrainStep(0, Columns.Of(new float[3], new int[1]));
    }

    [Fact]
    public void Train_NamesTheTensor_WhereWeightsWereNotFiniteBefore()
    {
        var engine = Classifier();
        engine.Parameters.Set("dense1.bias", [0, float.NaN, 0]);
        var exception = Assert.Throws<TrainingException>(() => engine.Train(TrainingSet, cancellation: Cancellation));
        Assert.Equal("The loss is NaN at epoch 1, step 1; nothing has changed. 'dense1.bias' was not finite before training began.", exception.Message);
    }

    [Theory]
    [InlineData(ScoreKind.Logits)]
    [InlineData(ScoreKind.BinaryLogits)]
    [InlineData(ScoreKind.Signs)]
    public void Evaluate_CountsNoAnswerAsRight_WhereScoresAreNaN(ScoreKind scores)
    {
        var engine = new LinearModel(2, 2, scores).NewEngine();
        engine.Parameters.Set("dense1.bias", [float.NaN, float.NaN]);
        var data = scores == ScoreKind.Logits ? DataSet.Of(new float[8], new int[4]) : DataSet.Of(new float[8], [1, 0, 1, 0, 1, 1, 0, 0], 4);
        if (scores == ScoreKind.Signs)
            data = DataSet.Of(new float[8], [1, -1, 1, -1, 1, 1, -1, -1], 4);
        Assert.Equal(0, engine.Evaluate(data).Accuracy);
    }

    [Fact]
    public void Train_NamesEpochAndStep_WhereTheLossIsNaN_AndKeepsTheWeightsBefore()
    {
        var (inputs, labels) = Samples.Classes(100);
        inputs[3 * 57] = float.NaN;
        var engine = Classifier();
        var exception = Assert.Throws<TrainingException>(
            () => engine.Train(DataSet.Of(inputs, labels), options: new TrainingOptions { BatchSize = 10, Shuffle = false }, cancellation: Cancellation));
        Assert.Equal("The loss is NaN at epoch 1, step 6; the weights before that step are kept. 'inputs' of row 57 of 'data' holds NaN as its value 0.", exception.Message);
        Assert.Equal((1, 6), (exception.Epoch, exception.Step));
        Assert.Equal(5, engine.Steps);
        var byHand = Classifier();
        for (var step = 0; step < 5; step++)
            byHand.TrainStep(0, Columns.Of(inputs.AsSpan(30 * step, 30), labels.AsSpan(10 * step, 10)));
        Assert.Equal(byHand.Parameters.Values, engine.Parameters.Values);
    }

    [Fact]
    public void Train_Stops_WhereTheGradientIsNotFinite()
    {
        var engine = new LinearModel(2, 1, ScoreKind.None).NewEngine();
        engine.Parameters.Set("dense1.weight", [0f, 0f]);
        var exception = Assert.Throws<TrainingException>(() => engine.Train(DataSet.Of([1e20f, 0f], [1e19f], 1), cancellation: Cancellation));
        Assert.StartsWith("The gradient or a running statistic is not finite, at a loss of 1E+38, at epoch 1, step 1; the weights before that step are kept. The layers' values are finite; on the way back from the loss, the gradient of 'dense1.weight' is the first that is not. A smaller", exception.Message);
        Assert.Equal([0f, 0f], engine.Parameters["dense1.weight"].Values);
    }

    [Fact]
    public void Train_GivesTheBestWeightsBack_WhereAnUpdateOverflows()
    {
        // The first epoch's gradient is nought; then a sample of no input lets the bias overflow at this rate.
        var engine = new LinearModel(1, 1, ScoreKind.None) { Rate = 1e30f }.NewEngine();
        engine.Parameters.Set("dense1.weight", [0f]);
        float[] targets = [0f];
        var validation = DataSet.Of([0f], [0.5f], 1);
        var options = new TrainingOptions { Epochs = 3, Progress = new Recorder(_ => targets[0] = 1e15f) };
        var exception = Assert.Throws<TrainingException>(() => engine.Train(DataSet.Of([0f], targets, 1), validation, options, Cancellation));
        Assert.StartsWith("The validation loss is Infinity after epoch 2; the weights are those of epoch 1.", exception.Message);
        Assert.Equal([0f, 0f], engine.Parameters.Values);
        targets[0] = 0;
        var step = Assert.Throws<TrainingException>(() => engine.Train(DataSet.Of([0f], targets, 1), options: options, cancellation: Cancellation));
        Assert.StartsWith("The loss is Infinity at epoch 3, step 1; the update before it had overflowed, and no earlier weights were kept.", step.Message);
    }

    [Fact]
    public void Train_StopsWithAReason_WhereTheValidationLossIsNaN()
    {
        var (inputs, labels) = Samples.Classes(20);
        inputs[3 * 11 + 2] = float.NaN;
        var engine = Classifier();
        var exception = Assert.Throws<TrainingException>(() => engine.Train(TrainingSet, DataSet.Of(inputs, labels), new TrainingOptions { BatchSize = 100 }, Cancellation));
        Assert.Equal("The validation loss is NaN after epoch 1; the weights of that epoch are kept. 'inputs' of row 11 of 'validation' holds NaN as its value 2.", exception.Message);
        Assert.Equal((1, 3), (exception.Epoch, exception.Step));
        Assert.Equal(3, engine.Steps);
        var evaluated = Assert.Throws<ArgumentException>("data", () => engine.Evaluate(DataSet.Of(inputs, labels)));
        Assert.StartsWith("The loss is NaN. 'inputs' of row 11 of 'data' holds NaN as its value 2.", evaluated.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_StopsWhenCancelled_WithTheWeightsOfTheLastStep()
    {
        using var source = new CancellationTokenSource();
        var engine = Classifier();
        var progress = new Recorder(report =>
        {
            if (report is { Epoch: 2, Step: 3 })
                source.Cancel();
        });
        Assert.Throws<OperationCanceledException>(
            () => engine.Train(TrainingSet, options: new TrainingOptions { BatchSize = 30, Progress = progress, ProgressInterval = TimeSpan.Zero }, cancellation: source.Token));
        Assert.Equal(13, engine.Steps);
    }

    [Fact]
    public void Train_ReportsProgress()
    {
        var progress = new Recorder();
        Classifier().Train(TrainingSet, TrainingSet, new TrainingOptions { Epochs = 2, BatchSize = 100, Progress = progress, ProgressInterval = TimeSpan.Zero }, Cancellation);
        Assert.Equal([(1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (2, 3)], progress.Reports.Select(report => (report.Epoch, report.Step)));
        Assert.All(progress.Reports, report => Assert.Equal((2, 3), (report.Epochs, report.StepsPerEpoch)));
        Assert.All(progress.Reports, report => Assert.Equal(report.Step == 3, report.ValidationLoss.HasValue && report.ValidationAccuracy.HasValue));
        Assert.All(progress.Reports, report => Assert.True(report.SamplesPerSecond > 0 && report.Loss > 0));
        Assert.Equal(TimeSpan.Zero, progress.Reports[^1].Remaining);
        Assert.True(progress.Reports[0].Remaining > TimeSpan.Zero);
    }

    [Fact]
    public void Train_SavesCheckpoints()
    {
        var path = Path.GetTempFileName();
        try
        {
            var engine = Classifier();
            engine.Train(TrainingSet, TrainingSet, new TrainingOptions { Epochs = 3, CheckpointPath = path }, Cancellation);
            var loaded = Classifier();
            loaded.Load(path);
            Assert.Equal(engine.Parameters.Values, loaded.Parameters.Values);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Train_RefusesOtherData()
    {
        var engine = Classifier();
        Assert.Contains("The model takes 3 floats a sample as 'inputs', column 0 of 'data' has 2 floats.", Refused(DataSet.Of(new float[4], new int[2])));
        Assert.Contains("The model takes 1 integer a sample as 'labels', column 1 of 'data' has 1 float.", Refused(DataSet.Of(new float[6], new float[2], 2)));
        Assert.Contains("takes 2 columns (inputs, labels), 'data' has 1.", Refused(DataSet.Of(DataColumn.Of(new float[3], 3))));
        Assert.Contains("empty", Refused(TrainingSet.Slice(0, 0)));
        Assert.Contains("'labels' of row 1 of 'data' is 3; expected 0 to 2.", Assert.Throws<ArgumentOutOfRangeException>("data", () => engine.Evaluate(DataSet.Of(new float[6], [0, 3]))).Message);
        Assert.Throws<ArgumentOutOfRangeException>("Epochs", () => engine.Train(TrainingSet, options: new TrainingOptions { Epochs = 0 }, cancellation: Cancellation));
        Assert.Throws<ArgumentOutOfRangeException>("Patience", () => engine.Train(TrainingSet, options: new TrainingOptions { Patience = 0 }, cancellation: Cancellation));

        Assert.Throws<ArgumentOutOfRangeException>("MinimumImprovement", () => engine.Train(TrainingSet, options: new TrainingOptions { MinimumImprovement = float.PositiveInfinity }, cancellation: Cancellation));
        Assert.Throws<ArgumentOutOfRangeException>("ProgressInterval", () => engine.Train(TrainingSet, options: new TrainingOptions { ProgressInterval = TimeSpan.FromSeconds(-1) }, cancellation: Cancellation));
        Assert.Throws<ArgumentException>("CheckpointPath", () => engine.Train(TrainingSet, options: new TrainingOptions { CheckpointPath = "" }, cancellation: Cancellation));

        string Refused(DataSet data) => Assert.Throws<ArgumentException>("data", () => engine.Train(data)).Message;
    }

    [Fact]
    public void Train_BlamesTheValidationSet_WhereThatIsWrong()
    {
        Assert.Contains("'validation' is empty", Refused(TrainingSet.Slice(0, 0)));
        Assert.Contains("column 0 of 'validation' has 2 floats.", Refused(DataSet.Of(new float[4], new int[2])));
        Assert.Contains("'labels' of row 1 of 'validation' is 3", Assert.Throws<ArgumentOutOfRangeException>("validation", () => Classifier().Train(TrainingSet, DataSet.Of(new float[6], [0, 3]), cancellation: Cancellation)).Message);

        static string Refused(DataSet validation) => Assert.Throws<ArgumentException>("validation", () => Classifier().Train(TrainingSet, validation, cancellation: Cancellation)).Message;
    }

    [Theory]
    [InlineData(ScoreKind.BinaryLogits, 2f, "0 to 1")]
    [InlineData(ScoreKind.Signs, 0f, "-1 or 1")]
    public void Train_And_Evaluate_RefuseTargetsWithoutAMeaning_BeforeTheFirstStep(ScoreKind scores, float target, string expected)
    {
        var engine = new LinearModel(1, 2, scores).NewEngine();
        var data = DataSet.Of([1f, 1f], [1f, 1f, 1f, target], 2);
        Assert.Contains($"'targets' of row 1 of 'data' is {target}; expected {expected}.", Assert.Throws<ArgumentOutOfRangeException>("data", () => engine.Train(data, cancellation: Cancellation)).Message);
        Assert.Throws<ArgumentOutOfRangeException>("data", () => engine.Evaluate(data));
        Assert.Equal(0, engine.Steps);
    }

    [Theory]
    [InlineData(ScoreKind.BinaryLogits, 0f, 1f)]
    [InlineData(ScoreKind.Signs, -1f, 1f)]
    public void Evaluate_JudgesEachOutput_WhereEachIsAYesOrNo(ScoreKind scores, float no, float yes)
    {
        var engine = new LinearModel(1, 2, scores).NewEngine();
        engine.Parameters.Set("dense1.weight", [1f, -1f]);
        var evaluation = engine.Evaluate(DataSet.Of([1f, -1f], [yes, no, yes, yes], 2));
        Assert.Equal((2, 4L, 3L, 0.75), (evaluation.Count, evaluation.Answers, evaluation.Correct, evaluation.Accuracy!.Value));
    }

    [Fact]
    public void Evaluate_HasNoAccuracyForRegression()
    {
        var (inputs, targets) = Samples.Line(10);
        var evaluation = new LinearModel(2, 1, ScoreKind.None).NewEngine().Evaluate(DataSet.Of(inputs, targets, 10));
        Assert.Null(evaluation.Accuracy);
        Assert.Null(evaluation.ZeroOneLoss);
        Assert.True(evaluation.Loss > 0);
    }

    [Fact]
    public void Evaluate_IsTheMeanOverAllSamples_AlsoPastItsOwnBatches()
    {
        var (inputs, targets) = Samples.Line(1100);
        var engine = new LinearModel(2, 1, ScoreKind.None) { Penalty = 1 }.NewEngine();
        var expected = Enumerable.Range(0, 1100).Average(i => Math.Pow(engine.Predict(0, inputs.AsSpan(2 * i, 2))[0] - targets[i], 2));
        Assert.Equal(expected, engine.Evaluate(DataSet.Of(inputs, targets, 1100)).Loss, 1e-5);
    }

    private sealed class Recorder(Action<TrainingProgress>? action = null) : IProgress<TrainingProgress>
    {
        public List<TrainingProgress> Reports { get; } = [];

        public void Report(TrainingProgress value)
        {
            Reports.Add(value);
            action?.Invoke(value);
        }
    }
}
