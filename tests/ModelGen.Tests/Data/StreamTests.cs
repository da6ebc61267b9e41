using ModelGen.Tests.Runtime;
using Xunit;

namespace ModelGen.Tests.Data;

public sealed class StreamTests
{
    private static readonly Batching InOrder = new(3, Epochs: 10);
    private static readonly Batching Shuffled = new(6, Seed: 4, IsShuffled: true, Epochs: 10);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static List<int[]> Epoch(DataSet data, Batching batching, int epoch = 1, int batch = 0)
    {
        using var reader = NumberedBatches.Reader(data, batching);
        return NumberedBatches.Epoch(reader, epoch, batch);
    }

    private static T Thrown<T>(DataSet data, Batching? batching = null) where T : Exception => Assert.Throws<T>(() => Epoch(data, batching ?? InOrder));

    [Fact]
    public void Batches_FollowTheStream_FromItsFirstSampleInEachEpoch()
    {
        using var reader = NumberedBatches.Reader(NumberedBatches.Streamed(7), InOrder);
        Assert.Null(reader.Batches);
        for (var epoch = 1; epoch <= 4; epoch++)
            Assert.Equal([[0, 1, 2], [3, 4, 5], [6]], NumberedBatches.Epoch(reader, epoch));
    }

    [Fact]
    public void Batches_LeaveOutALastOneThatIsTooSmall_OrEmpty()
    {
        Assert.Equal([[0, 1, 2], [3, 4, 5]], Epoch(NumberedBatches.Streamed(7), InOrder with { Minimum = 2 }));
        Assert.Equal([[0, 1, 2], [3, 4, 5]], Epoch(NumberedBatches.Streamed(6), InOrder));
    }

    [Fact]
    public void AnAsynchronousStream_IsReadAlike()
    {
        var data = DataSet.Stream(Slowly(7), 1, new(2, i => new float[] { i, -i }), new(1, i => new[] { i }));
        Assert.Equal([[0, 1, 2], [3, 4, 5], [6]], Epoch(data, InOrder, epoch: 2));

        static async IAsyncEnumerable<int> Slowly(int count)
        {
            for (var i = 0; i < count; i++)
            {
                if (i % 2 == 0)
                    await Task.Delay(1, CancellationToken.None);
                yield return i;
            }
        }
    }

    [Fact]
    public void AShuffleBuffer_DrawsFromTheNextSamples_AsSeedAndEpochDecide()
    {
        var data = NumberedBatches.Streamed(100, shuffleBuffer: 20);
        int[] drawn = [.. Epoch(data, Shuffled).SelectMany(batch => batch)];
        Assert.Equal(Enumerable.Range(0, 100), drawn.Order());
        Assert.NotEqual(Enumerable.Range(0, 100), drawn);
        // The buffer holds samples up to place + 19.
        Assert.All(drawn.Index(), sample => Assert.InRange(sample.Item, 0, sample.Index + 19));
        Assert.Equal(drawn, Epoch(data, Shuffled).SelectMany(batch => batch));
        Assert.NotEqual(drawn, Epoch(data, Shuffled, epoch: 2).SelectMany(batch => batch));
        Assert.NotEqual(drawn, Epoch(data, Shuffled with { Seed = 5 }).SelectMany(batch => batch));
        Assert.Equal(Enumerable.Range(0, 100), Epoch(data, Shuffled with { IsShuffled = false }).SelectMany(batch => batch));
    }

    [Fact]
    public void AShuffleBufferOfAllSamples_TakesEachOrderEquallyOften()
    {
        var data = NumberedBatches.Streamed(3, shuffleBuffer: 3);
        using var reader = NumberedBatches.Reader(data, Shuffled with { Epochs = 3000 });
        var counts = Enumerable.Range(1, 3000).GroupBy(epoch => string.Concat(NumberedBatches.Epoch(reader, epoch)[0])).ToDictionary(group => group.Key, group => group.Count());
        Assert.Equal(6, counts.Count);
        // Five standard deviations around 500.
        Assert.All(counts.Values, count => Assert.InRange(count, 398, 602));
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(3, 0)]
    [InlineData(3, 2)]
    public void Begin_GoesWhereAnUndisturbedRunWouldBe(int epoch, int batch)
    {
        var data = NumberedBatches.Streamed(40, shuffleBuffer: 10);
        using var undisturbed = NumberedBatches.Reader(data, Shuffled);
        for (var before = 1; before < epoch; before++)
            NumberedBatches.Epoch(undisturbed, before);
        var expected = NumberedBatches.Epoch(undisturbed, epoch)[batch..];

        Assert.Equal(expected, Epoch(data, Shuffled, epoch, batch));
        // Back, from the middle of an epoch.
        undisturbed.Begin(5);
        Assert.True(undisturbed.Read(Cancellation));
        Assert.Equal(expected, NumberedBatches.Epoch(undisturbed, epoch, batch));
    }

