using System.Globalization;
using Microsoft.ML;

namespace ModelGen.Data;

/// <summary>
/// A table as training data: <c>Table.ReadCsv("titanic.csv", new TableColumn(Field.Number("age"), Field.OneHot("port")), new
/// TableColumn(Field.Category("survived")))</c>. Vocabularies are learned from the training data alone: other tables are read with the <see cref="Columns"/>
/// of the first.
/// </summary>
public sealed class Table
{
    private Table(DataSet data, TableColumn[] columns)
    {
        Data = data;
        Columns = columns;
    }

    /// <summary>The samples: a column of the data set for each of <see cref="Columns"/>, in their order.</summary>
    public DataSet Data { get; }

    /// <summary>The columns, with all vocabularies.</summary>
    public IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>
    /// Reads a CSV file: a line that names the columns, then a sample a line. Numbers are written with a decimal point, whatever the machine's language.
    /// </summary>
    /// <param name="path">The file, in UTF-8.</param>
    /// <param name="columns">What becomes of which column, in the order of the objective's parameters; columns that are not named are left out.</param>
    /// <exception cref="ArgumentException">No columns.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="TableFormatException">
    /// A missing column, a row with more or fewer fields than the header, no number, an unknown word, or no rows: file, line, column, what was expected, what
    /// is there.
    /// </exception>
    public static Table ReadCsv(string path, params IReadOnlyList<TableColumn> columns) => ReadCsv(path, new CsvFormat(), columns);

    /// <param name="path">The file, in UTF-8.</param>
    /// <param name="format">How it is written.</param>
    /// <param name="columns">What becomes of which column.</param>
    /// <inheritdoc cref="ReadCsv(string, IReadOnlyList{TableColumn})"/>
    public static Table ReadCsv(string path, CsvFormat format, params IReadOnlyList<TableColumn> columns) => Read(Csv(path, format), columns);

    /// <summary>
    /// As <see cref="ReadCsv(string, IReadOnlyList{TableColumn})"/>, but rows stay in the file, which may be larger than memory, and are read while training
    /// runs. Vocabularies that are not yet known are learned in a pass of their own.
    /// </summary>
    /// <param name="path">The file, in UTF-8.</param>
    /// <param name="shuffleBuffer">As in <see cref="DataSet.Stream{T}(IEnumerable{T}, int, ReadOnlySpan{SampleColumn{T}})"/>.</param>
    /// <param name="columns">What becomes of which column.</param>
    /// <exception cref="ArgumentOutOfRangeException">A buffer below 1.</exception>
    /// <inheritdoc cref="ReadCsv(string, IReadOnlyList{TableColumn})"/>
    public static Table StreamCsv(string path, int shuffleBuffer, params IReadOnlyList<TableColumn> columns) =>
        StreamCsv(path, new CsvFormat(), shuffleBuffer, columns);

    /// <param name="path">The file, in UTF-8.</param>
    /// <param name="format">How it is written.</param>
    /// <param name="shuffleBuffer">As in <see cref="DataSet.Stream{T}(IEnumerable{T}, int, ReadOnlySpan{SampleColumn{T}})"/>.</param>
    /// <param name="columns">What becomes of which column.</param>
    /// <inheritdoc cref="StreamCsv(string, int, IReadOnlyList{TableColumn})"/>
    public static Table StreamCsv(string path, CsvFormat format, int shuffleBuffer, params IReadOnlyList<TableColumn> columns) =>
        Stream(Csv(path, format), shuffleBuffer, columns);

    /// <summary>Reads a Parquet file: numbers of any type, truth values as 0 and 1, texts. Fields that are nested or lists cannot be read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">What becomes of which column, in the order of the objective's parameters; columns that are not named are left out.</param>
    /// <exception cref="ArgumentException">No columns.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="TableFormatException">
    /// A damaged file, a missing column, no number, an unknown word, or no rows: file, row, column, what was expected, what is there.
    /// </exception>
    public static Table ReadParquet(string path, params IReadOnlyList<TableColumn> columns) => Read(Parquet(path), columns);

    /// <summary>
    /// As <see cref="ReadParquet"/>, but rows stay in the file, which may be larger than memory, and are read while training runs, a row group at a time.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="shuffleBuffer">As in <see cref="DataSet.Stream{T}(IEnumerable{T}, int, ReadOnlySpan{SampleColumn{T}})"/>.</param>
    /// <param name="columns">What becomes of which column.</param>
    /// <exception cref="ArgumentOutOfRangeException">A buffer below 1.</exception>
    /// <inheritdoc cref="ReadParquet"/>
    public static Table StreamParquet(string path, int shuffleBuffer, params IReadOnlyList<TableColumn> columns) =>
        Stream(Parquet(path), shuffleBuffer, columns);

