using Xunit;

namespace ModelGen.Examples.Tests;

public sealed class OptimizerTests
{
    private const int Samples = 64, Pixels = 28 * 28, Classes = 2, Epochs = 200;

    public static TheoryData<string> Names => [.. Contender.All.Select(contender => contender.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Optimizer_LearnsAFewImages(string name)
    {
        var images = Images();
        var result = new Race(images, images).Run(Array.Find(Contender.All, contender => contender.Name == name)!, Epochs, seed: 1);
        // Batches have 64 samples.
        Assert.Equal(Epochs, result.Losses.Count);
        Assert.InRange(result.Losses[0], 2, 3);
        Assert.Equal(1, result.TestAccuracy);
        // ln 2 is reached without a look at the images.
        Assert.InRange(result.Losses[^1], 0, Math.Log(Classes) / 2);
    }

    [Fact]
    public void Optimizers_StartFromTheSameWeights()
    {
        var images = Images();
        Assert.Single(Contender.All.Select(contender => new Race(images, images).Run(contender, epochs: 1, seed: 1).Losses[0]).Distinct());
    }

    [Fact]
    public void Course_IsTheMeanOfNeighbouringSteps()
    {
        double[] losses = [.. Enumerable.Range(0, 101)];
        var course = new RaceResult("", 1, losses, 1).Course;
        Assert.Equal(51, course.Count);
        Assert.Equal((2, 0.5), course[0]);
        Assert.Equal((101, 100), course[^1]);
    }

    // Light at the top or at the bottom of an image.
    private static DataSet Images()
    {
        var random = new Random(1);
        var values = new float[Samples * Pixels];
        for (var i = 0; i < values.Length; i++)
            values[i] = (random.NextSingle() + (i % Pixels * Classes / Pixels == i / Pixels % Classes ? 1 : 0)) / 2;
        return DataSet.Of(values, [.. Enumerable.Range(0, Samples).Select(sample => sample % Classes)]);
    }
}
