using Xunit;

namespace ModelGen.Text.Tests;

/// <summary>Training on samples of different lengths.</summary>
public sealed class SequenceTrainingTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Training_LearnsWhatOnlyAMemoryKnows()
    {
        var model = new LastWordTagger(seed: 1);
        _ = model.Train(Sentences(600, seed: 1), options: new TrainingOptions { Epochs = 12, BatchSize = 16, Seed = 1 }, cancellation: Cancellation);
        var evaluation = model.Evaluate(Sentences(100, seed: 2));
        Assert.InRange(evaluation.Accuracy!.Value, 0.99, 1);
    }

    [Fact]
    public void Evaluation_CountsEachStepTheSame()
    {
        // More samples than one batch of an evaluation has, so that batches of other numbers of steps are weighed.
        var (words, tags) = Make(700, seed: 3);
        var model = new LastWordTagger(seed: 1);
        var evaluation = model.Evaluate(Data(words, tags));
        Assert.Equal(model.Loss(words.Values, words.Lengths, tags.Values), evaluation.Loss, 1e-5f);

        var scores = model.Tag(words.Values, words.Lengths);
        var right = Enumerable.Range(0, words.Values.Length).Count(step => scores.AsSpan(3 * step, 3).IndexOf(scores.AsSpan(3 * step, 3).ToArray().Max()) == tags.Values[step]);
        Assert.Equal(right / (double)words.Values.Length, evaluation.Accuracy!.Value, 12);
    }

    [Fact]
    public void AccumulatedBatches_CountEachStepTheSame()
    {
        // Two batches of 5 in one step are one batch of 10: the order of the samples alone differs, which rounding sees.
        var data = Sentences(10, seed: 4);
        var options = new TrainingOptions { Epochs = 1, BatchSize = 10, Shuffle = false };
        var (whole, parts) = (new LastWordTagger(seed: 1), new LastWordTagger(seed: 1));
        var ofWhole = whole.Train(data, options: options, cancellation: Cancellation);
        var ofParts = parts.Train(data, options: options with { BatchSize = 5, AccumulatedBatches = 2 }, cancellation: Cancellation);
        Assert.Equal(ofWhole.Epochs[0].Loss, ofParts.Epochs[0].Loss, 1e-5f);
        Assert.All(whole.Parameters.Values.ToArray().Zip(parts.Parameters.Values.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
    }

    [Fact]
    public void Training_GoesOnWithTheSameBits()
    {
        var data = Sentences(90, seed: 5);
        var path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "training.safetensors");
        try
        {
            var options = new TrainingOptions { Epochs = 4, BatchSize = 8, Seed = 3, CheckpointPath = path };
            var (undisturbed, first, second) = (new LastWordTagger(seed: 1), new LastWordTagger(seed: 1), new LastWordTagger(seed: 9));
            _ = undisturbed.Train(data, options: options with { CheckpointPath = null }, cancellation: Cancellation);
            _ = first.Train(data, options: options with { Steps = 17 }, cancellation: Cancellation);
            _ = second.Train(data, options: options with { Resume = true }, cancellation: Cancellation);
            Assert.Equal(undisturbed.Parameters.Values, second.Parameters.Values);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
    }

    [Fact]
    public void WrongData_SaysWhatIsExpected()
    {
        var model = new LastWordTagger(seed: 1);
        Assert.Contains("'words' of row 1 of 'data' has 9 steps; expected 1 to 8.", Failure([[1], [1, 1, 1, 1, 1, 1, 1, 1, 1]], [[1], [1, 1, 1, 1, 1, 1, 1, 1, 1]]), StringComparison.Ordinal);
        Assert.Contains("'words' of row 0 of 'data' has 0 steps; expected 1 to 8.", Failure([[]], [[]]), StringComparison.Ordinal);
        Assert.Contains("'tags' of row 1 of 'data' has 3 steps; expected 2, as 'words' has.", Failure([[1], [1, 2]], [[1], [1, 2, 0]]), StringComparison.Ordinal);
        Assert.Contains("'words' of row 1 of 'data' is 6; expected 0 to 5.", Failure([[1], [1, 6]], [[1], [1, 2]]), StringComparison.Ordinal);
        var flat = Assert.Throws<ArgumentException>(() => model.Train(DataSet.Of(DataColumn.Of([1, 2]), DataColumn.Of([1, 2])), cancellation: Cancellation));
        Assert.Contains("The model takes 1 integer for each step of a sequence as 'words', column 0 of 'data' has 1 integer.", flat.Message, StringComparison.Ordinal);
        var single = Assert.Throws<ArgumentException>(() => model.Train(DataSet.Of(DataColumn.Of(Ragged.Of<int>([[1, 2]]))), cancellation: Cancellation));
        Assert.Contains("The model takes 2 columns (words, tags), 'data' has 1.", single.Message, StringComparison.Ordinal);

        string Failure(int[][] words, int[][] tags) => Assert.ThrowsAny<ArgumentException>(() => model.Train(Data(Ragged.Of<int>(words), Ragged.Of<int>(tags)), cancellation: Cancellation)).Message;
    }

    private static DataSet Sentences(int count, int seed)
    {
        var (words, tags) = Make(count, seed);
        return Data(words, tags);
    }

    private static DataSet Data(Ragged<int> words, Ragged<int> tags) => DataSet.Of(DataColumn.Of(words), DataColumn.Of(tags));

    /// <summary>The tag of a word is the remainder of the one before it by 3, 0 at the beginning.</summary>
    private static (Ragged<int> Words, Ragged<int> Tags) Make(int count, int seed)
    {
        var random = new Random(seed);
        var words = Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, random.Next(1, 9)).Select(_ => random.Next(6)).ToArray()).ToArray();
        return (Ragged.Of<int>(words), Ragged.Of<int>(words.Select(sentence => sentence.Select((_, i) => i == 0 ? 0 : sentence[i - 1] % 3).ToArray())));
    }
}
