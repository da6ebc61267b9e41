using Xunit;

namespace ModelGen.Reports.Tests.Answers;

public sealed class ClassAnswersTests
{
    private static readonly DataSet Data = DataSet.Of([0.1f, 0.9f, 0.8f, 0.4f, 0.3f], [0, 0, 1, 1, 1]);

    [Fact]
    public void Answers_AreThoseOfTheNetwork()
    {
        var answers = Collect(Data);
        Assert.Equal([0, 1, 1, 0, 0], answers.Select(answer => answer.Prediction));
        Assert.Equal([true, false, true, false, false], answers.Select(answer => answer.IsRight));
        Assert.Equal(new ClassAnswer(1, 0, 1, 0.9f, 1 - 0.9f), answers[1]);
        Assert.Equal((1, 1, 2, 1), (answers.Confusions[0, 0], answers.Confusions[0, 1], answers.Confusions[1, 0], answers.Confusions[1, 1]));
    }

    [Fact]
    public void WorstMistakes_AreTheSurestFirst()
    {
        Assert.Equal([1, 4, 3], Collect(Data).WorstMistakes(9).Select(answer => answer.Index));
        Assert.Equal([1], Collect(Data).WorstMistakes(1).Select(answer => answer.Index));
    }

    [Fact]
    public void Answers_OfAModel_AgreeWithItsEvaluation()
    {
        var (model, data) = (new Quadrants(seed: 1), Quadrants.Points(300));
        model.Train(data, options: new TrainingOptions { Epochs = 5 }, cancellation: TestContext.Current.CancellationToken);
        var answers = ClassAnswers.Collect(data, Quadrants.Classes, model.PredictProbabilities);
        Assert.Equal(model.Evaluate(data).Accuracy, answers.Confusions.Accuracy);
        Assert.Equal(model.Evaluate(data).Correct, answers.Count(answer => answer.IsRight));
    }

    [Fact]
    public void Picture_HasBothLabels()
    {
        var data = DataSet.Of(new float[4], [1]);
        var answers = ClassAnswers.Collect(data, ["no", "yes"], (_, probabilities) => (probabilities[0], probabilities[1]) = (0.75f, 0.25f));
        var picture = answers.Picture(answers[0], 1, 2, 2);
        Assert.Equal(("yes", "no (75 %)", false), (picture.Label, picture.Prediction, picture.IsRight));
        Assert.Contains("An image of [3, 2, 2] has 12 values, got 4.", Assert.Throws<ArgumentException>(() => answers.Picture(answers[0], 3, 2, 2)).Message);
    }

    [Fact]
    public void LabelThatIsNoClass_IsNamed()
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>("data", () => Collect(DataSet.Of([1, 2, 3], [0, 1, 2])));
        Assert.Contains("Sample 2 is of class 2, of 2 classes.", exception.Message);
    }

    // The input is the probability of class 1.
    private static ClassAnswers Collect(DataSet data) =>
        ClassAnswers.Collect(data, ["no", "yes"], (input, probabilities) => (probabilities[0], probabilities[1]) = (1 - input[0], input[0]));
}
