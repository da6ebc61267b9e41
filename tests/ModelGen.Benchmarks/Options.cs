using System.Text.RegularExpressions;

namespace ModelGen.Benchmarks;

/// <summary>The command line.</summary>
internal sealed record Options(Regex Rows, string? CsvPath)
{
    public const string Usage = "usage: ModelGen.Benchmarks [--rows PATTERN] [--csv PATH]\n  --rows  rows whose name matches this regular expression, such as 'LeNet.*train' or '^start'\n  --csv   also writes row,ours_ms,torchsharp_ms,ratio,share_of_peak to a file";

    /// <summary>Null where the arguments are none that the program knows.</summary>
    public static Options? Parse(string[] arguments)
    {
        var options = new Options(new Regex(""), null);
        for (var index = 0; index < arguments.Length; index += 2)
        {
            if (index + 1 == arguments.Length)
                return null;
            var value = arguments[index + 1];
            switch (arguments[index])
            {
                case "--rows":
                    options = options with { Rows = new Regex(value, RegexOptions.IgnoreCase) };
                    break;
                case "--csv":
                    options = options with { CsvPath = value };
                    break;
                default:
                    return null;
            }
        }

        return options;
    }
}
