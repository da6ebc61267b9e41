using System.Numerics.Tensors;
using ModelGen.Runtime;
using Xunit;

namespace ModelGen.Tests.Runtime;

public sealed class PredictionTests
{
    private static Engine Engine(ScoreKind scores, int outputs = 3)
    {
        var engine = new LinearModel(2, outputs, scores).NewEngine();
        engine.Parameters.Set("dense1.weight", [.. Enumerable.Range(0, 2 * outputs).Select(i => (float)i)]);
        engine.Parameters.Set("dense1.bias", [.. Enumerable.Range(0, outputs).Select(i => -10f * i)]);
        return engine;
    }

    [Fact]
    public void Predict_GivesTheNetworksOutput() =>
        Assert.Equal([0 * 3f + 1 * 2 - 0, 2 * 3f + 3 * 2 - 10, 4 * 3f + 5 * 2 - 20], Engine(ScoreKind.None).Predict(0, [3f, 2f]));

    [Fact]
    public void Predict_SeesParametersThatWereSetOrTrained()
    {
        var engine = Engine(ScoreKind.None, outputs: 1);
        Assert.Equal([2f], engine.Predict(0, [1f, 2f]));
        engine.Parameters.Set("dense1.weight", [1f, 1f]);
        Assert.Equal([3f], engine.Predict(0, [1f, 2f]));
        engine.TrainStep(0, Columns.Of([1f, 2f], (ReadOnlySpan<float>)[10f]));
        Assert.True(engine.Predict(0, [1f, 2f])[0] > 3);
    }

    [Fact]
    public void Predict_NamesExpectedAndActualLength()
    {
        var engine = Engine(ScoreKind.None);
        Assert.Contains("Expected 2 values, one sample, got 4", Assert.Throws<ArgumentException>("input", () => engine.Predict(0, new float[4])).Message);
        Assert.Contains("Expected 3 values, one sample, got 2", Assert.Throws<ArgumentException>("output", () => engine.Predict(0, new float[2], new float[2])).Message);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(100)]
    public void Predict_OfABatchEqualsItsSamples(int batch)
    {
        var engine = Engine(ScoreKind.None);
        var inputs = Samples.Line(batch).Inputs;
        var outputs = new float[batch * 3];
        engine.Predict(0, new ReadOnlyTensorSpan<float>(inputs, [batch, 2]), new TensorSpan<float>(outputs, [batch, 3]));
        for (var i = 0; i < batch; i++)
            Assert.Equal(engine.Predict(0, inputs.AsSpan(2 * i, 2)), outputs[(3 * i)..(3 * i + 3)]);
    }

    [Fact]
    public void Predict_OfNoSamplesGivesNone()
    {
        var engine = Engine(ScoreKind.None);
        engine.PredictBatch(0, Columns.Of(default(ReadOnlySpan<float>)), Outputs.Of([]));
        Assert.Contains("Expected 0 values", Assert.Throws<ArgumentException>("output", () => engine.PredictBatch(0, Columns.Of(default(ReadOnlySpan<float>)), Outputs.Of(new float[3]))).Message);
        Assert.Contains("at least one sample", Assert.Throws<ArgumentException>("input", () => engine.Label(0, Columns.Of(default(ReadOnlySpan<float>)))).Message);
    }

    [Fact]
    public void Predict_RefusesOtherShapesAndStrides()
    {
        var engine = Engine(ScoreKind.None);
        Assert.Contains("Expected the shape [batch, 2], got [4, 3]", Assert.Throws<ArgumentException>("inputs", () => engine.Predict(0, new ReadOnlyTensorSpan<float>(new float[12], [4, 3]), new TensorSpan<float>(new float[12], [4, 3]))).Message);
        Assert.Contains("as many samples as 'inputs' has, 4, got 3", Assert.Throws<ArgumentException>("outputs", () => engine.Predict(0, new ReadOnlyTensorSpan<float>(new float[8], [4, 2]), new TensorSpan<float>(new float[9], [3, 3]))).Message);
        Assert.Contains("side by side", Assert.Throws<ArgumentException>("inputs", () => engine.Predict(0, new ReadOnlyTensorSpan<float>(new float[12], [4, 2], [3, 1]), new TensorSpan<float>(new float[12], [4, 3]))).Message);
    }

    [Fact]
    public void Probabilities_FollowFromTheKindOfScores()
    {
        Span<float> output = stackalloc float[3];
        var logits = Engine(ScoreKind.Logits);
        float[] input = [1f, 0.5f];
        var scores = logits.Predict(0, input);
        logits.Probabilities(0, input, output);
        var sum = scores.Sum(score => Math.Exp(score));
        for (var i = 0; i < 3; i++)
            Assert.Equal(Math.Exp(scores[i]) / sum, output[i], 1e-6);
        Engine(ScoreKind.BinaryLogits).Probabilities(0, input, output);
        for (var i = 0; i < 3; i++)
            Assert.Equal(1 / (1 + Math.Exp(-scores[i])), output[i], 1e-6);
        Engine(ScoreKind.LogProbabilities).Probabilities(0, input, output);
        Assert.Equal(Math.Exp(scores[2]), output[2], 1e-6);
        Assert.Throws<InvalidOperationException>(() => Engine(ScoreKind.None).Probabilities(0, input, new float[3]));
    }

    [Fact]
    public void Label_IsTheLargestScore_OrTheSignOfASingleOne()
    {
        Assert.Equal(0, Engine(ScoreKind.Logits).Label(0, [1f, 1f]));
        Assert.Equal(2, Engine(ScoreKind.Logits).Label(0, [9f, 9f]));
        Assert.Equal(1, Engine(ScoreKind.BinaryLogits, outputs: 1).Label(0, [0f, 1f]));
        Assert.Equal(0, Engine(ScoreKind.BinaryLogits, outputs: 1).Label(0, [0f, 0f]));
    }

    [Fact]
    public void Predict_IsTheSameFromManyThreadsAtOnce()
    {
        var engine = Engine(ScoreKind.None);
        var inputs = Samples.Line(64).Inputs;
        var expected = Enumerable.Range(0, 64).Select(i => engine.Predict(0, inputs.AsSpan(2 * i, 2))).ToArray();
        var batch = expected.SelectMany(output => output).ToArray();
        Parallel.For(0, 2000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, round =>
        {
            if (round % 10 == 0)
            {
                var outputs = new float[64 * 3];
                engine.Predict(0, new ReadOnlyTensorSpan<float>(inputs, [64, 2]), new TensorSpan<float>(outputs, [64, 3]));
                Assert.Equal(batch, outputs);
            }
            else
            {
                Assert.Equal(expected[round % 64], engine.Predict(0, inputs.AsSpan(round % 64 * 2, 2)));
            }
        });
    }
}
