using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>Which values of an image a value of the enlarged image is made of, and with which shares.</summary>
internal abstract class Interpolation
{
    /// <summary>The interpolation of a member of the runtime's <c>UpsampleMode</c>.</summary>
    public static Interpolation Of(string mode) => mode == "Bilinear" ? new Bilinear() : new Nearest();

    /// <summary>Visits every share in the reference: index in the enlarged image, index in the image, share.</summary>
    public void ForEach(int batch, Shape image, int scale, Action<int, int, double> visit)
    {
        var (height, width) = (image[1] * scale, image[2] * scale);
        for (var y = 0; y < batch * image[0] * height * width; y++)
        {
            var plane = y / (height * width) * image[1] * image[2];
            foreach (var (row, rowShare) in Shares(y / width % height, image[1], scale))
            {
                foreach (var (column, columnShare) in Shares(y % width, image[2], scale))
                {
                    visit(y, plane + (row * image[2]) + column, rowShare * columnShare);
                }
            }
        }
    }

    /// <summary>Loops over the enlarged image's values: the body gets the running one's offset, the offsets in the image and the vectors of their shares, null for all.</summary>
    public void Write(KernelWriter kernel, Shape image, int scale, Action<Offset, IReadOnlyList<(Offset Offset, string? Share)>> body)
    {
        var (height, width) = (image[1] * scale, image[2] * scale);
        using (kernel.For("channel", image[0], out var channel))
        using (kernel.For("row", height, out var row))
        {
            WriteAxis(kernel, "row", row, image[1], scale);
            using (kernel.For("column", width, out var column))
            {
                WriteAxis(kernel, "column", column, image[2], scale);
                using (kernel.ForSlices(out var lane))
                {
                    var y = kernel.Declare("y", (((((channel * height) + row) * width) + column) * VectorWidth.Lanes) + lane);
                    body(y, Corners(kernel, (imageRow, imageColumn) => (((((channel * image[1]) + imageRow) * image[2]) + imageColumn) * VectorWidth.Lanes) + lane));
                }
            }
        }
    }

    private protected abstract IEnumerable<(int Index, double Share)> Shares(int index, int size, int scale);

    /// <summary>Declares where the running row or column of the enlarged image lies in the image.</summary>
    private protected abstract void WriteAxis(KernelWriter kernel, string axis, Offset index, int size, int scale);

    private protected abstract IReadOnlyList<(Offset Offset, string? Share)> Corners(KernelWriter kernel, Func<Offset, Offset, Offset> offset);

    private sealed class Nearest : Interpolation
    {
        private protected override IEnumerable<(int Index, double Share)> Shares(int index, int size, int scale) => [(index / scale, 1)];

        private protected override void WriteAxis(KernelWriter kernel, string axis, Offset index, int size, int scale) => kernel.Write($"var {axis}0 = {index / scale};");

        private protected override IReadOnlyList<(Offset Offset, string? Share)> Corners(KernelWriter kernel, Func<Offset, Offset, Offset> offset) => [(offset("row0", "column0"), null)];
    }

    private sealed class Bilinear : Interpolation
    {
        private protected override IEnumerable<(int Index, double Share)> Shares(int index, int size, int scale)
        {
            var position = Math.Max(((index + 0.5) / scale) - 0.5, 0);
            var first = (int)position;
            return [(first, 1 - (position - first)), (Math.Min(first + 1, size - 1), position - first)];
        }

        // In whole numbers, so that no position is off by a rounding: twice the scale to a row.
        private protected override void WriteAxis(KernelWriter kernel, string axis, Offset index, int size, int scale) => kernel.Write($"""
            var {axis}Position = Math.Max({(2 * index) + (1 - scale)}, 0);
            var {axis}0 = {axis}Position / {2 * scale};
            var {axis}1 = Math.Min({axis}0 + 1, {size - 1});
            var {axis}Share = {axis}Position % {2 * scale} * {Literals.Float(0.5 / scale)};
            """);

        private protected override IReadOnlyList<(Offset Offset, string? Share)> Corners(KernelWriter kernel, Func<Offset, Offset, Offset> offset)
        {
            var (row0, row1, column0, column1) = ("(1f - rowShare)", "rowShare", "(1f - columnShare)", "columnShare");
            return
            [
                (offset("row0", "column0"), kernel.Vector.Broadcast($"{row0} * {column0}")),
                (offset("row0", "column1"), kernel.Vector.Broadcast($"{row0} * {column1}")),
                (offset("row1", "column0"), kernel.Vector.Broadcast($"{row1} * {column0}")),
                (offset("row1", "column1"), kernel.Vector.Broadcast($"{row1} * {column1}")),
            ];
        }
    }
}
