using ModelGen.Compiler.Optimizers;
using ModelGen.Testing;

namespace ModelGen.Generators.Tests.Emitted;

/// <summary>Sparse embeddings: gradients, and steps that touch only the rows that they used, against dense ones and against the optimizers' reference.</summary>
public sealed class SparseTests
{
    private const int Vocabulary = 40;

    private static readonly int[] Lengths = [3, 1, 4, 2, 4, 1, 1, 2, 3, 4, 4, 1, 2, 3, 2, 1, 4, 2, 2];

    /// <summary>Shared rows of several parameters, along time and not, and rows beside them that are not shared.</summary>
    private static string Source(string training, bool sparse = true, string rest = "") => $$"""
        using ModelGen;
        using static ModelGen.Ops;

        [Model]
        public partial class Words
        {
            [Embedding(40, 5, Sparse = {{(sparse ? "true" : "false")}})] private static partial Symbol Word(Indices word);

            [Network]
            static Symbol Predict([Sequence(4)] Indices context, Indices word) => Dense(Concat(MeanSteps(Word(context)), Word(word)), 3);

            [Objective, {{training}}]
            static Symbol Loss([Sequence(4)] Indices context, Indices word, [Shape(2)] Indices pair, Label label, [Shape(1)] Symbol scale) =>
                CrossEntropy(Predict(context, word) * scale, label) + Sum(Square(Word(pair) + Embedding(word, 40, 5, sparse: {{(sparse ? "true" : "false")}})));

            {{rest}}
        }
        """;

    [Theory]
    [InlineData(1)]
    [InlineData(19)]
    [InlineData(35)]
    public void Gradients_MatchReference(int batch) => EmittedFunctions.MatchReference(Source("Sgd(0.1f)"), batch);

    [Fact]
    public void Scan_MatchesReference() => EmittedFunctions.MatchReference(
        """
        using ModelGen;
        using static ModelGen.Ops;

        [Model]
        public partial class Scanned
        {
            [Objective, Sgd(0.1f)]
            static Symbol Loss([Sequence(5)] Indices words) => Sum(Square(LastStep(Scan(Embedding(words, 9, 4, sparse: true), Zeros(4), (h, x) => Tanh(h + x + Embedding(words, 9, 4, sparse: true))))));
        }
        """,
        batch: 19);

    [Theory]
    [InlineData("Sgd(0.1f)")]
    [InlineData("Adagrad(0.1f, RateDecay = 0.1f, InitialSum = 0.5f)")]
    [InlineData("Sgd(0.1f), ClipGradientNorm(0.3f), ClipGradientValue(0.05f)")]
    public void Steps_AreThoseOfADenseEmbedding(string training)
    {
        var (sparse, dense) = (DynamicModel.Create(Source(training), seed: 1), DynamicModel.Create(Source(training, sparse: false), seed: 2));
        CopyParameters(sparse, dense);
        for (var step = 0; step < 5; step++)
        {
            var batch = Batch(step);
            Assert.Equal(dense.Call("TrainStep", batch), sparse.Call("TrainStep", batch), 1e-4f);
            AssertClose(dense.Gradients, sparse.Gradients);
        }

        AssertClose(dense.Parameters, sparse.Parameters);
    }

    [Fact]
    public void Adam_MovesOnlyRowsThatAreUsed_AsSparseAdam()
    {
        var model = DynamicModel.Create(Source("Adam(0.05f)"), seed: 1);
        var expected = model.Parameters.ToDictionary(tensor => tensor.Name, tensor => Array.ConvertAll(tensor.Values.ToArray(), value => (double)value));
        var slots = expected.ToDictionary(pair => pair.Key, pair => pair.Value.Select(_ => new double[2]).ToArray());
        var optimizer = new Adam(0.05f);
        for (var step = 1; step <= 4; step++)
        {
            var before = model.Parameters.ToDictionary(tensor => tensor.Name, tensor => tensor.Values.ToArray());
            var batch = Batch(step);
            _ = model.Call("TrainStep", batch);
            foreach (var gradient in model.Gradients)
            {
                var used = UsedParameters(gradient, batch);
                for (var i = 0; i < gradient.Values.Length; i++)
                {
                    if (used?.Contains(i / 5) == false)
                    {
                        Assert.Equal(0, gradient.Values[i]);
                        Assert.Equal(before[gradient.Name][i], model.Parameters[gradient.Name].Values[i]);
                        continue;
                    }

                    var (parameter, kept) = (expected[gradient.Name][i], slots[gradient.Name][i]);
                    expected[gradient.Name][i] = used is null ? optimizer.Update(parameter, gradient.Values[i], kept, step) : optimizer.UpdateOfRow(parameter, gradient.Values[i], kept, step);
                    Assert.Equal(expected[gradient.Name][i], model.Parameters[gradient.Name].Values[i], 1e-5);
                }
            }
        }
    }

