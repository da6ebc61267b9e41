using Xunit;

namespace ModelGen.Text.Tests;

public sealed class WordVectorTests
{
    private static readonly Vocabulary Words = Vocabulary.Of(["man", "king", "woman", "queen", "apple", "zero"], new VocabularyOptions { Padding = "<pad>" });

    private static readonly WordVectors Vectors = new(
        [
            9, 9, 9, 9, 9, 9,        // <pad> and <unk>, which are nobody's neighbours
            1, 0, 0, 5, 5, 0,        // man, king: 45° apart
            0, 0, 2, 0, 3, 3,        // woman, queen
            -1, 0, 0.1f, 0, 0, 0,    // apple, zero
        ],
        Words);

    [Fact]
    public void Similarity_IsTheCosine()
    {
        Assert.Equal(MathF.Sqrt(0.5f), Vectors.Similarity("man", "king"), 1e-6f);
        Assert.Equal(0.5f, Vectors.Similarity("king", "queen"), 1e-6f);
        Assert.Equal(1, Vectors.Similarity("king", "king"), 1e-6f);
        Assert.Equal((0, 0), (Vectors.Similarity("man", "woman"), Vectors.Similarity("zero", "king")));
    }

    [Fact]
    public void Nearest_AreOrdered_WithoutTheWordAndMarkers()
    {
        var nearest = Vectors.Nearest("king", 10);
        Assert.Equal(["man", "queen", "woman", "zero", "apple"], nearest.Select(near => near.Word));
        Assert.Equal(0.5f, nearest[1].Similarity, 1e-6f);
        Assert.Equal(["apple"], Vectors.Nearest([-2, 0, 0], 1).Select(near => near.Word));
        Assert.Equal(["zero"], Vectors.Nearest([-2, 0, 0], 1, "apple", "woman", "queen").Select(near => near.Word));
        Assert.Empty(Vectors.Nearest("king", 0));
    }

    [Fact]
    public void Analogies_AreSolved()
    {
        // king − man + woman: (0.707 − 1, 0.707, 1), nearest to (0, 0.707, 0.707).
        var (word, similarity) = Vectors.Analogy("man", "king", "woman", 1)[0];
        Assert.Equal("queen", word);
        Assert.Equal((0.5f + MathF.Sqrt(0.5f)) / MathF.Sqrt(0.5f + 1 + (1 - MathF.Sqrt(0.5f)) * (1 - MathF.Sqrt(0.5f))), similarity, 1e-5f);
    }

    [Fact]
    public void Arguments_AreChecked()
    {
        Assert.Contains("'pear'", Assert.Throws<ArgumentException>("word", () => Vectors.Nearest("pear", 1)).Message);
        Assert.Throws<ArgumentException>("third", () => Vectors.Analogy("man", "king", "pear", 1));
        Assert.Throws<ArgumentException>("vector", () => Vectors.Nearest([1, 2], 1));
        Assert.Throws<ArgumentException>("vector", () => Vectors.Nearest([1, 2, float.NaN], 1));
        Assert.Throws<ArgumentOutOfRangeException>("count", () => Vectors.Nearest("king", -1));
        Assert.Throws<ArgumentException>("vectors", () => new WordVectors(new float[9], Words));
        Assert.Throws<ArgumentException>("vectors", () => new WordVectors([float.PositiveInfinity, 0], Vocabulary.Of(["a"])));
    }
}