    /// <summary>
    /// Reads a table of ML.NET, and so whatever its loaders and transforms make: numbers, truth values, texts, keys and vectors of floats. NaN and empty
    /// texts are missing values.
    /// </summary>
    /// <param name="view">The table.</param>
    /// <param name="columns">What becomes of which column, in the order of the objective's parameters; columns that are not named are left out.</param>
    /// <exception cref="ArgumentException">No columns.</exception>
    /// <exception cref="TableFormatException">
    /// A missing column, no number, an unknown word, or no rows: row, column, what was expected, what is there.
    /// </exception>
    public static Table Read(IDataView view, params IReadOnlyList<TableColumn> columns) => Read(View(view), columns);

    /// <summary>
    /// As <see cref="Read(IDataView, IReadOnlyList{TableColumn})"/>, but rows are asked for while training runs, from the first for each epoch.
    /// </summary>
    /// <param name="view">The table.</param>
    /// <param name="shuffleBuffer">As in <see cref="DataSet.Stream{T}(IEnumerable{T}, int, ReadOnlySpan{SampleColumn{T}})"/>.</param>
    /// <param name="columns">What becomes of which column.</param>
    /// <exception cref="ArgumentOutOfRangeException">A buffer below 1.</exception>
    /// <inheritdoc cref="Read(IDataView, IReadOnlyList{TableColumn})"/>
    public static Table Stream(IDataView view, int shuffleBuffer, params IReadOnlyList<TableColumn> columns) => Stream(View(view), shuffleBuffer, columns);

    private static Func<RowReader> View(IDataView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return () => new ViewRowReader(view);
    }

    private static Func<RowReader> Csv(string path, CsvFormat format)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(format);
        return () => new CsvRowReader(path, format);
    }

    private static Func<RowReader> Parquet(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return () => new ParquetRowReader(path);
    }

    private static Table Read(Func<RowReader> open, IReadOnlyList<TableColumn> columns)
    {
        var learned = Learn(open, columns);
        var (floats, integers) = (Array.ConvertAll(learned, _ => new List<float>()), Array.ConvertAll(learned, _ => new List<int>()));
        foreach (var row in Rows(open, learned))
        {
            for (var column = 0; column < learned.Length; column++)
            {
                floats[column].AddRange(row.Floats(column));
                integers[column].AddRange(row.Integers(column));
            }
        }

        var data = learned.Select((column, i) => column.IsInteger
            ? DataColumn.Of(integers[i].ToArray(), column.Width)
            : DataColumn.Of(floats[i].ToArray(), column.Width));
        return new Table(DataSet.Of([.. data]), learned);
    }

    private static Table Stream(Func<RowReader> open, int shuffleBuffer, IReadOnlyList<TableColumn> columns)
    {
        var learned = Learn(open, columns);
        var samples = learned.Select((column, i) => column.IsInteger
            ? new SampleColumn<TableRow>(column.Width, row => row.Integers(i))
            : new SampleColumn<TableRow>(column.Width, row => row.Floats(i)));
        return new Table(DataSet.Stream(Rows(open, learned), shuffleBuffer, [.. samples]), learned);
    }

    /// <summary>The rows, each of which is gone when the next one comes.</summary>
    private static IEnumerable<TableRow> Rows(Func<RowReader> open, TableColumn[] columns)
    {
        using var reader = open();
        var row = new TableRow(columns, reader);
        while (reader.MoveNext())
        {
            row.Read();
            yield return row;
        }
    }

    /// <summary>By value where all words are numbers, so that the classes 0 to 11 keep their order; otherwise as ordinals.</summary>
    private static string[] Ordered(IEnumerable<string> words)
    {
        var numbers = words.Select(word => (Word: word, Number: NumberOf(word))).ToArray();
        var areNumbers = Array.TrueForAll(numbers, word => double.IsFinite(word.Number));
        return [.. numbers.OrderBy(word => areNumbers ? word.Number : 0).ThenBy(word => word.Word, StringComparer.Ordinal).Select(word => word.Word)];

        static double NumberOf(string word) => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN;
    }

    /// <summary>The columns, with vocabularies of the words that are there where none is known, and sees that there are rows.</summary>
    private static TableColumn[] Learn(Func<RowReader> open, IReadOnlyList<TableColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Count == 0)
            throw new ArgumentException("A data set needs a column.", nameof(columns));
        using var reader = open();
        var unknown = columns.SelectMany(column => column.Fields).Where(field => field.IsToBeLearned).Select(field => field.Name).Distinct()
            .Select(name => (Name: name, Place: reader.IndexOf(name), Words: new HashSet<string>())).ToArray();
        if (!reader.MoveNext())
            throw reader.Unexpected(column: null, "a row or more", "none");
        do
        {
            foreach (var (name, place, words) in unknown)
                words.Add(reader.IsEmpty(place) ? throw reader.Unexpected(name, "a word", "an empty field") : reader.Text(place));
        }
        while (unknown.Length > 0 && reader.MoveNext());

        var vocabularies = unknown.ToDictionary(field => field.Name, field => Ordered(field.Words));
        return [.. columns.Select(column => new TableColumn([.. column.Fields.Select(Learned)]))];

        Field Learned(Field field) => field.IsToBeLearned ? field.With(vocabularies[field.Name]) : field;
    }
}
