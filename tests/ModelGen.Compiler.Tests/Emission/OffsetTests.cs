using ModelGen.Compiler.Emission;
using Xunit;

namespace ModelGen.Compiler.Tests.Emission;

/// <summary>Index arithmetic of emitted code is what a person would write, and means what was built.</summary>
public sealed class OffsetTests
{
    private static readonly Offset Row = "row", Column = "column", Call = "Math.Min(row, 3)";

    private static readonly (string Text, Offset Offset)[] Texts =
    [
        ("row", (Row * 1) + 0),
        ("row", 0 + (1 * Row)),
        ("0", (Row * 0) + 0),
        ("7", ((Offset)2 * 3) + 1),
        ("1", (Offset)7 / 4),
        ("3", (Offset)7 % 4),
        ("-2", (Offset)2 - 4),
        ("row * 64", Row * 4 * 16),
        ("(row + 1) * 16", (Row + 1) * 16),
        ("row * 28 + column", (Row * 28) + Column),
        ("(row * 28 + column) * 16", ((Row * 28) + Column) * 16),
        ("row * column * 16", Row * Column * 16),
        ("row * (column * 16)", Row * (Column * 16)),
        ("row * (column + 1)", Row * (Column + 1)),
        ("row - (column - 1)", Row - (Column - 1)),
        ("row - column * 2", Row - (Column * 2)),
        ("row", Row - (Column * 0)),
        ("row / 3 * 4", Row / 3 * 4),
        ("(row + 2) / 3", (Row + 2) / 3),
        ("row * 6 / 3", Row * 6 / 3),
        ("row % 3 * 2", Row % 3 * 2),
        ("row", Row / 1),
        ("0", Row % 1),
        ("(Math.Min(row, 3)) * 2", Call * 2),
    ];

    [Fact]
    public void Offset_IsWrittenWithoutNoise() => Assert.All(Texts, pair => Assert.Equal(pair.Text, pair.Offset.ToString()));

    [Fact]
    public void Element_AtZeroIsTheReferenceItself()
    {
        Assert.Equal("input", (Row * 0).In("input"));
        Assert.Equal("Unsafe.Add(ref input, row + 1)", (Row + 1).In("input"));
    }

    [Fact]
    public void Argument_IsCastOnlyWhereTheCompilerNeedsIt()
    {
        Assert.Equal(string.Empty, ((Offset)0).Argument);
        Assert.Equal(", 16", ((Offset)16).Argument);
        Assert.Equal(", (nuint)row", Row.Argument);
        Assert.Equal(", (nuint)(row + 1)", (Row + 1).Argument);
    }

    [Theory]
    [InlineData("sum", "sum")]
    [InlineData("Vector256.Max(a, b - c)", "Vector256.Max(a, b - c)")]
    [InlineData("a * b", "(a * b)")]
    [InlineData("(a + b) * (c + d)", "((a + b) * (c + d))")]
    [InlineData("-a", "(-a)")]
    public void Primary_HasParenthesesWhereADotWouldBindElsewhere(string expression, string primary) => Assert.Equal(primary, VectorWidth.Primary(expression));
}