    /// <summary>PyTorch's formula, written down as its SparseAdam has it.</summary>
    [Fact]
    public void UpdateOfRow_IsSparseAdams()
    {
        double parameter = 0.5, mean = 0, variance = 0, expected = 0.5;
        var slots = new double[2];
        foreach (var (step, gradient) in new[] { (1, 1e-7), (3, -2e-8), (4, 3e-8), (9, 1e-8) })
        {
            parameter = new Adam(0.01f, 0.8f, 0.9f, 1e-8f).UpdateOfRow(parameter, gradient, slots, step);
            mean += (gradient - mean) * (1 - 0.8);
            variance += ((gradient * gradient) - variance) * (1 - 0.9);
            expected -= 0.01 * Math.Sqrt(1 - Math.Pow(0.9, step)) / (1 - Math.Pow(0.8, step)) * mean / (Math.Sqrt(variance) + 1e-8);
            Assert.Equal(expected, parameter, 1e-8);
        }
    }

    /// <summary>Two batches whose gradients make one step are one batch, whichever rows each of them uses.</summary>
    [Fact]
    public void AccumulatedBatches_AreThoseOfADenseEmbedding()
    {
        const string Training = "Adagrad(0.1f), ClipGradientNorm(0.5f)";
        var (sparse, dense) = (DynamicModel.Create(Source(Training), seed: 1), DynamicModel.Create(Source(Training, sparse: false), seed: 2));
        CopyParameters(sparse, dense);
        var options = new TrainingOptions { Epochs = 3, BatchSize = 4, AccumulatedBatches = 2 };
        foreach (var model in new[] { sparse, dense })
        {
            _ = model.Trainable.Train(Data(), cancellation: TestContext.Current.CancellationToken, options: options);
        }

        AssertClose(dense.Parameters, sparse.Parameters);
    }

    /// <summary>A step that is not finite leaves parameters and moments as they were, and no row of it behind.</summary>
    [Fact]
    public void AFailedStep_ChangesNothing()
    {
        var (failing, other) = (DynamicModel.Create(Source("Adam(0.05f)"), seed: 1), DynamicModel.Create(Source("Adam(0.05f)"), seed: 1));
        foreach (var model in new[] { failing, other })
        {
            _ = model.Call("TrainStep", Batch(1));
        }

        var before = failing.Parameters.Values.ToArray();
        Assert.False(float.IsFinite(failing.Call("TrainStep", Batch(2, float.PositiveInfinity))));
        Assert.Equal(before, failing.Parameters.Values.ToArray());

        Assert.Equal(other.Call("TrainStep", Batch(3)), failing.Call("TrainStep", Batch(3)));
        Assert.Equal(other.Parameters.Values.ToArray(), failing.Parameters.Values.ToArray());
        Assert.Equal(other.Gradients.Values.ToArray(), failing.Gradients.Values.ToArray());
    }

