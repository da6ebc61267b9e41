using System.Text;

/// <summary>Draws images as text.</summary>
internal static class DigitDrawing
{
    private const int Side = 28, Gap = 3;

    // Indexed by (upper pixel is ink) + 2 * (lower pixel is ink).
    private const string Glyphs = " ▀▄█";

    /// <summary>Draws images side by side, each under its label and what it was taken for. A character is two pixels, one above the other.</summary>
    public static string Draw(IReadOnlyCollection<Answer> answers)
    {
        var text = new StringBuilder();
        AppendLine(text, answers.Select(answer => $"a {answer.Label}, taken for {answer.Prediction} ({answer.Probability * 100:F0} %)".PadRight(Side)));
        for (var y = 0; y < Side; y += 2)
            AppendLine(text, answers.Select(answer => Line(answer.Image, y)));
        return text.ToString();
    }

    private static string Line(float[] image, int y) =>
        string.Concat(Enumerable.Range(0, Side).Select(x => Glyphs[Ink(image, y, x) + 2 * Ink(image, y + 1, x)]));

    private static int Ink(float[] image, int y, int x) => image[y * Side + x] >= 0.5f ? 1 : 0;

    private static void AppendLine(StringBuilder text, IEnumerable<string> parts) =>
        text.AppendLine(string.Join(new string(' ', Gap), parts).TrimEnd());
}
