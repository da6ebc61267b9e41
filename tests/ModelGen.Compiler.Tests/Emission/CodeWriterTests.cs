using ModelGen.Compiler.Emission;
using Xunit;

namespace ModelGen.Compiler.Tests.Emission;

/// <summary>Scopes of emitted code: a loop of one turn leaves nothing behind but what it holds, and names never meet.</summary>
public sealed class CodeWriterTests
{
    [Fact]
    public void LoopOfOneTurn_IsNoLoop()
    {
        var writer = new CodeWriter();
        using (writer.For("row", 3, out var row))
        using (writer.For("group", 1, out var group))
        using (writer.For("tile", new TileRun(4, 2, 1), out var tile))
        {
            writer.Write($"var x = {(group * 5) + row + tile};");
        }

        Assert.Equal(
            """
            for (var row = 0; row < 3; row++)
            {
                var x = row + 4;
            }

            """,
            writer.ToString());
    }

    [Fact]
    public void SeveralTurns_AreALoop()
    {
        var writer = new CodeWriter();
        using (writer.For("tile", new TileRun(4, 2, 3), out var tile))
        using (writer.For("i", 0, 16, 8, out var i))
        {
            writer.Write($"Use({tile}, {i});");
        }

        Assert.Equal(
            """
            for (var tile = 4; tile < 10; tile += 2)
            {
                for (var i = 0; i < 16; i += 8)
                {
                    Use(tile, i);
                }
            }

            """,
            writer.ToString());
    }

    [Fact]
    public void ScopesSideBySide_KeepTheirNamesApart()
    {
        var writer = new CodeWriter();
        using (writer.Block("void Method()"))
        {
            for (var i = 0; i < 2; i++)
            {
                using (writer.Names())
                {
                    writer.Write($"var x = {i};");
                }
            }
        }

        Assert.Equal(
            """
            void Method()
            {
                {
                    var x = 0;
                }

                {
                    var x = 1;
                }
            }

            """,
            writer.ToString());
    }

    [Fact]
    public void ScopeBeforeOtherStatements_KeepsItsNames()
    {
        var writer = new CodeWriter();
        using (writer.Block("void Method()"))
        {
            using (writer.Names())
            {
                writer.Write("var x = 0;");
            }

            writer.Write("var y = 1;");
            using (writer.Names())
            {
                writer.Write("y += 2;");
            }
        }

        Assert.Equal(
            """
            void Method()
            {
                {
                    var x = 0;
                }

                var y = 1;
                y += 2;
            }

            """,
            writer.ToString());
    }

    [Fact]
    public void LongLists_AreWrapped()
    {
        var writer = new CodeWriter();
        writer.WriteList("Call", ["a", "b"], ";");
        writer.WriteList("Call", [.. Enumerable.Range(0, 30).Select(i => $"argument{i}")], ";");
        var lines = writer.ToString().Split('\n');
        Assert.Equal("Call(a, b);", lines[0]);
        Assert.Equal("Call(", lines[1]);
        Assert.StartsWith("    argument0, argument1", lines[2], StringComparison.Ordinal);
        Assert.EndsWith("argument29);", lines[^2], StringComparison.Ordinal);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 140));
        Assert.Equal(29, lines.Sum(line => line.Count(letter => letter == ',')) - 1);
    }
}
