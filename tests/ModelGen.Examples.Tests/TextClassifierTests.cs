using ModelGen.Testing;
using Xunit;

namespace ModelGen.Examples.Tests;

public sealed class TextClassifierTests : IDisposable
{
    private static readonly string Samples = Path.Combine(Repository.Root, "examples", "data", "text-sample");
    private readonly string folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Mail_IsItsSubjectAndWhatAReaderSees()
    {
        const string Text = "From: a@example.com\r\nSubject: Buy 20 now\r\nX-Spam: yes\r\n\r\n"
            + "<p class=\"x\">Dear&nbsp;friend,</p>\r\nthis goes o=\r\nn =3D\r\n--border\r\nContent-Type: text/html\r\n";
        var mail = Mails.Parse(Text, isSpam: true);
        Assert.Equal(["buy", "0", "now", "dear", "friend", ",", "this", "goes", "on"], mail.Words);
        Assert.True(mail.IsSpam);
        Assert.Equal(["<empty>"], Mails.Parse("", isSpam: false).Words);
    }

    [Fact]
    public void Mails_AreReadFromTheirFolders()
    {
        var mails = new Mails();
        Assert.False(mails.IsIn(folder));
        foreach (var name in mails.Files)
        {
            Directory.CreateDirectory(Path.Combine(folder, name));
            File.WriteAllText(Path.Combine(folder, name, "1.txt"), $"Subject: {name.Split('-')[0]}\n\n");
            File.WriteAllText(Path.Combine(folder, name, "1.json"), "{}");
        }

        Assert.Equal(
            [("spam", true), ("spam", true), ("easy", false), ("easy", false), ("hard", false)],
            mails.Read(folder).Select(mail => (mail.Words[0], mail.IsSpam)));
    }

    [Fact]
    public void MailNetworks_LearnSaveAndLoad()
    {
        var mails = Mails.ReadTable(Path.Combine(Samples, "mails.tsv"));
        Assert.Equal(30, mails.Length);
        var classifiers = MailClassifiers.Create(mails, seed: 1);
        foreach (var (name, network) in classifiers.Networks)
        {
            classifiers.Train(network, mails, epochs: 60);
            Assert.True(classifiers.Test(network, mails).Value == 1, name);
        }

        classifiers.Save(folder);
        foreach (var (name, probability) in MailClassifiers.Load(folder).Ask("Claim your free prize now! Click here."))
            Assert.True(probability > 0.5f, $"{name}: {probability}");
        foreach (var (name, probability) in MailClassifiers.Load(folder).Ask("Could you bring the notes on Thursday?"))
            Assert.True(probability < 0.5f, $"{name}: {probability}");
    }

    [Fact]
    public void WordNetsLines_AreDefinitions()
    {
        Assert.Null(Definitions.Parse("  1 This software and database is being provided to you, the LICENSEE, by  "));
        Assert.Null(Definitions.Parse("00001740 03 n 01 entity 0 003 ~ 00001930 n 0000 | that which is perceived  "));
        var definition = Definitions.Parse("01503061 05 n 02 song_bird 0 oscine 1 001 @ 01503062 n 0000 | a bird that sings; \"it sang\"  ");
        Assert.NotNull(definition);
        Assert.Equal(("animal", "song bird"), (definition.Kind, definition.Word));
        Assert.Equal(["a", "bird", "that", "sings"], definition.Words);
    }

    [Fact]
    public void Matcher_FindsWhatIsOfTheSameKind()
    {
        var definitions = Definitions.ReadTable(Path.Combine(Samples, "definitions.tsv"));
        Assert.Equal(40, definitions.Length);
        var matcher = Matcher.Create(definitions, seed: 1);
        matcher.Train(definitions, epochs: 150);
        Assert.InRange(matcher.Accuracy(definitions, pairs: 400), 0.95, 1);
        // One definition of each kind makes pairs too.
        Assert.InRange(matcher.Accuracy(Matcher.Part(definitions).Test, pairs: 40), 0.95, 1);
        var path = Path.Combine(folder, "definitions.safetensors");
        matcher.Save(path);

        var loaded = Matcher.Load(path);
        Assert.InRange(loaded.Probability(definitions[0].Words, definitions[1].Words), 0.8f, 1);
        Assert.InRange(loaded.Probability(definitions[0].Words, definitions[35].Words), 0, 0.2f);
        var (nearest, similarity) = loaded.Nearest("a small brown bird that lives near houses", definitions, loaded.Vectors(definitions), count: 1).Single();
        Assert.Equal("sparrow", nearest.Word);
        Assert.Equal(1, similarity, 1e-5f);
    }
}
