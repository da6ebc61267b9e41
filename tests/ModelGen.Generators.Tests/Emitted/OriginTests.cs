using ModelGen.Testing;

namespace ModelGen.Generators.Tests.Emitted;

/// <summary>Where a step fails on finite data, the message names the layer that made the first value that is not finite.</summary>
public sealed class OriginTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, InlineData("Auto"), InlineData("Full"), InlineData("Tiles")]
    public void TheLogarithmOfANegativeNumber_IsNamed(string unroll)
    {
        var model = Logarithms(unroll);
        model.Parameters.Set("dense1.weight", new float[8]);
        model.Parameters.Set("dense1.bias", [1, 1, -1, 1]);
        AssertContains("'dense1 to log1' made the first value that is not finite, of the batch's sample 0. A smaller", MessageOf(model, samples: 40));
    }

    [Theory, InlineData("Auto"), InlineData("Full"), InlineData("Tiles")]
    public void TheLayerThatOverflows_IsNamed_InWhateverStageItIs(string unroll)
    {
        const string Layers = "Input(2), Dense(4), BatchNorm, Relu, Dense(4), BatchNorm, Relu, Dense(3), CrossEntropy, Sgd(0.1f)";
        foreach (var (tensor, layer) in new[] { ("dense1.weight", "dense1"), ("batchNorm1.weight", "batchNorm1"), ("dense2.weight", "dense2"), ("dense3.weight", "dense3") })
        {
            var model = DynamicModel.Of(Layers, seed: 1, $"Model(Unroll = Unroll.{unroll})");
            model.Parameters.Set(tensor, [.. Enumerable.Repeat(float.MaxValue, model.Parameters[tensor].Values.Length)]);
            var message = MessageOf(model, samples: 40);
            Assert.True(message.Contains($"'{layer}' made", StringComparison.Ordinal) || message.Contains($"'{layer} to relu", StringComparison.Ordinal), $"{tensor}: {message}");
        }
    }

    [Fact]
    public void TheSampleIsNamed()
    {
        var model = Logarithms("Auto");
        model.Parameters.Set("dense1.weight", [1, 0, 1, 0, 1, 0, 1, 0]);
        model.Parameters.Set("dense1.bias", new float[4]);
        float[] inputs = [.. Enumerable.Range(0, 80).Select(i => i == 2 * 37 ? -1f : 1f)];
        var options = new TrainingOptions { BatchSize = 40, Shuffle = false };
        var exception = Assert.Throws<TrainingException>(() => model.Trainable.Train(DataSet.Of(inputs, new int[40]), options: options, cancellation: Cancellation));
        AssertContains("'dense1 to log1' made the first value that is not finite, of the batch's sample 37.", exception.Message);
    }

    [Fact]
    public void ABatchOfOne_IsLookedAtToo()
    {
        var model = Logarithms("Auto");
        model.Parameters.Set("dense1.bias", [-9, -9, -9, -9]);
        AssertContains("'dense1 to log1' made", MessageOf(model, samples: 1));
    }

    [Fact]
    public void LayersOfSequences_AreNamed()
    {
        var model = DynamicModel.Create("""
            using ModelGen;
            [Model] public partial class Sample
            {
                [Network] static Symbol Predict([Sequence(4), Shape(1)] Symbol x) => Ops.Dense(Ops.MeanSteps(Ops.Log(x)), 3);
                [Objective, Sgd(0.1f)] static Symbol Loss([Sequence(4), Shape(1)] Symbol x, Label label) => Ops.CrossEntropy(Predict(x), label);
            }
            """);
        AssertContains("'log1' made the first value that is not finite, of the batch's sample 1.", MessageOf([[1, 2, 3, 4], [2, -1], [3]]));
        model.Parameters.Set("dense1.weight", [float.MaxValue, float.MaxValue, float.MaxValue]);
        AssertContains("'dense1' made the first value that is not finite, of the batch's sample 0.", MessageOf([[9, 9, 9, 9], [9, 9], [9]]));

        string MessageOf(float[][] sequences) => Assert.Throws<TrainingException>(() => model.Trainable.Train(
            DataSet.Of(DataColumn.Of(Ragged.Of(sequences)), DataColumn.Of(new int[3])), options: new TrainingOptions { Shuffle = false }, cancellation: Cancellation)).Message;
    }

    [Fact]
    public void WhereValuesAreFinite_TheFirstGradientOnTheWayBackIsNamed()
    {
        var model = DynamicModel.Create("""
            using ModelGen;
            [Model] public partial class Sample
            {
                [Network] static Symbol Predict([Shape(2)] Symbol x) => Ops.Dense(Ops.Sqrt(Ops.Dense(Ops.Dense(x, 2), 4)), 3);
                [Objective, Sgd(0.1f)] static Symbol Loss([Shape(2)] Symbol x, Label label) => Ops.CrossEntropy(Predict(x), label);
            }
            """);
        model.Parameters.Set("dense2.weight", new float[8]);
        model.Parameters.Set("dense2.bias", new float[4]);
        Assert.Contains("The layers' values are finite; on the way back from the loss, the gradient of 'dense2.bias' is the first that is not.", MessageOf(model, samples: 8));
    }

    [Fact]
    public void OfSeveralObjectives_TheOneThatFailedIsNamed_AndThoseThatHaveMadeTheirStep()
    {
        const string Source = """
            using ModelGen;
            [Model] public partial class Sample
            {
                [Network] static Symbol Good([Shape(2)] Symbol x) => Ops.Dense(x, 3);
                [Network] static Symbol Bad([Shape(2)] Symbol x) => Ops.Dense(Ops.Log(x), 3);
                [Objective, Sgd(0.1f)] static Symbol GoodLoss([Shape(2)] Symbol x, Label label) => Ops.CrossEntropy(Good(x), label);
                [Objective, Sgd(0.1f)] static Symbol BadLoss([Shape(2)] Symbol x, Label label) => Ops.CrossEntropy(Bad(x), label);
            }
            """;
        var (model, alone) = (DynamicModel.Create(Source), DynamicModel.Create(Source));
        float[] inputs = [1, 2, 3, -4];
        var exception = Assert.Throws<TrainingException>(() => model.Trainable.Train(DataSet.Of(inputs, new int[2]), options: new TrainingOptions { Shuffle = false }, cancellation: Cancellation));
        AssertContains("step 1; it was that of 'BadLoss', before which 'GoodLoss' had made theirs: these weights are kept. 'bad.log1' made the first value that is not finite, of the batch's sample 1.", exception.Message);
        Assert.NotEqual(alone.Parameters.Values.ToArray(), model.Parameters.Values.ToArray());
        _ = alone.Call("GoodLossStep", inputs, new int[2]);
        Assert.Equal(alone.Parameters.Values, model.Parameters.Values);
        var options = new TrainingOptions { AccumulatedBatches = 2, BatchSize = 1, Shuffle = false };
        var before = model.Parameters.Values.ToArray();
        exception = Assert.Throws<TrainingException>(() => model.Trainable.Train(DataSet.Of(inputs, new int[2]), options: options, cancellation: Cancellation));
        AssertContains("step 1; it was that of 'BadLoss', and the weights before that step are kept. 'bad.log1' made", exception.Message);
        Assert.Equal(before, model.Parameters.Values);
    }

    private static DynamicModel Logarithms(string unroll) => DynamicModel.Create($$"""
        using ModelGen;
        [Model(Unroll = Unroll.{{unroll}})] public partial class Sample
        {
            [Network] static Symbol Predict([Shape(2)] Symbol x) => Ops.Dense(Ops.Log(Ops.Dense(x, 4)), 3);
            [Objective, Sgd(0.1f)] static Symbol Loss([Shape(2)] Symbol x, Label label) => Ops.CrossEntropy(Predict(x), label);
        }
        """);

    private static void AssertContains(string expected, string message) => Assert.True(message.Contains(expected, StringComparison.Ordinal), message);

    private static string MessageOf(DynamicModel model, int samples) => Assert.Throws<TrainingException>(() => model.Trainable.Train(DataOf(samples), cancellation: Cancellation)).Message;

    private static DataSet DataOf(int samples) => DataSet.Of([.. Enumerable.Range(0, 2 * samples).Select(i => (i % 7) / 7f)], new int[samples]);
}
