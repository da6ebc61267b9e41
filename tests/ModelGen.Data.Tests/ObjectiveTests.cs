using Xunit;

namespace ModelGen.Data.Tests;

/// <summary>Data sets that objectives of their own make use of.</summary>
public sealed class ObjectiveTests
{
    /// <summary>Class 1 where the first number is the larger; one sample in four is of it.</summary>
    private static DataSet Samples()
    {
        float[] inputs = [.. Enumerable.Range(0, 200).SelectMany(i => i % 4 == 0 ? (float[])[1, i % 7 / 10f] : [i % 5 / 10f, 1])];
        return DataSet.Of(inputs, [.. Enumerable.Range(0, 200).Select(i => i % 4 == 0 ? 1 : 0)]);
    }

    [Fact]
    public void ClassWeights_WeighTheLoss()
    {
        var model = new WeightedClassifier(seed: 1);
        var data = Samples().AddClassWeights();
        Assert.Equal([2 / 3f, 2f], new[] { data.Floats(1, 1)[0], data.Floats(1, 0)[0] });

        var expected = Enumerable.Range(0, data.Count).Average(row => data.Floats(1, row)[0] * (double)model.Loss(data.Floats(0, row), [1], data.Integers(2, row)));
        Assert.Equal(expected, model.Evaluate(data).Loss, 1e-5);
        model.Train(data, options: new TrainingOptions { Epochs = 30 }, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(1, model.Evaluate(data).Accuracy);
    }

    [Fact]
    public void MixedClasses_AreLearned()
    {
        var data = Samples();
        var model = new ProbabilityClassifier(seed: 1);
        var options = new TrainingOptions { Epochs = 30, Augmentation = new Augmentation(2, 1, 1).MixUp(1) };
        model.Train(data.OneHot(2), options: options, cancellation: TestContext.Current.CancellationToken);
        Assert.All(Enumerable.Range(0, data.Count), row => Assert.Equal(data.Label(row), model.PredictLabel(data.Floats(0, row))));
    }

    [Fact]
    public void Probabilities_AreJudgedByTheLargest()
    {
        var model = new ProbabilityClassifier(seed: 1);
        var (inputs, targets) = (DataColumn.Of([1f, 0, 0, 1, 2, 1, 0, 3], 2), DataColumn.Of([0.75f, 0.25f, 0.125f, 0.875f, 0.25f, 0.75f, 0, 1], 2));
        var (evaluated, predicted) = (model.Evaluate(DataSet.Of(inputs, targets), [new F1(), new ConfusionMatrix()]), DataSet.Of(inputs, targets));
        var right = Enumerable.Range(0, 4).Count(row => model.PredictLabel(predicted.Floats(0, row)) == (row == 0 ? 0 : 1));
        Assert.Equal((right / 4.0, 4L), (evaluated.Accuracy, evaluated.Answers));
        Assert.Equal(right / 4.0, evaluated.Metrics["accuracy"]);
        Assert.Contains("F1", evaluated.Metrics.Keys);

        var labels = new TaughtClassifier(seed: 1);
        Assert.Equal(0.5, labels.Evaluate(DataSet.Of(inputs, targets, DataColumn.Of([.. Enumerable.Range(0, 4).Select(row => labels.PredictLabel(predicted.Floats(0, row)) ^ (row & 1))]))).Accuracy);
    }
}
