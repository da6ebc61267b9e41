using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Operations;

/// <summary>Writes how a tile's elements are found in an image: where they stand or, when some lie outside, in a copy with zeros.</summary>
/// <param name="kernel">Where to write.</param>
/// <param name="source">The operand.</param>
/// <param name="height">Its rows.</param>
/// <param name="width">Its columns.</param>
/// <param name="size">Rows and columns of a tile.</param>
/// <param name="copy">Where in the workspace the copy goes; null where no tile lies outside.</param>
internal sealed class WinogradPatch(KernelWriter kernel, string source, Size height, Size width, int size, Offset? copy)
{
    private readonly VectorWidth vector = kernel.Vector;
    private Offset row, column;

    private string Inside => $"is{Identifiers.Pascal(source)}Inside";

    /// <summary>Names the tile's first row and column, which may be negative, and whether all of it is inside.</summary>
    public void Declare(Offset firstRow, Offset firstColumn)
    {
        row = kernel.Declare($"{source}Row", firstRow);
        column = kernel.Declare($"{source}Column", firstColumn);
        if (copy is not null)
        {
            kernel.Write($"var {Inside} = {row} >= 0 && {column} >= 0 && {row} <= {(Offset)height} - {size} && {column} <= {(Offset)width} - {size};");
        }
    }

    /// <summary>Writes the way to the tile's elements in one plane: where the first stands, and the distances of rows and of columns.</summary>
    public (string First, Offset Row, Offset Column) Write(Offset plane, Offset lane)
    {
        var image = plane * (height * width * VectorWidth.Lanes);
        var corner = (image + (((row * width) + column) * VectorWidth.Lanes) + lane).In(source);
        Offset distance = width * VectorWidth.Lanes;
        if (copy is not { } place)
        {
            return (corner, distance, VectorWidth.Lanes);
        }

        kernel.Write($"""
            ref var patch = ref {place.In("workspace")};
            var (distance, step) = ({size * vector.Count}, {vector.Count});
            """);
        using (kernel.Block($"if ({Inside})"))
        {
            kernel.Write($"""
                patch = ref {corner};
                (distance, step) = ({distance}, {VectorWidth.Lanes});
                """);
        }

        using (kernel.Block("else"))
        using (kernel.For("p", size, out var p))
        using (kernel.For("q", size, out var q))
        {
            kernel.Write($"""
                var isElement = (uint)({row + p}) < {Unsigned(height)} && (uint)({column + q}) < {Unsigned(width)};
                var element = isElement ? {vector.Load(source, image + ((((row + p) * width) + column + q) * VectorWidth.Lanes) + lane)} : {vector.Zero};
                {vector.Store("element", "patch", ((p * size) + q) * vector.Count)};
                """);
        }

        return ("patch", "distance", "step");
    }

    private static string Unsigned(Size size) => size.IsLiteral ? $"{size}u" : $"(uint){size}";
}
