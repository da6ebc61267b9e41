using Xunit;

namespace ModelGen.Examples.Tests;

public sealed class NetworkTests
{
    private const int Samples = 8, Classes = 2;

    public static TheoryData<string> Names => [.. Architecture.All.Select(architecture => architecture.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Grey_LearnsAFewImages(string name) => LearnsAFewImages(Find(name).Grey, 28 * 28);

    [Theory, MemberData(nameof(Names))]
    public void Color_LearnsAFewImages(string name) => LearnsAFewImages(Find(name).Color, 3 * 32 * 32);

    private static Architecture Find(string name) => Array.Find(Architecture.All, architecture => architecture.Name == name)!;

    private static void LearnsAFewImages(Classifier classifier, int pixels)
    {
        var images = Images(pixels);
        var model = classifier.Create(1);
        var history = model.Train(images, options: new TrainingOptions { Epochs = 80, BatchSize = Samples, Seed = 1 });
        Assert.InRange(history.Epochs[0].Loss, 1, 3);
        // ln 2 is reached without a look at the images.
        Assert.InRange(model.Evaluate(images).Loss, 0, MathF.Log(Classes) / 2);
    }

    // Light at the top or at the bottom of an image, and noise.
    private static DataSet Images(int pixels)
    {
        var random = new Random(1);
        var values = new float[Samples * pixels];
        for (var i = 0; i < values.Length; i++)
            values[i] = (random.NextSingle() + (i % pixels * Classes / pixels == Label(i / pixels) ? 1 : 0)) / 2;
        return DataSet.Of(values, [.. Enumerable.Range(0, Samples).Select(Label)]);
    }

    private static int Label(int sample) => sample % Classes;
}
