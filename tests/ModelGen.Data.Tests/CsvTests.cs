using System.Globalization;
using Xunit;

namespace ModelGen.Data.Tests;

public sealed class CsvTests : IDisposable
{
    private const string Passengers = """
        name,age,fare,port,class
        "Braund, Mr. Owen",22,7.25,S,third
        Cumings,38,71.2833,C,first
        "Heik
        kinen",26,7.925,S,third
        Moran,-1e1,8.4583,Q,second

        """;

    private static readonly TableColumn Inputs = new(Field.Number("fare"), Field.OneHot("port"), Field.Number("age"));
    private static readonly TableColumn Label = new(Field.Category("class"));

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private Table Read(string text, params TableColumn[] columns) => Table.ReadCsv(folder.Write("table.csv", text), columns);

    private TableFormatException Refused(string text, params TableColumn[] columns)
    {
        var exception = Assert.Throws<TableFormatException>(() => Read(text, columns));
        Assert.StartsWith($"'{folder.PathOf("table.csv")}', {exception.Place}", exception.Message, StringComparison.Ordinal);
        Assert.Equal(folder.PathOf("table.csv"), exception.Path);
        Assert.EndsWith($": expected {exception.Expected}, got {exception.Actual}.", exception.Message, StringComparison.Ordinal);
        return exception;
    }

    private static float[][] Floats(DataSet data) => [.. Enumerable.Range(0, data.Count).Select(row => data.Floats(0, row).ToArray())];

    private static int[] Labels(DataSet data) => [.. Enumerable.Range(0, data.Count).Select(data.Label)];

    [Fact]
    public void Fields_BecomeColumns_InTheOrderAskedFor()
    {
        var table = Read(Passengers, Inputs, Label);
        Assert.Equal([[7.25f, 0, 0, 1, 22], [71.2833f, 1, 0, 0, 38], [7.925f, 0, 0, 1, 26], [8.4583f, 0, 1, 0, -10]], Floats(table.Data));
        Assert.Equal([2, 0, 2, 1], Labels(table.Data));
        Assert.Equal(["C", "Q", "S"], table.Columns[0].Fields[1].Vocabulary);
        Assert.Equal(["first", "second", "third"], table.Columns[1].Fields[0].Vocabulary);
        Assert.Equal((5, 1), (table.Columns[0].Width, table.Columns[1].Width));
    }

    [Fact]
    public void OtherTables_AreReadWithTheVocabulariesOfTheFirst()
    {
        var training = Read(Passengers, Inputs, Label);
        var test = Read("class,port,age,fare\nthird,Q,1,2\n", [.. training.Columns]);
        Assert.Equal([[2f, 0, 1, 0, 1]], Floats(test.Data));
        Assert.Equal([2], Labels(test.Data));
        var refused = Refused("class,port,age,fare\nthird,Q,1,2\nthird,X,1,2\n", [.. training.Columns]);
        Assert.Equal(("line 3", "port", "one of 'C', 'Q', 'S'", "'X'"), (refused.Place, refused.Column, refused.Expected, refused.Actual));
    }

    [Fact]
    public void AVocabulary_MayBeGiven()
    {
        var table = Read(Passengers, new TableColumn(Field.Category("class", "third", "second", "first"), Field.Category("port", "S", "C", "Q")));
        Assert.Equal([0, 0], table.Data.Integers(0, 0));
        Assert.Equal([2, 1], table.Data.Integers(0, 1));
        Assert.Equal([1, 2], table.Data.Integers(0, 3));
    }

    [Fact]
    public void MissingNumbers_AreWhatIsSaid_OrAnError()
    {
        const string text = "age,class\n,a\n3,b\n";
        Assert.Equal([[30f], [3f]], Floats(Read(text, new TableColumn(Field.Number("age", missing: 30)), Label).Data));
        var refused = Refused(text, new TableColumn(Field.Number("age")), Label);
        Assert.Equal(("line 2", "age", "a number", "an empty field"), (refused.Place, refused.Column, refused.Expected, refused.Actual));
    }

    [Theory]
    [InlineData("1,5")]
    [InlineData("abc")]
    [InlineData("NaN")]
    [InlineData("1e39")]
    [InlineData("1.5 kg")]
    public void WhatIsNoNumber_IsNamed_WithTheFirstLineOfItsRow(string number)
    {
        var refused = Refused($"note,x\n\"two\nlines\",1\n\"two\nmore\",\"{number}\"\n", new TableColumn(Field.Number("x")));
        Assert.Equal(("line 4", "x", "a finite number", $"'{number}'"), (refused.Place, refused.Column, refused.Expected, refused.Actual));
    }

