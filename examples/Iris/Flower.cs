using System.Globalization;

/// <summary>A flower of Fisher's data.</summary>
/// <param name="Sizes">Sepal length and width, petal length and width, in centimetres.</param>
/// <param name="Species">Index in <see cref="SpeciesNames"/>.</param>
internal sealed record Flower(float[] Sizes, int Species)
{
    /// <summary>The species, by index.</summary>
    public static readonly string[] SpeciesNames = ["setosa", "versicolor", "virginica"];

    /// <summary>Reads <c>iris.csv</c>, which the build copies beside the program: 150 flowers, sorted by species.</summary>
    public static Flower[] ReadAll() =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "iris.csv")).Skip(1).Select(Parse).ToArray();

    private static Flower Parse(string line)
    {
        var fields = line.Split(',');
        return new(
            Array.ConvertAll(fields[..4], field => float.Parse(field, CultureInfo.InvariantCulture)),
            Array.IndexOf(SpeciesNames, fields[4]));
    }
}
