using System.Numerics.Tensors;
using Xunit;

namespace ModelGen.Text.Tests;

/// <summary>From a CoNLL-U file to tags: everything between, with a model that is saved with its words.</summary>
public sealed class TaggerTests : IDisposable
{
    private static readonly string[] Sentences =
    [
        "the/DET dog/NOUN can/AUX run/VERB", "a/DET can/NOUN can/AUX fall/VERB", "the/DET run/NOUN", "dog/NOUN can/AUX fall/VERB", "the/DET fall/NOUN can/AUX run/VERB", "run/VERB", "a/DET dog/NOUN",
        "the/DET can/NOUN", "can/AUX the/DET dog/NOUN run/VERB", "can/AUX a/DET can/NOUN run/VERB",
    ];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static string Conll(string sentence) => string.Concat(sentence.Split(' ').Select((word, place) =>
        $"{place + 1}\t{word.Split('/')[0]}\t_\t{word.Split('/')[1]}\t_\t_\t{place}\t_\t_\t_\n"));

    private static SequenceAccuracy Measure(Tagger tagger, Ragged<int> words, Ragged<int> tags)
    {
        var scores = tagger.Tag(words.Values, words.Lengths);
        int[] predicted = [.. scores.Chunk(4).Select(step => TensorPrimitives.IndexOfMax<float>(step))];
        var accuracy = new SequenceAccuracy();
        var answers = Ragged.Of(predicted, words.Lengths.ToArray());
        for (var row = 0; row < words.Count; row++)
            accuracy.Add(answers[row], tags[row]);
        return accuracy;
    }

    [Fact]
    public void ATagger_LearnsFromAFile_AndIsUsedAlone()
    {
        var sentences = Conllu.Read(folder.Write("train.conllu", string.Concat(Sentences.Select(sentence => Conll(sentence) + "\n")))).ToArray();
        var vocabulary = Vocabulary.Build(sentences.SelectMany(sentence => sentence.Words).Select(word => word.Form), new VocabularyOptions { MaximumSize = 20 });
        var tagNames = Vocabulary.Of(["AUX", "DET", "NOUN", "VERB"]);
        var words = Ragged.Of(sentences.Select(sentence => vocabulary.Encode(sentence.Words.Select(word => word.Form))));
        var tags = Ragged.Of(sentences.Select(sentence => tagNames.Encode(sentence.Words.Select(word => word.Upos!))));

        var tagger = new Tagger(seed: 1);
        for (var epoch = 0; epoch < 60; epoch++)
        {
            foreach (var rows in LengthBatches.Of(words.Lengths, batchSize: 4, seed: 1, epoch))
            {
                var batch = words.Select(rows);
                tagger.TrainStep(batch.Values, batch.Lengths, tags.Select(rows).Values);
            }
        }

        var accuracy = Measure(tagger, words, tags);
        Assert.Equal((1, 1), (accuracy.PerToken, accuracy.PerSequence));

        var path = folder.PathOf("tagger.safetensors");
        tagger.Save(path);
        vocabulary.Save(path);
        tagNames.Save(path, "tags");
        var loaded = new Tagger();
        loaded.Load(path);
        var scores = loaded.Tag(Vocabulary.Load(path).Encode("the can can fall".Split(' ')));
        Assert.Equal(["DET", "NOUN", "AUX", "VERB"], Vocabulary.Load(path, "tags").Decode([.. scores.Chunk(4).Select(step => TensorPrimitives.IndexOfMax<float>(step))]));
    }
}