    [Fact]
    public void Numbers_DoNotDependOnTheMachinesLanguage()
    {
        var german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        german.NumberFormat.NumberDecimalSeparator = ",";
        german.NumberFormat.NumberGroupSeparator = ".";
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = german;
            Assert.Equal([[1.5f]], Floats(Read("x\n1.5\n", new TableColumn(Field.Number("x"))).Data));
            var path = folder.Write("semicolons.csv", "x;y\n1.5;2\n");
            Assert.Equal([[2f, 1.5f]], Floats(Table.ReadCsv(path, new CsvFormat { Delimiter = ';' }, new TableColumn(Field.Number("y"), Field.Number("x"))).Data));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("x,y\n1,2\n1\n", "line 3", "2 fields, as in the header", "1")]
    [InlineData("x,y\n1,2\n\n1,2,3\n", "line 4", "2 fields, as in the header", "3")]
    [InlineData("x,y\n1,2\n1\"2,3\n", "line 3", "a field that is quoted as a whole or not at all", "'1\"2'")]
    [InlineData("", "line 1", "a header that names the columns", "an empty file")]
    [InlineData("x,y\n", "line 2", "a row or more", "none")]
    [InlineData("y,z\n1,2\n", "header", "one column of that name", "0 among 'y', 'z'")]
    [InlineData("x,x\n1,2\n", "header", "one column of that name", "2 among 'x', 'x'")]
    public void MalformedFiles_AreRefused_WithPlaceExpectedAndActual(string text, string place, string expected, string actual)
    {
        var refused = Refused(text, new TableColumn(Field.Number("x")));
        Assert.Equal((place, expected, actual), (refused.Place, refused.Expected, refused.Actual));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x,\"y\"z\n1,2\n")]
    public void AFileWithoutAHeader_IsClosed(string text)
    {
        var path = folder.Write("table.csv", text);
        Assert.Throws<TableFormatException>(() => Table.ReadCsv(path, new TableColumn(Field.Number("x"))));
        using var alone = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Assert.Equal(text.Length, alone.Length);
    }

    [Fact]
    public void Classes_ThatAreNumbers_KeepTheirOrder()
    {
        var numbers = Enumerable.Range(0, 12).Reverse();
        var table = Read($"class\n{string.Join('\n', numbers)}\n", new TableColumn(Field.Category("class")));
        Assert.Equal(numbers, Enumerable.Range(0, 12).Select(table.Data.Label));
        Assert.Equal(["-1.5", "9", "10", "1e2"], Read("class\n9\n1e2\n10\n-1.5\n", new TableColumn(Field.OneHot("class"))).Columns[0].Fields[0].Vocabulary);

        // One word that is none, and all are words.
        Assert.Equal(["10", "9", "none"], Read("class\n9\nnone\n10\n", new TableColumn(Field.Category("class"))).Columns[0].Fields[0].Vocabulary);
    }

    [Fact]
    public void AnEmptyField_IsNoClass_UnlessItIsDeclared()
    {
        const string text = "class,x\na,1\n,2\n";
        var refused = Refused(text, new TableColumn(Field.Category("class")));
        Assert.Equal(("line 3", "class", "a word", "an empty field"), (refused.Place, refused.Column, refused.Expected, refused.Actual));
        Assert.Equal(1, Read(text, new TableColumn(Field.Category("class", "a", ""))).Data.Label(1));
    }

    [Fact]
    public void AModel_IsTrainedOnATable()
    {
        var table = Read(Passengers, Inputs, Label);
        var model = new TinyClassifier(seed: 1);
        var history = model.Train(Normalization.FitStandard(table.Data).Apply(table.Data), options: new TrainingOptions { Epochs = 50 }, cancellation: TestContext.Current.CancellationToken);
        Assert.True(history.Epochs[^1].Loss < 0.5f * history.Epochs[0].Loss, $"{history.Epochs[0].Loss} to {history.Epochs[^1].Loss}");
    }

    [Fact]
    public void AStreamedTable_TrainsLikeOneInMemory()
    {
        var path = folder.Write("table.csv", Passengers);
        var streamed = Table.StreamCsv(path, shuffleBuffer: 1, Inputs, Label);
        Assert.True(streamed.Data.IsStreamed);
        Assert.Equal(["C", "Q", "S"], streamed.Columns[0].Fields[1].Vocabulary);
        Assert.Equal(Weights(Table.ReadCsv(path, Inputs, Label).Data), Weights(streamed.Data));

        static float[] Weights(DataSet data)
        {
            var model = new TinyClassifier(seed: 1);
            model.Train(data, options: new TrainingOptions { Epochs = 3, BatchSize = 3, Shuffle = false }, cancellation: TestContext.Current.CancellationToken);
            return model.Parameters.Values.ToArray();
        }
    }

    [Fact]
    public void AStreamedRow_ThatIsMalformed_StopsTraining()
    {
        var path = folder.Write("table.csv", Passengers.Replace("71.2833", "much", StringComparison.Ordinal));
        var data = Table.StreamCsv(path, shuffleBuffer: 10, Inputs, Label).Data;
        var exception = Assert.Throws<TableFormatException>(() => new TinyClassifier().Train(data, cancellation: TestContext.Current.CancellationToken));
        Assert.Equal($"'{path}', line 3, column 'fare': expected a finite number, got 'much'.", exception.Message);
    }

    [Fact]
    public void Arguments_AreChecked()
    {
        Assert.Throws<ArgumentException>("columns", () => Read(Passengers));
        Assert.Throws<ArgumentException>("path", () => Table.ReadCsv("", Inputs));
        Assert.Throws<FileNotFoundException>(() => Table.ReadCsv(folder.PathOf("none.csv"), Inputs));
        Assert.Throws<ArgumentException>("fields", () => new TableColumn());
        Assert.Contains(
            "'age' and 'port' cannot stand in one",
            Assert.Throws<ArgumentException>("fields", () => new TableColumn(Field.Number("age"), Field.Category("port"))).Message);
        Assert.Contains(
            "The word 'a' of 'port' is there twice.",
            Assert.Throws<ArgumentException>("vocabulary", () => Field.OneHot("port", "a", "b", "a")).Message);
        Assert.Throws<ArgumentException>("name", () => Field.Number(""));
        Assert.Throws<ArgumentOutOfRangeException>("shuffleBuffer", () => Table.StreamCsv(folder.Write("table.csv", Passengers), 0, Inputs));
    }
}
