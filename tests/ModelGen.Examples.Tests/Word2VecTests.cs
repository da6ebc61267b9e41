using Xunit;

namespace ModelGen.Examples.Tests;

public sealed class Word2VecTests
{
    // What stands beside food never stands beside tools.
    private static readonly string[] Sentences =
    [
        .. Enumerable.Range(0, 400).Select(i => i % 2 == 0
            ? $"we {Pick(i, "eat", "cook", "taste")} {Pick(i / 3, "bread", "soup", "cheese")} {Pick(i / 5, "hungry", "warm", "sweet")}."
            : $"they {Pick(i, "grind", "sharpen", "repair")} {Pick(i / 3, "hammer", "saw", "knife")} {Pick(i / 5, "steel", "handle", "blade")}."),
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void WordsOfOneKind_AreNearToEachOther(bool isBag)
    {
        var corpus = new Corpus(Sentences);
        Assert.Equal((1600, 21), (corpus.Count, corpus.Words.Count));
        IWordNetwork network = isBag ? new Cbow(1) : new SkipGram(1);
        Vectors.Train(network, corpus, epochs: 400, seed: 1);
        var vectors = Vectors.Of(network, corpus.Words);
        Assert.True(vectors.Similarity("bread", "soup") > vectors.Similarity("bread", "hammer") + 0.3f);
        Assert.True(vectors.Similarity("saw", "knife") > vectors.Similarity("saw", "cheese") + 0.3f);
        Assert.Equal(3, Vectors.Answer(vectors, corpus.Words, "bread", count: 3).Count());
        Assert.Equal(2, Vectors.Answer(vectors, corpus.Words, "Bread soup hammer", count: 2).Count());
        Assert.Equal(["'zebra' is none of the 21 words."], Vectors.Answer(vectors, corpus.Words, "zebra"));
        Assert.StartsWith("A word", Assert.Single(Vectors.Answer(vectors, corpus.Words, "bread soup")));
    }

    [Fact]
    public void Neighbours_AreOthersInEachEpoch()
    {
        var corpus = new Corpus(Sentences);
        var (first, again, second) = (corpus.Bags(0, seed: 1), corpus.Bags(0, seed: 1), corpus.Bags(1, seed: 1));
        Assert.Equal(Words(first), Words(again));
        Assert.NotEqual(Words(first), Words(second));
        Assert.InRange(corpus.SkipGrams(0, seed: 1).Count, first.Count, int.MaxValue);

        static int[] Words(DataSet data) => [.. Enumerable.Range(0, data.Count).Select(data.Label)];
    }

    [Fact]
    public void Projection_KeepsTheDirectionsThatDiffer()
    {
        // In a plane of four dimensions, about a point that is not the origin.
        var random = new Random(1);
        (float X, float Y)[] places = [.. Enumerable.Range(0, 20).Select(_ => (10 * random.NextSingle(), random.NextSingle()))];
        var plane = Projection.ToPlane([.. places.Select(place => new[] { 3, place.X, 7 + place.Y, place.Y })]);
        for (var i = 1; i < places.Length; i++)
        {
            var (x, y) = (places[i].X - places[0].X, places[i].Y - places[0].Y);
            var (right, up) = (plane[i].X - plane[0].X, plane[i].Y - plane[0].Y);
            Assert.Equal(Math.Sqrt(x * x + 2 * y * y), Math.Sqrt(right * right + up * up), 1e-3);
        }

        Assert.All(Projection.ToPlane([[1, 2], [1, 2]]), place => Assert.Equal((0, 0), place));
    }

    private static string Pick(int index, params string[] words) => words[index % words.Length];
}
