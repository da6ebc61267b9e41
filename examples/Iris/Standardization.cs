/// <summary>Shifts and scales each size to mean 0 and deviation 1 over the flowers it was fitted on.</summary>
internal sealed class Standardization
{
    private readonly float[] means, deviations;

    /// <summary>Fits means and deviations; only on training flowers, for the test must know nothing of itself.</summary>
    public Standardization(IReadOnlyCollection<Flower> flowers)
    {
        var sizes = Enumerable.Range(0, flowers.First().Sizes.Length);
        means = sizes.Select(i => flowers.Average(flower => flower.Sizes[i])).ToArray();
        deviations = sizes.Select(i => MathF.Sqrt(flowers.Average(flower => Square(flower.Sizes[i] - means[i])))).ToArray();
    }

    /// <summary>The flowers' standardized sizes, flower after flower.</summary>
    public float[] Apply(IEnumerable<Flower> flowers) =>
        flowers.SelectMany(flower => flower.Sizes.Select((size, i) => (size - means[i]) / deviations[i])).ToArray();

    private static float Square(float x) => x * x;
}
