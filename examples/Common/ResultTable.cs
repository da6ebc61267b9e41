using Spectre.Console;

/// <summary>Results, as a table on the console and as a CSV file.</summary>
/// <param name="columns">The columns' names; the first column is text, the others are numbers.</param>
public sealed class ResultTable(params string[] columns)
{
    private readonly List<string[]> rows = [];

    /// <summary>Adds a row, a value for each column.</summary>
    public void Add(params string[] values) => rows.Add(values);

    /// <summary>Writes it to the console.</summary>
    public void Show()
    {
        if (Console.IsOutputRedirected)
            AnsiConsole.Profile.Width = 120;         // no window says how wide a table may be
        var table = new Table().Border(TableBorder.Simple);
        foreach (var (index, column) in columns.Index())
            table.AddColumn(new TableColumn(column) { Alignment = index == 0 ? Justify.Left : Justify.Right, NoWrap = true });
        foreach (var row in rows)
            table.AddRow(row);
        AnsiConsole.Write(table);
    }

    /// <summary>Writes it to a file.</summary>
    public void Save(string path) => File.WriteAllLines(path, rows.Prepend(columns).Select(row => string.Join(",", row)));
}
