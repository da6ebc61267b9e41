using System.Text;

/// <summary>How often each digit was taken for each digit.</summary>
internal static class ConfusionMatrix
{
    private const int Digits = 10;

    /// <summary>A row for each true digit, a column for each predicted one, and the share of each digit that was recognized.</summary>
    public static string Draw(IReadOnlyCollection<Answer> answers)
    {
        var text = new StringBuilder("digit, and what it was taken for (columns)\n      ");
        for (var predicted = 0; predicted < Digits; predicted++)
            text.Append($"{predicted,5}");
        text.Append("  recognized\n");
        foreach (var digit in answers.GroupBy(answer => answer.Label).OrderBy(group => group.Key))
            AppendRow(text, digit.Key, [.. digit]);
        return text.ToString();
    }

    private static void AppendRow(StringBuilder text, int digit, Answer[] answers)
    {
        text.Append($"{digit,6}");
        for (var predicted = 0; predicted < Digits; predicted++)
        {
            var count = answers.Count(answer => answer.Prediction == predicted);
            // A dot reads better than a zero: what stands out are the confusions.
            text.Append($"{(count == 0 ? "·" : $"{count}"),5}");
        }

        text.Append($"{100.0 * answers.Count(answer => answer.IsRight) / answers.Length,10:F2} %\n");
    }
}
