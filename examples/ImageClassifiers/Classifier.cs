using System.Text.RegularExpressions;

/// <summary>A network for images of one size.</summary>
/// <param name="Summary">Its table of layers.</param>
/// <param name="Parameters">How many weights are trained.</param>
/// <param name="Create">Makes one from a seed.</param>
internal sealed partial record Classifier(string Summary, int Parameters, Func<int, IImageClassifier> Create)
{
    /// <summary>Multiply-adds for one image, from the last row of the table of layers.</summary>
    public string MultiplyAdds => Total.Match(Summary).Groups["multiplyAdds"].Value;

    [GeneratedRegex(@"^total +[\d,]+ +(?<multiplyAdds>[\d,]+) *$", RegexOptions.Multiline)]
    private static partial Regex Total { get; }
}
