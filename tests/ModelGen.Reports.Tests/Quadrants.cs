namespace ModelGen.Reports.Tests;

/// <summary>Tells the quadrants of the plane apart, and with names that HTML must escape.</summary>
[Model]
[Input(2)]
[Dense(8), Tanh, Dense(4)]
[CrossEntropy, Adam(0.05f)]
public partial class Quadrants
{
    /// <summary>The names of the classes.</summary>
    public static readonly string[] Classes = ["right & up", "left & up", "left & down", "right & down"];

    /// <summary>Points and their quadrants.</summary>
    public static DataSet Points(int count, int seed = 1)
    {
        var random = new Random(seed);
        float[] points = [.. Enumerable.Range(0, 2 * count).Select(_ => 2 * random.NextSingle() - 1)];
        return DataSet.Of(points, [.. points.Chunk(2).Select(point => point[1] > 0 ? point[0] > 0 ? 0 : 1 : point[0] < 0 ? 2 : 3)]);
    }
}