    [Fact]
    public void ATrainingThatGoesOn_HasTheSameBits()
    {
        using var folder = new TemporaryFolder();
        var options = new TrainingOptions { Epochs = 4, BatchSize = 4, CheckpointPath = folder.PathOf("run.safetensors"), CheckpointInterval = TimeSpan.Zero, Resume = true };
        var (whole, first, second) = (DynamicModel.Create(Source("Adam(0.05f)"), seed: 1), DynamicModel.Create(Source("Adam(0.05f)"), seed: 1), DynamicModel.Create(Source("Adam(0.05f)"), seed: 9));

        _ = whole.Trainable.Train(Data(), options: options with { CheckpointPath = null, Resume = false }, cancellation: TestContext.Current.CancellationToken);
        _ = first.Trainable.Train(Data(), options: options with { Steps = 7 }, cancellation: TestContext.Current.CancellationToken);
        _ = second.Trainable.Train(Data(), options: options, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(whole.Parameters.Values.ToArray(), second.Parameters.Values.ToArray());
    }

    /// <summary>Objectives that share rows: the gradient is that of the objective that stepped last, and nothing of the other's.</summary>
    [Fact]
    public void Objectives_HaveGradientsOfTheirOwn()
    {
        var model = DynamicModel.Create(Source("Sgd(0.1f)", rest: "[Objective, Adam(0.1f)] static Symbol Short([Shape(2)] Indices pair) => Sum(Square(Word(pair)));"), seed: 1);
        _ = model.Call("LossStep", Batch(1));
        var before = model.Parameters["word.weight"].Values.ToArray();
        var loss = model.Call("ShortStep", new[] { 7, 7, 30, 2 });

        int[] used = [2, 7, 30];
        foreach (var (gradient, i) in model.Gradients["word.weight"].Values.ToArray().Select((gradient, i) => (gradient, i)))
        {
            // Of two samples' means; the first has its row twice.
            Assert.Equal(i / 5 == 7 ? 2 * before[i] : used.Contains(i / 5) ? before[i] : 0, gradient, 1e-6f);
            Assert.Equal(used.Contains(i / 5), before[i] != model.Parameters["word.weight"].Values[i]);
        }

        Assert.All(model.Gradients["loss.embedding1.weight"].Values.ToArray(), gradient => Assert.Equal(0, gradient));
        Assert.Equal(before.Where((_, i) => i / 5 is 7).Sum(value => value * value) + (before.Where((_, i) => i / 5 is 30 or 2).Sum(value => value * value) / 2), loss, 1e-4f);
    }

    [Fact]
    public void NumbersThatWouldMoveOtherRows_AreRefused()
    {
        var model = DynamicModel.Create(Source("Sgd(0.1f)"), seed: 1);
        foreach (var name in new[] { "momentum", "weightDecay" })
        {
            var exception = Assert.Throws<ArgumentOutOfRangeException>(() => model.Hyperparameters[name] = 0.5f);
            Assert.Contains($"'{name}' must be 0, as another value would change rows of sparse embeddings", exception.Message, StringComparison.Ordinal);
        }

        var refused = Assert.Throws<ArgumentException>(() => model.Set("ParameterGroups", new[] { new ParameterGroup("word*") { WeightDecay = 0.1f } }));
        Assert.Contains("'word.weight' is sparse", refused.Message, StringComparison.Ordinal);

        // Frozen rows stay; a decay of dense weights is theirs alone.
        model.ParameterGroups = [new ParameterGroup("word") { IsFrozen = true }, new ParameterGroup("dense1*") { WeightDecay = 0.1f }];
        var before = model.Parameters["word.weight"].Values.ToArray();
        _ = model.Call("TrainStep", Batch(1));
        Assert.Equal(before, model.Parameters["word.weight"].Values.ToArray());
    }

    private static DataSet Data()
    {
        var batch = Batch(5);
        return DataSet.Of(
            DataColumn.Of(Ragged.Of<int>([.. Lengths.Select((length, i) => ((int[])batch[0]).Skip(Lengths[..i].Sum()).Take(length).ToArray())])),
            DataColumn.Of((int[])batch[2]),
            DataColumn.Of((int[])batch[3], 2),
            DataColumn.Of((int[])batch[4]),
            DataColumn.Of((float[])batch[5], 1));
    }

    /// <summary>The rows of a sparse tensor that a batch uses; null for a dense one.</summary>
    private static HashSet<int>? UsedParameters(NamedTensor tensor, Array[] batch) => tensor.Name switch
    {
        "word.weight" => [.. (int[])batch[0], .. (int[])batch[2], .. (int[])batch[3]],
        "loss.embedding1.weight" => [.. (int[])batch[2]],
        _ => null,
    };

    private static Array[] Batch(int seed, float scale = 1)
    {
        var random = new Random(seed);
        return
        [
            Words(Lengths.Sum()), Lengths, Words(Lengths.Length), Words(2 * Lengths.Length), Words(Lengths.Length).Select(word => word % 3).ToArray(),
            Enumerable.Repeat(scale, Lengths.Length).ToArray(),
        ];

        // Frequent words and rare ones.
        int[] Words(int count) => [.. Enumerable.Range(0, count).Select(_ => random.Next(2) == 0 ? random.Next(3) : random.Next(Vocabulary))];
    }

    private static void CopyParameters(DynamicModel from, DynamicModel to)
    {
        foreach (var tensor in from.Parameters)
        {
            to.Parameters.Set(tensor.Name, tensor.Values);
        }
    }

    private static void AssertClose(NamedTensors expected, NamedTensors actual)
    {
        Assert.Equal(expected.Select(tensor => tensor.Name).Order(), actual.Select(tensor => tensor.Name).Order());
        foreach (var tensor in expected)
        {
            Assert.All(tensor.Values.ToArray().Zip(actual[tensor.Name].Values.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
        }
    }
}
