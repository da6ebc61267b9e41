namespace ModelGen.Compiler.Emission;

/// <summary>Writes indented C#: whole readable chunks, never glued tokens.</summary>
public class CodeWriter
{
    private readonly CodeText text;

    /// <summary>An empty text.</summary>
    /// <param name="indent">Levels that it begins at.</param>
    public CodeWriter(int indent = 0) => text = new CodeText { Indent = indent };

    /// <summary>A view that goes on writing where another writer stands.</summary>
    protected CodeWriter(CodeWriter other) => text = other.text;

    /// <summary>Writes a chunk of one or more lines at the current indentation. Line ends are \n whatever the chunk has.</summary>
    public void Write(string chunk)
    {
        foreach (var line in chunk.Replace("\r", string.Empty).Split('\n'))
        {
            text.Add(line);
        }
    }

    /// <summary>An empty line.</summary>
    public void WriteLine() => text.Add(string.Empty);

    /// <summary>Adds what another writer wrote, which began at this one's level.</summary>
    public void Append(CodeWriter other) => text.Add(other.text);

    /// <summary>Writes a call or a signature: in one line or, where that would be long, with its arguments in the next ones.</summary>
    /// <param name="head">What stands before the parenthesis.</param>
    /// <param name="items">Arguments or parameters.</param>
    /// <param name="end">What follows the parenthesis.</param>
    public void WriteList(string head, IReadOnlyList<string> items, string end = "")
    {
        if (text.Fits($"{head}({string.Join(", ", items)}){end}"))
        {
            Write($"{head}({string.Join(", ", items)}){end}");
            return;
        }

        Write($"{head}(");
        using (Indent())
        {
            var line = items[0];
            foreach (var item in items.Skip(1))
            {
                var longer = $"{line}, {item}";
                if (!text.Fits(longer + end))
                {
                    Write($"{line},");
                    longer = item;
                }

                line = longer;
            }

            Write($"{line}){end}");
        }
    }

    /// <summary>Writes a header and an opening brace; disposing what is returned writes the closing one.</summary>
    public Scope Block(string header)
    {
        Write(header);
        return Braces();
    }

    /// <summary>Writes an opening brace; disposing what is returned writes the closing one.</summary>
    public Scope Braces()
    {
        text.Open(isForNames: false);
        return new Scope(text);
    }

    /// <summary>A scope for names that are declared in others beside it too. It has braces only where there are such.</summary>
    public Scope Names()
    {
        text.Open(isForNames: true);
        return new Scope(text);
    }

    /// <summary>Indents what follows, within braces that the caller writes.</summary>
    public IDisposable Indent() => new Indentation(text);

    /// <summary>A <c>for</c> loop from 0 in steps of one; one turn is written without a loop.</summary>
    /// <param name="variable">The loop's variable.</param>
    /// <param name="count">Turns.</param>
    /// <param name="index">The running index: the variable, or 0 where there is one turn.</param>
    public Scope For(string variable, Size count, out Offset index)
    {
        index = count.Value == 1 ? 0 : variable;
        return count.Value == 1 ? Names() : Block($"for (var {variable} = 0; {variable} < {(Offset)count}; {variable}++)");
    }

    /// <summary>A <c>for</c> loop in steps; one turn is written without a loop.</summary>
    /// <param name="variable">The loop's variable.</param>
    /// <param name="from">Where it begins.</param>
    /// <param name="below">The end, which is not reached.</param>
    /// <param name="step">The distance of two turns.</param>
    /// <param name="index">The running index: the variable, or <paramref name="from"/> where there is one turn.</param>
    public Scope For(string variable, Size from, Size below, Size step, out Offset index)
    {
        var isOne = from.Value + step.Value >= below.Value && from.Value < below.Value;
        index = isOne ? from : variable;
        return isOne ? Names() : Block($"for (var {variable} = {(Offset)from}; {variable} < {(Offset)below}; {variable}{(step is { IsLiteral: true, Value: 1 } ? "++" : $" += {(Offset)step}")})");
    }

    /// <summary>A <c>for</c> loop over the tiles of a range; one tile is written without a loop.</summary>
    /// <param name="variable">The loop's variable.</param>
    /// <param name="tiles">The tiles.</param>
    /// <param name="first">The first item of the running tile.</param>
    public Scope For(string variable, TileRun tiles, out Offset first) => For(variable, tiles.First, tiles.Below, tiles.Size, out first);

    /// <summary>Gives an expression a name, unless it is as short as one.</summary>
    public Offset Declare(string name, Offset value)
    {
        if (value.IsSimple)
        {
            return value;
        }

        Write($"var {name} = {value};");
        return name;
    }

    /// <summary>The text so far.</summary>
    public override string ToString() => text.ToString();

    /// <summary>An open scope.</summary>
    public readonly struct Scope : IDisposable
    {
        private readonly CodeText text;

        internal Scope(CodeText text) => this.text = text;

        /// <summary>Closes it.</summary>
        public void Dispose() => text.Close();
    }

    private sealed class Indentation : IDisposable
    {
        private readonly CodeText text;

        public Indentation(CodeText text)
        {
            this.text = text;
            text.Indent++;
        }

        public void Dispose() => text.Indent--;
    }
}
