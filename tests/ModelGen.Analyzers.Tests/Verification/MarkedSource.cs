using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Text;

namespace ModelGen.Analyzers.Tests.Verification;

/// <summary>A source with its expected diagnostics marked: <c>[{|MG2004:Dense(120)|}]</c>.</summary>
/// <param name="Text">The source without marks.</param>
/// <param name="Expected">Ids and spans of the marks, in source order.</param>
internal sealed partial record MarkedSource(string Text, IReadOnlyList<Mark> Expected)
{
    public static MarkedSource Parse(string marked)
    {
        var text = new StringBuilder();
        var expected = new List<Mark>();
        var copied = 0;
        foreach (Match mark in Marks.Matches(marked))
        {
            _ = text.Append(marked, copied, mark.Index - copied);
            expected.Add(new Mark(mark.Groups["id"].Value, new TextSpan(text.Length, mark.Groups["text"].Length)));
            _ = text.Append(mark.Groups["text"].Value);
            copied = mark.Index + mark.Length;
        }

        return new MarkedSource(text.Append(marked, copied, marked.Length - copied).ToString(), expected);
    }

    [GeneratedRegex(@"\{\|(?<id>MG\d{4}):(?<text>.*?)\|\}", RegexOptions.Singleline)]
    private static partial Regex Marks { get; }
}

/// <summary>A diagnostic's id and place.</summary>
internal readonly record struct Mark(string Id, TextSpan Span);
