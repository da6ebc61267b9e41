using System.Text;

namespace ModelGen.Compiler.Emission;

/// <summary>Writes indented C#: whole readable chunks, never glued tokens.</summary>
public class CodeWriter
{
    private const int IndentSize = 4;
    private readonly StringBuilder text;
    private readonly StrongBox indent;

    /// <summary>An empty text.</summary>
    /// <param name="indent">Levels that it begins at.</param>
    public CodeWriter(int indent = 0)
    {
        text = new StringBuilder();
        this.indent = new StrongBox { Value = indent };
    }

    /// <summary>A view that goes on writing where another writer stands.</summary>
    protected CodeWriter(CodeWriter other)
    {
        text = other.text;
        indent = other.indent;
    }

    /// <summary>Writes a chunk of one or more lines at the current indentation. Line ends are \n whatever the chunk has.</summary>
    public void Write(string chunk)
    {
        foreach (var line in chunk.Replace("\r", string.Empty).Split('\n'))
        {
            if (line.Length > 0)
            {
                _ = text.Append(' ', indent.Value * IndentSize).Append(line);
            }

            _ = text.Append('\n');
        }
    }

    /// <summary>An empty line.</summary>
    public void WriteLine() => text.Append('\n');

    /// <summary>Adds what another writer wrote at this level.</summary>
    public void Append(string lines) => text.Append(lines);

    /// <summary>Writes a header and an opening brace; disposing what is returned writes the closing one.</summary>
    public Scope Block(string header)
    {
        Write(header);
        return Braces();
    }

    /// <summary>Writes an opening brace; disposing what is returned writes the closing one.</summary>
    public Scope Braces()
    {
        Write("{");
        indent.Value++;
        return new Scope(this);
    }

    /// <summary>Indents what follows, within braces that the caller writes.</summary>
    public IDisposable Indent()
    {
        indent.Value++;
        return new Indentation(indent);
    }

    /// <summary>A <c>for</c> loop from 0 in steps of one; a loop of one turn becomes a constant in a block.</summary>
    public Scope For(string variable, Size count) => count.Value == 1
        ? BlockWithConstant(variable)
        : Block($"for (var {variable} = 0; {variable} < {count}; {variable}++)");

    /// <summary>A <c>for</c> loop.</summary>
    public Scope For(string variable, Size from, Size below, Size step) =>
        Block($"for (var {variable} = {from}; {variable} < {below}; {variable} += {step})");

    /// <summary>The text so far.</summary>
    public override string ToString() => text.ToString();

    private Scope BlockWithConstant(string variable)
    {
        var scope = Braces();
        Write($"const int {variable} = 0;");
        return scope;
    }

    private void Close()
    {
        indent.Value--;
        Write("}");
    }

    /// <summary>An open brace.</summary>
    public readonly struct Scope(CodeWriter writer) : IDisposable
    {
        /// <summary>Writes the closing brace.</summary>
        public void Dispose() => writer.Close();
    }

    private sealed class Indentation(StrongBox indent) : IDisposable
    {
        public void Dispose() => indent.Value--;
    }

    private sealed class StrongBox
    {
        public int Value { get; set; }
    }
}
