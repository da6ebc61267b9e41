namespace ModelGen.Text;

/// <summary>Reads CoNLL-U files, the format of Universal Dependencies (universaldependencies.org/format.html), sentence by sentence.</summary>
public static class Conllu
{
    /// <summary>The sentences of a file; none is read before it is asked for.</summary>
    /// <param name="path">The file; opened when the first sentence is asked for, each time anew.</param>
    /// <exception cref="TextFormatException">
    /// A line that the format does not allow: fields that are missing, empty or hold spaces, numbers out of order, ranges that overlap, heads that are no
    /// word, features that are not <c>Name=Value</c>, comments within a sentence, a sentence without words, or none of the empty lines that end sentences.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IEnumerable<ConlluSentence> Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Sentences(path);
    }

    private static IEnumerable<ConlluSentence> Sentences(string path)
    {
        var builder = new ConlluBuilder(path);
        var number = 0;
        foreach (var line in TextFile.ReadLines(path))
        {
            number++;
            if (line.Length > 0)
                builder.Add(line, number);
            else
                yield return builder.End(number);
        }

        if (!builder.IsEmpty)
            throw new TextFormatException(path, number, "expected an empty line behind the last sentence, got the end of the file");
    }
}