    [Fact]
    public void Training_OnAStream_IsTrainingInMemory()
    {
        var (inputs, labels) = Samples.Classes(300);
        var rows = Enumerable.Range(0, 300);
        var stream = DataSet.Stream(rows, 1, new(3, row => inputs.AsSpan(3 * row, 3)), new(row => labels[row]));
        var options = new TrainingOptions { Epochs = 3, BatchSize = 16, Shuffle = false };
        var (streamed, inMemory) = (NewEngine(), NewEngine());
        var history = streamed.Train(stream, stream, options, Cancellation);
        var expected = inMemory.Train(DataSet.Of(inputs, labels), DataSet.Of(inputs, labels), options, Cancellation);
        Assert.Equal(inMemory.Parameters.Values, streamed.Parameters.Values);
        Assert.Equal(expected.Epochs.Select(epoch => (epoch.Loss, epoch.ValidationLoss)), history.Epochs.Select(epoch => (epoch.Loss, epoch.ValidationLoss)));
        Assert.All(expected.Epochs, epoch => Assert.Equal(TimeSpan.Zero, epoch.Waited));
        Assert.Equal(inMemory.Evaluate(DataSet.Of(inputs, labels)), streamed.Evaluate(stream));

        static ModelGen.Runtime.Engine NewEngine() => new LinearModel(3, 3, ModelGen.Runtime.ScoreKind.Logits).NewEngine();
    }

    [Fact]
    public void StepsThatWaitForData_AreTold()
    {
        var data = DataSet.Stream(Slow(), 1, new(1, i => new float[] { i }), new(i => (float)i));
        var history = new LinearModel(1, 1, ModelGen.Runtime.ScoreKind.None) { Rate = 1e-3f }.NewEngine().Train(
            data, options: new TrainingOptions { Epochs = 2, BatchSize = 4 }, cancellation: Cancellation);
        // Eight samples of five milliseconds in the first epoch, whose first batch is not counted; in the second twelve.
        Assert.True(history.Epochs[0].Waited > TimeSpan.FromMilliseconds(20), $"{history.Epochs[0].Waited}");
        Assert.True(history.Epochs[1].Waited > TimeSpan.FromMilliseconds(20), $"{history.Epochs[1].Waited}");

        static IEnumerable<int> Slow()
        {
            for (var i = 0; i < 12; i++)
            {
                Thread.Sleep(5);
                yield return i;
            }
        }
    }

    [Fact]
    public void Progress_KnowsTheStepsOfAnEpoch_OnceOneHasEnded()
    {
        var reports = new List<TrainingProgress>();
        var data = DataSet.Stream(Enumerable.Range(0, 10), 1, new(1, i => new float[] { i }), new(i => (float)i));
        new LinearModel(1, 1, ModelGen.Runtime.ScoreKind.None) { Rate = 1e-3f }.NewEngine().Train(
            data, options: new TrainingOptions { Epochs = 2, BatchSize = 4, Progress = new Reports(reports), ProgressInterval = TimeSpan.Zero }, cancellation: Cancellation);
        Assert.Equal([(1, 0), (2, 0), (3, 0), (3, 3), (1, 3), (2, 3), (3, 3)], reports.Select(report => (report.Step, report.StepsPerEpoch)));
        Assert.Equal([(1L, false), (2, false), (3, false), (3, true), (4, false), (5, false), (6, true)], reports.Select(report => (report.TotalSteps, report.IsEpochEnd)));
        Assert.All(reports.Take(3), report => Assert.Equal(TimeSpan.Zero, report.Remaining));
        Assert.True(reports[3].Remaining > TimeSpan.Zero);
    }

    [Fact]
    public void Streams_HaveNoNumbers()
    {
        var data = NumberedBatches.Streamed(7);
        Assert.True(data.IsStreamed);
        Assert.False(NumberedBatches.InMemory(7).IsStreamed);
        Assert.Contains("is streamed", Assert.Throws<InvalidOperationException>(() => data.Count).Message);
        Assert.Throws<InvalidOperationException>(() => data.Shuffle(1));
        Assert.Throws<InvalidOperationException>(() => data.Label(0));
        Assert.Throws<InvalidOperationException>(() => data.Column(0));
        Assert.Throws<InvalidOperationException>(() => data.SelectColumns(0));
        Assert.Throws<InvalidOperationException>(() => data.KFold(2));
    }

