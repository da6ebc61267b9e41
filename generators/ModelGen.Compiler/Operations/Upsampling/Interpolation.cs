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

    /// <summary>Loops over the enlarged image's values: in the body <c>y</c> is the running one's offset, and what it gets are the offsets in the image and the vectors of their shares, null for all.</summary>
    public void Write(KernelWriter kernel, Shape image, int scale, Action<IReadOnlyList<(string Offset, string? Share)>> body)
    {
        var (height, width) = (image[1] * scale, image[2] * scale);
        using (kernel.For("channel", image[0]))
        using (kernel.For("row", height))
        {
            WriteAxis(kernel, "row", image[1], scale);
            using (kernel.For("column", width))
            {
                WriteAxis(kernel, "column", image[2], scale);
                using (kernel.ForSlices())
                {
                    kernel.Write($"var y = ((channel * {height} + row) * {width} + column) * {VectorWidth.Lanes} + lane;");
                    body(Corners(kernel, (row, column) => $"((channel * {image[1]} + {row}) * {image[2]} + {column}) * {VectorWidth.Lanes} + lane"));
                }
            }
        }
    }

    private protected abstract IEnumerable<(int Index, double Share)> Shares(int index, int size, int scale);

    /// <summary>Declares where the running row or column of the enlarged image lies in the image.</summary>
    private protected abstract void WriteAxis(KernelWriter kernel, string axis, int size, int scale);

    private protected abstract IReadOnlyList<(string Offset, string? Share)> Corners(KernelWriter kernel, Func<string, string, string> offset);

    private sealed class Nearest : Interpolation
    {
        private protected override IEnumerable<(int Index, double Share)> Shares(int index, int size, int scale) => [(index / scale, 1)];

        private protected override void WriteAxis(KernelWriter kernel, string axis, int size, int scale) => kernel.Write($"var {axis}0 = {axis} / {scale};");

        private protected override IReadOnlyList<(string Offset, string? Share)> Corners(KernelWriter kernel, Func<string, string, string> offset) => [(offset("row0", "column0"), null)];
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
        private protected override void WriteAxis(KernelWriter kernel, string axis, int size, int scale) => kernel.Write($"""
            var {axis}Position = Math.Max(2 * {axis} + {1 - scale}, 0);
            var {axis}0 = {axis}Position / {2 * scale};
            var {axis}1 = Math.Min({axis}0 + 1, {size - 1});
            var {axis}Share = {axis}Position % {2 * scale} * {Literals.Float(0.5 / scale)};
            """);

        private protected override IReadOnlyList<(string Offset, string? Share)> Corners(KernelWriter kernel, Func<string, string, string> offset)
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
