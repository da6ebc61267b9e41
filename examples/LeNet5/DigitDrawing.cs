using System.Text;
using ModelGen;
using ModelGen.Reports;

/// <summary>Draws images as text.</summary>
internal static class DigitDrawing
{
    private const int Side = 28, Gap = 3;

    // Indexed by (upper pixel is ink) + 2 * (lower pixel is ink).
    private const string Glyphs = " ▀▄█";

    /// <summary>Draws images side by side, each under its label and what it was taken for. A character is two pixels, one above the other.</summary>
    /// <param name="answers">What the network said to the images.</param>
    /// <param name="images">Where they are.</param>
    public static string Draw(IReadOnlyCollection<ClassAnswer> answers, DataSet images)
    {
        var text = new StringBuilder();
        AppendLine(text, answers.Select(answer => $"a {answer.Label}, taken for {answer.Prediction} ({answer.Probability * 100:F0} %)".PadRight(Side)));
        for (var y = 0; y < Side; y += 2)
            AppendLine(text, answers.Select(answer => Line(images.Floats(0, answer.Index), y)));
        return text.ToString();
    }

    private static string Line(ReadOnlySpan<float> image, int y)
    {
        Span<char> line = stackalloc char[Side];
        for (var x = 0; x < Side; x++)
            line[x] = Glyphs[Ink(image, y, x) + 2 * Ink(image, y + 1, x)];
        return line.ToString();
    }

    private static int Ink(ReadOnlySpan<float> image, int y, int x) => image[y * Side + x] >= 0.5f ? 1 : 0;

    private static void AppendLine(StringBuilder text, IEnumerable<string> parts) =>
        text.AppendLine(string.Join(new string(' ', Gap), parts).TrimEnd());
}