    [Fact]
    public void Samples_ThatDoNotFit_AreNamed()
    {
        var wide = DataSet.Stream(Enumerable.Range(0, 9), 2, new(2, i => i == 5 ? [5, -5, 0] : new float[] { i, -i }), new(i => i));
        Assert.Equal("'inputs' of row 5 of 'data' has 3 floats; expected 2.", Thrown<InvalidDataException>(wide).Message);
        Assert.Contains(
            "'labels' of row 2 of 'data' is 1000; expected 0 to 999.",
            Thrown<ArgumentOutOfRangeException>(NumberedBatches.Streamed([998, 999, 1000])).Message);
        var one = DataSet.Stream(Enumerable.Range(0, 9), 1, new SampleColumn<int>(i => i));
        Assert.Contains(
            "takes 2 columns (inputs, labels), 'data' has 1.",
            Assert.Throws<ArgumentException>("data", () => NumberedBatches.Reader(one, InOrder)).Message);
        var other = DataSet.Stream(Enumerable.Range(0, 9), 1, new(i => i), new(i => i));
        Assert.Contains(
            "The model takes 2 floats a sample as 'inputs', column 0 of 'data' has 1 integer.",
            Assert.Throws<ArgumentException>("data", () => NumberedBatches.Reader(other, InOrder)).Message);
    }

    [Fact]
    public void AStreamWithoutSamples_IsRefused_WhenItTurnsOut()
    {
        Assert.Contains("'data' is empty", Thrown<ArgumentException>(NumberedBatches.Streamed(0)).Message);
        Assert.Contains(
            "needs at least 3 samples, 'data' has 2.",
            Thrown<ArgumentException>(NumberedBatches.Streamed(2), InOrder with { Minimum = 3 }).Message);
    }

    [Fact]
    public void Arguments_AreChecked()
    {
        Assert.Throws<ArgumentOutOfRangeException>("shuffleBuffer", () => NumberedBatches.Streamed(3, shuffleBuffer: 0));
        Assert.Throws<ArgumentException>("columns", () => DataSet.Stream(Enumerable.Range(0, 3), 1));
        Assert.Throws<ArgumentNullException>("columns", () => DataSet.Stream(Enumerable.Range(0, 3), 1, new(i => i), null!));
        Assert.Throws<ArgumentNullException>("samples", () => DataSet.Stream((IEnumerable<int>)null!, 1, new SampleColumn<int>(i => i)));
        Assert.Throws<ArgumentNullException>("samples", () => DataSet.Stream((IAsyncEnumerable<int>)null!, 1, new SampleColumn<int>(i => i)));
        Assert.Throws<ArgumentNullException>("values", () => new SampleColumn<int>((Func<int, int>)null!));
        Assert.Throws<ArgumentOutOfRangeException>("width", () => new SampleColumn<int>(0, i => new float[i]));
    }

    [Fact]
    public void WhatAStreamThrows_IsThrownWhereItIsRead_AfterTheSamplesBefore()
    {
        using var reader = NumberedBatches.Reader(NumberedBatches.Streamed(Broken()), InOrder);
        for (var attempt = 0; attempt < 2; attempt++)
        {
            reader.Begin(1);
            Assert.True(reader.Read(Cancellation));
            Assert.Equal([0, 1, 2], NumberedBatches.Samples(reader));
            Assert.Equal("Torn off.", Assert.Throws<IOException>(() => reader.Read(Cancellation)).Message);
        }

        static IEnumerable<int> Broken()
        {
            for (var i = 0; i < 4; i++)
                yield return i;
            throw new IOException("Torn off.");
        }
    }

    [Fact]
    public void Streams_AreEnumeratedOncePerEpoch_AndClosed()
    {
        int opened = 0, closed = 0;
        using (var reader = NumberedBatches.Reader(NumberedBatches.Streamed(Counted()), InOrder with { Epochs = 2 }))
        {
            Assert.Equal(10, NumberedBatches.Epoch(reader, 1).Count);
            Assert.Equal(10, NumberedBatches.Epoch(reader, 2).Count);
        }

        Assert.Equal((2, 2), (opened, closed));
        using (var reader = NumberedBatches.Reader(NumberedBatches.Streamed(Counted()), InOrder))
        {
            reader.Begin(1);
            Assert.True(reader.Read(Cancellation));
        }

        Assert.Equal(opened, closed);

        IEnumerable<int> Counted()
        {
            opened++;
            try
            {
                for (var i = 0; i < 30; i++)
                    yield return i;
            }
            finally
            {
                closed++;
            }
        }
    }

    [Fact]
    public void AWait_EndsWhenItIsCancelled()
    {
        var data = DataSet.Stream(Endless(CancellationToken.None), 1, new(2, i => new float[] { i, -i }), new(i => i));
        using var reader = NumberedBatches.Reader(data, InOrder);
        using var source = new CancellationTokenSource();
        reader.Begin(1);
        source.CancelAfter(1);
        Assert.ThrowsAny<OperationCanceledException>(() => reader.Read(source.Token));

        static async IAsyncEnumerable<int> Endless([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation = default)
        {
            yield return 0;
            await Task.Delay(Timeout.Infinite, cancellation);
        }
    }

    private sealed class Reports(List<TrainingProgress> reports) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => reports.Add(value);
    }
}
