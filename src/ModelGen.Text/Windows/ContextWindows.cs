using ModelGen.Runtime;

namespace ModelGen.Text;

/// <summary>
/// Words and those around them, to learn word vectors from (Mikolov et al. 2013, "Efficient estimation of word representations in vector space"): the window
/// on both sides of a word has a size at random, from 1 to the largest, so that near words count for more. Seed, epoch, sentence and place decide each
/// number, on every machine alike.
/// </summary>
public sealed class ContextWindows
{
    /// <summary>The second word of the key: "WIND".</summary>
    private const uint Key = 0x57494E44;

    private readonly int maximum, seed;
    private readonly Subsampling? subsampling;

    /// <summary>Windows of such sizes.</summary>
    /// <param name="maximum">The largest number of words on each side.</param>
    /// <param name="seed">Decides the sizes, and which words are left out.</param>
    /// <param name="subsampling">Leaves out frequent words before windows are laid, which reach the farther for it, as word2vec does; nothing for none.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size below 1.</exception>
    public ContextWindows(int maximum, int seed, Subsampling? subsampling = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maximum, 1);
        this.maximum = maximum;
        this.seed = seed;
        this.subsampling = subsampling;
    }

    /// <summary>For skip-gram: each word with each word of its context, from left to right; the first is to predict the second.</summary>
    /// <param name="sentences">Indices of words; windows do not reach over a sentence's end.</param>
    /// <param name="epoch">Other sizes for each.</param>
    /// <exception cref="ArgumentOutOfRangeException">A word that the subsampling does not know.</exception>
    public IEnumerable<(int Word, int Context)> SkipGram(IEnumerable<int[]> sentences, int epoch = 0)
    {
        ArgumentNullException.ThrowIfNull(sentences);
        return
            from window in Windows(sentences, epoch)
            from place in Enumerable.Range(window.First, window.Last - window.First + 1)
            where place != window.Place
            select (window.Words[window.Place], window.Words[place]);
    }

    /// <summary>For CBOW, continuous bag of words: the words around a word, which are to predict it. A word without any is left out.</summary>
    /// <param name="sentences">Indices of words; windows do not reach over a sentence's end.</param>
    /// <param name="epoch">Other sizes for each.</param>
    /// <exception cref="ArgumentOutOfRangeException">A word that the subsampling does not know.</exception>
    public IEnumerable<(int[] Context, int Word)> Cbow(IEnumerable<int[]> sentences, int epoch = 0)
    {
        ArgumentNullException.ThrowIfNull(sentences);
        return
            from window in Windows(sentences, epoch)
            where window.Last > window.First
            select ((int[])[.. window.Words[window.First..window.Place], .. window.Words[(window.Place + 1)..(window.Last + 1)]], window.Words[window.Place]);
    }

    private IEnumerable<(int[] Words, int First, int Place, int Last)> Windows(IEnumerable<int[]> sentences, int epoch)
    {
        var number = 0;
        foreach (var sentence in sentences)
        {
            var (words, sizes) = Draw(sentence, number++, epoch);
            for (var place = 0; place < words.Length; place++)
                yield return (words, Math.Max(0, place - sizes[place]), place, Math.Min(words.Length - 1, place + sizes[place]));
        }
    }

    /// <summary>The words that are kept, and the size of the window of each.</summary>
    private (int[] Words, int[] Sizes) Draw(int[] sentence, int number, int epoch)
    {
        var (words, sizes) = (new List<int>(sentence.Length), new List<int>(sentence.Length));
        for (var place = 0; place < sentence.Length; place++)
        {
            var random = Philox.Generate((uint)place, (uint)number, 0, (uint)epoch, unchecked((uint)seed), Key);
            // A 32-bit word over 2³² is a uniform number.
            if (subsampling is not null && random.Word0 < subsampling.DiscardProbability(sentence[place]) * (1L << 32))
                continue;
            words.Add(sentence[place]);
            sizes.Add(1 + (int)((ulong)random.Word1 * (uint)maximum >> 32));
        }

        return ([.. words], [.. sizes]);
    }
}
