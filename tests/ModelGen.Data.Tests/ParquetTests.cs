using Parquet;
using Parquet.Schema;
using Xunit;

namespace ModelGen.Data.Tests;

public sealed class ParquetTests : IDisposable
{
    private static readonly DataField<double> Fare = new("fare");
    private static readonly DataField<int> Age = new("age");
    private static readonly DataField<float?> Weight = new("weight");
    private static readonly DataField<bool> IsAdult = new("adult");
    private static readonly DataField<string> Port = new("port");
    private static readonly DataField<DateTime> Day = new("day");

    private readonly TemporaryFolder folder = new();

    private string FilePath => folder.PathOf("table.parquet");

    public void Dispose() => folder.Dispose();

    /// <summary>Two row groups, of two rows and of one.</summary>
    private async Task WriteAsync()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var stream = File.Create(FilePath);
        await using var writer = await ParquetWriter.CreateAsync(new ParquetSchema(Fare, Age, Weight, IsAdult, Port, Day), stream, cancellationToken: cancellation);
        await WriteGroupAsync([1.5, 2.5], [30, 40], [null, 7], [true, false], ["S", "C"]);
        await WriteGroupAsync([3.5], [-50], [8], [true], ["S"]);

        async Task WriteGroupAsync(double[] fares, int[] ages, float?[] weights, bool[] areAdult, string[] ports)
        {
            using var group = writer.CreateRowGroup();
            await group.WriteAsync<double>(Fare, fares, cancellationToken: cancellation);
            await group.WriteAsync<int>(Age, ages, cancellationToken: cancellation);
            await group.WriteAsync<float>(Weight, weights, cancellationToken: cancellation);
            await group.WriteAsync<bool>(IsAdult, areAdult, cancellationToken: cancellation);
            await group.WriteAsync(Port, ports);
            await group.WriteAsync<DateTime>(Day, new DateTime[fares.Length], cancellationToken: cancellation);
        }
    }

    [Fact]
    public async Task Fields_OfEachType_BecomeColumns()
    {
        await WriteAsync();
        var table = Table.ReadParquet(
            FilePath,
            new TableColumn(Field.Number("age"), Field.Number("fare"), Field.Number("weight", missing: -1), Field.Number("adult")),
            new TableColumn(Field.Category("port")));
        Assert.Equal(3, table.Data.Count);
        Assert.Equal([30f, 1.5f, -1, 1], table.Data.Floats(0, 0));
        Assert.Equal([40f, 2.5f, 7, 0], table.Data.Floats(0, 1));
        Assert.Equal([-50f, 3.5f, 8, 1], table.Data.Floats(0, 2));
        Assert.Equal([1, 0, 1], Enumerable.Range(0, 3).Select(table.Data.Label));
        Assert.Equal(["C", "S"], table.Columns[1].Fields[0].Vocabulary);
    }

    [Fact]
    public async Task NumbersMayBeCategories()
    {
        await WriteAsync();
        Assert.Equal(["-50", "30", "40"], Table.ReadParquet(FilePath, new TableColumn(Field.OneHot("age"))).Columns[0].Fields[0].Vocabulary);
    }

    [Fact]
    public async Task AStreamedTable_TrainsLikeOneInMemory()
    {
        await WriteAsync();
        TableColumn[] columns = [new(Field.Number("age"), Field.Number("fare"), Field.Number("adult"), Field.OneHot("port")), new(Field.Category("port", "C", "Q", "S"))];
        Assert.Equal(Weights(Table.ReadParquet(FilePath, columns).Data), Weights(Table.StreamParquet(FilePath, 1, columns).Data));

        static float[] Weights(DataSet data)
        {
            var model = new TinyClassifier(seed: 1);
            model.Train(data, options: new TrainingOptions { Epochs = 2, BatchSize = 2, Shuffle = false }, cancellation: TestContext.Current.CancellationToken);
            return model.Parameters.Values.ToArray();
        }
    }

    [Fact]
    public async Task WhatCannotBeRead_IsNamed()
    {
        await WriteAsync();
        Assert.Contains("row 1, column 'weight': expected a number, got an empty field.", Refused(Field.Number("weight")));
        Assert.Contains("row 2, column 'port': expected one of 'S', got 'C'.", Refused(Field.OneHot("port", "S")));
        Assert.Contains("row 1, column 'port': expected a finite number, got 'S'.", Refused(Field.Number("port")));
        Assert.Contains("column 'day': expected numbers, truth values or texts, got DateTime.", Refused(Field.Number("day")));
        Assert.Contains("header, column 'none': expected one column of that name, got 0 among 'fare', 'age'", Refused(Field.Number("none")));

        string Refused(Field field) => Assert.Throws<TableFormatException>(() => Table.ReadParquet(FilePath, new TableColumn(field))).Message;
    }

    [Fact]
    public void ForeignFiles_AreRefused()
    {
        var path = folder.Write("foreign.parquet", "no Parquet file at all");
        Assert.StartsWith(
            $"'{path}', row 0: expected a Parquet file, got ",
            Assert.Throws<TableFormatException>(() => Table.ReadParquet(path, new TableColumn(Field.Number("x")))).Message);
        Assert.Throws<FileNotFoundException>(() => Table.ReadParquet(folder.PathOf("none.parquet"), new TableColumn(Field.Number("x"))));
    }
}
