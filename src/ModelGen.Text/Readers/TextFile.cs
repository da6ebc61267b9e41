using System.Text;

namespace ModelGen.Text;

/// <summary>Reads text files in UTF-8 line by line: nothing is read before it is asked for, and no file is held in memory.</summary>
public static class TextFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The lines of a file, without what ends them, a byte-order mark, or an empty last line.</summary>
    /// <param name="path">The file; opened when the first line is asked for, each time anew.</param>
    /// <exception cref="TextFormatException">A line that is no UTF-8.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IEnumerable<string> ReadLines(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Lines(path);
    }

    /// <summary>Two fields of each line of a file whose fields are parted by tabs, such as sentences and their translations.</summary>
    /// <param name="path">The file.</param>
    /// <param name="first">The first field, from 0.</param>
    /// <param name="second">The second field. Lines may have more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative field.</exception>
    /// <exception cref="TextFormatException">A line with too few fields, or that is no UTF-8.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IEnumerable<(string First, string Second)> ReadPairs(string path, int first = 0, int second = 1)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegative(second);
        return Fields(path, Math.Max(first, second) + 1).Select(fields => (fields[first], fields[second]));
    }

    private static IEnumerable<string[]> Fields(string path, int expected)
    {
        var number = 0;
        foreach (var line in Lines(path))
        {
            number++;
            var fields = line.Split('\t');
            yield return fields.Length >= expected
                ? fields
                : throw new TextFormatException(path, number, $"expected {expected} fields or more, parted by tabs, got {fields.Length}");
        }
    }

    private static IEnumerable<string> Lines(string path)
    {
        // Each byte as a character, so that the lines of UTF-8 are parted as they are, and a bad one is known by its number.
        using var reader = new StreamReader(path, Encoding.Latin1, detectEncodingFromByteOrderMarks: false);
        for (var number = 1; reader.ReadLine() is { } bytes; number++)
        {
            var line = Decode(path, number, Encoding.Latin1.GetBytes(bytes));
            yield return number == 1 && line.StartsWith('\ufeff') ? line[1..] : line;
        }
    }

    private static string Decode(string path, int number, byte[] bytes)
    {
        try
        {
            return Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException exception)
        {
            var wrong = exception.BytesUnknown?.FirstOrDefault();
            throw new TextFormatException(path, number, $"expected UTF-8, got the byte 0x{wrong:X2} at byte {exception.Index}", exception);
        }
    }
}
