using System.Text;

namespace ModelGen.Compiler.Emission;

/// <summary>The lines that writers write, and the scopes that are open.</summary>
internal sealed class CodeText
{
    private const int IndentSize = 4, LineLimit = 140;

    private readonly List<(int Indent, string Text)> lines = [];
    private readonly Stack<OpenScope> scopes = new();

    /// <summary>Levels that the next line is indented by.</summary>
    public int Indent { get; set; }

    /// <summary>Adds a line; what follows a block stands apart from it.</summary>
    public void Add(string line)
    {
        if (lines.Count > 0 && lines[^1].Text == "}" && line.Length > 0 && line[0] != '}' && !line.StartsWith("else", StringComparison.Ordinal))
        {
            lines.Add((0, string.Empty));
        }

        lines.Add((Indent, line));
    }

    /// <summary>Whether a line is short enough to be read.</summary>
    public bool Fits(string line) => (Indent * IndentSize) + line.Length <= LineLimit;

    /// <summary>Adds lines with the indentation that they have.</summary>
    public void Add(CodeText other) => lines.AddRange(other.lines);

    /// <summary>Opens a scope.</summary>
    /// <param name="isForNames">Whether it is there for the sake of its names alone.</param>
    public void Open(bool isForNames)
    {
        Add("{");
        scopes.Push(new OpenScope(lines.Count - 1, isForNames));
        Indent++;
    }

    /// <summary>Closes the innermost scope.</summary>
    public void Close()
    {
        var scope = scopes.Pop();
        if (scope.LastForNames is var (opening, closing) && closing == lines.Count - 1 && !HasScope(scope.Opening + 1, opening))
        {
            DropBraces(opening, closing);
        }

        Indent--;
        Add("}");
        if (scope.IsForNames && !Declares(scope.Opening + 1, lines.Count - 1))
        {
            DropBraces(scope.Opening, lines.Count - 1);
        }
        else if (scope.IsForNames && scopes.Count > 0)
        {
            scopes.Peek().LastForNames = (scope.Opening, lines.Count - 1);
        }
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (indent, line) in lines)
        {
            _ = (line.Length > 0 ? text.Append(' ', indent * IndentSize) : text).Append(line).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Takes away the braces of a scope for names: it declares none, or is the only scope of another one, in which nothing follows it.</summary>
    private void DropBraces(int opening, int closing)
    {
        lines.RemoveAt(closing);
        lines.RemoveAt(opening);
        for (var line = opening; line < closing - 1; line++)
        {
            lines[line] = (lines[line].Indent - 1, lines[line].Text);
        }
    }

    private bool HasScope(int from, int below)
    {
        for (var line = from; line < below; line++)
        {
            if (lines[line].Text == "{")
            {
                return true;
            }
        }

        return false;
    }

    private bool Declares(int from, int below)
    {
        for (var line = from; line < below; line++)
        {
            if (lines[line].Indent == Indent + 1 && MayDeclare(lines[line].Text))
            {
                return true;
            }
        }

        return false;
    }

    // A declaration begins with two words, its type and the name.
    private static bool MayDeclare(string line)
    {
        var space = line.IndexOf(' ');
        return !line.StartsWith("//", StringComparison.Ordinal) && space >= 0 && char.IsLetter(line[space + 1]);
    }

    private sealed class OpenScope(int opening, bool isForNames)
    {
        public int Opening { get; } = opening;

        public bool IsForNames { get; } = isForNames;

        public (int Opening, int Closing)? LastForNames { get; set; }
    }
}
