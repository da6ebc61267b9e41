using ModelGen.Reports;
using ModelGen.Text;

/// <summary>Shows what taggers make of sentences that they have not learned from.</summary>
internal static class Results
{
    /// <summary>Right parts of speech, among all words and among new ones; which are taken for which, as a picture.</summary>
    public static void Show(PartsTagger tagger, IReadOnlyCollection<TaggedSentence> sentences, string picture)
    {
        var (all, unknown) = (new SequenceAccuracy(), new SequenceAccuracy());
        var confusions = new Confusions(tagger.Tags.Entries);
        foreach (var sentence in sentences)
        {
            var tags = tagger.Tag(sentence.Units);
            all.Add<string>(tags, sentence.Tags);
            foreach (var (word, (predicted, right)) in sentence.Units.Zip(tags.Zip(sentence.Tags)))
            {
                if (!tagger.Knows(word))
                    unknown.Add<string>([predicted], [right]);
                if (tagger.Tags.TryGetIndex(right, out var known))
                    confusions.Add(known, tagger.Tags.IndexOf(predicted));
            }
        }

        var table = new ResultTable("words", "number", "right %", "sentences without an error %");
        table.Add("all", $"{all.Tokens:N0}", Percent(all.PerToken), Percent(all.PerSequence));
        table.Add("not seen in training", $"{unknown.Tokens:N0}", Percent(unknown.PerToken), "");
        table.Show();
        File.WriteAllBytes(picture, Figure.ConfusionMatrix(confusions).ToPng(scale: 1.25f));
        Console.WriteLine($"Which parts of speech were taken for which: {picture}");
    }

    /// <summary>Words that were found, by both their ends.</summary>
    public static void Show(WordsTagger tagger, IReadOnlyCollection<TaggedSentence> sentences)
    {
        var (characters, words) = (new SequenceAccuracy(), new SegmentationScore());
        foreach (var sentence in sentences)
        {
            var tags = tagger.Tag(sentence.Units);
            characters.Add<string>(tags, sentence.Tags);
            words.Add(Segment.OfTags(tags), Segment.OfTags(sentence.Tags));
        }

        var table = new ResultTable("words", "number", "precision %", "recall %", "F1 %", "characters' tags %", "sentences without an error %");
        table.Add("all", $"{words.Expected:N0}", Percent(words.Precision), Percent(words.Recall), Percent(words.F1),
            Percent(characters.PerToken), Percent(characters.PerSequence));
        table.Show();
    }

    private static string Percent(double share) => double.IsNaN(share) ? "" : $"{100 * share:F2}";
}
