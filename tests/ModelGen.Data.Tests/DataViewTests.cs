using Microsoft.ML;
using Microsoft.ML.Data;
using Xunit;

namespace ModelGen.Data.Tests;

public sealed class DataViewTests
{
    private static readonly MLContext Context = new(seed: 1);

    private static readonly IDataView View = Context.Data.LoadFromEnumerable(
    [
        new Flower { Length = 1.5f, Count = 3, IsWild = true, Kind = "rose", Features = [1, 2] },
        new Flower { Length = float.NaN, Count = -4, Kind = "aster", Features = [3, 4] },
        new Flower { Length = 2.5f, Count = 5, Kind = "rose", Features = [5, 6] },
    ]);

    private static string Refused(IDataView view, params Field[] fields) => Assert.Throws<TableFormatException>(() => Table.Read(view, new TableColumn(fields))).Message;

    [Fact]
    public void Columns_OfEachType_AreRead()
    {
        var table = Table.Read(
            View,
            new TableColumn(Field.Number(nameof(Flower.Length), missing: -1), Field.Vector(nameof(Flower.Features), 2), Field.Number(nameof(Flower.Count)), Field.Number(nameof(Flower.IsWild))),
            new TableColumn(Field.Category(nameof(Flower.Kind))));
        Assert.Equal([1.5f, 1, 2, 3, 1], table.Data.Floats(0, 0));
        Assert.Equal([-1f, 3, 4, -4, 0], table.Data.Floats(0, 1));
        Assert.Equal([2.5f, 5, 6, 5, 0], table.Data.Floats(0, 2));
        Assert.Equal([1, 0, 1], Enumerable.Range(0, 3).Select(table.Data.Label));
        Assert.Equal(["aster", "rose"], table.Columns[1].Fields[0].Vocabulary);
    }

    [Fact]
    public void Keys_AreNumbersFromZero()
    {
        var keys = Context.Transforms.Conversion.MapValueToKey("Key", nameof(Flower.Kind)).Fit(View).Transform(View);
        var data = Table.Read(keys, new TableColumn(Field.Number("Key"))).Data;
        Assert.Equal([0f, 1, 0], Enumerable.Range(0, 3).Select(row => data.Floats(0, row)[0]));
    }

    [Fact]
    public void AStreamedView_TrainsLikeOneInMemory()
    {
        TableColumn[] columns = [new(Field.Vector("Features", 2), Field.Number("Count"), Field.OneHot("Kind")), new(Field.Category("Kind"))];
        Assert.Equal(Weights(Table.Read(View, columns).Data), Weights(Table.Stream(View, 1, columns).Data));

        static float[] Weights(DataSet data)
        {
            var model = new TinyClassifier(seed: 1);
            model.Train(data, options: new TrainingOptions { Epochs = 2, BatchSize = 2, Shuffle = false }, cancellation: TestContext.Current.CancellationToken);
            return model.Parameters.Values.ToArray();
        }
    }

    [Fact]
    public void WhatCannotBeRead_IsNamed()
    {
        Assert.Equal("'IDataView', row 2, column 'Length': expected a number, got an empty field.", Refused(View, Field.Number("Length")));
        Assert.Contains("row 1, column 'Features': expected a vector of 3 floats, got 2.", Refused(View, Field.Vector("Features", 3)));
        Assert.Contains("row 1, column 'Kind': expected a vector of 3 floats, got 'rose'.", Refused(View, Field.Vector("Kind", 3)));
        Assert.Contains("column 'Day': expected numbers, truth values, texts, keys or vectors of floats, got DateTime.", Refused(View, Field.Number("Day")));
        Assert.Contains("column 'Height': expected one column of that name, got 0 among 'Length'", Refused(View, Field.Number("Height")));
        Assert.Contains("expected a row or more, got none.", Refused(Context.Data.LoadFromEnumerable(Array.Empty<Flower>()), Field.Number("Count")));
        var broken = Context.Data.LoadFromEnumerable([new Flower { Features = [1, float.NaN] }]);
        Assert.Contains("row 1, column 'Features': expected finite numbers, got NaN.", Refused(broken, Field.Vector("Features", 2)));
        Assert.Throws<ArgumentNullException>("view", () => Table.Read(null!, new TableColumn(Field.Number("Count"))));
        Assert.Throws<ArgumentOutOfRangeException>("length", () => Field.Vector("Features", 0));
    }

    /// <summary>A row, as ML.NET reads it by its properties.</summary>
    private sealed class Flower
    {
        public float Length { get; set; }

        public int Count { get; set; }

        public bool IsWild { get; set; }

        public string Kind { get; set; } = "";

        [VectorType(2)]
        public float[] Features { get; set; } = [0, 0];

        public DateTime Day { get; set; }
    }
}
