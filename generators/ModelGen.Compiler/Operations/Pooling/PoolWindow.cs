using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>The windows of a pooling layer. With <paramref name="Ceiling"/> a last window may reach beyond the padded input, as long as it starts before the padding on the right.</summary>
/// <param name="Height">Rows of a window.</param>
/// <param name="Width">Columns of a window.</param>
/// <param name="StrideHeight">Rows between two windows.</param>
/// <param name="StrideWidth">Columns between two windows.</param>
/// <param name="PaddingHeight">Rows added above and below.</param>
/// <param name="PaddingWidth">Columns added on both sides.</param>
/// <param name="Ceiling">Whether the number of windows is rounded up.</param>
public sealed record PoolWindow(int Height, int Width, int StrideHeight, int StrideWidth, int PaddingHeight, int PaddingWidth, bool Ceiling)
{
    /// <summary>What is wrong with the constants alone.</summary>
    public Problem? Validate() =>
        Constants.Distance(Height == Width ? "size" : "height", Height)
        ?? Constants.Distance("width", Width)
        ?? Constants.Distance("Stride", StrideHeight)
        ?? Constants.Distance("Padding", PaddingHeight, least: 0)
        ?? Constants.Distance("Padding", PaddingWidth, least: 0);

    /// <summary>Rows and columns at the end of the input that no window covers.</summary>
    public IReadOnlyList<int> Unread(Shape input) => Ceiling
        ? []
        : [Limits.Unread(input[1], PaddingHeight, PaddingHeight, Height, StrideHeight), Limits.Unread(input[2], PaddingWidth, PaddingWidth, Width, StrideWidth)];

    /// <summary>The shape rule.</summary>
    public ShapeResult Infer(Shape input)
    {
        if (input.Rank != 3)
        {
            return Problem.Of(Rules.ImageExpected);
        }

        if (PaddingHeight * 2 > Height || PaddingWidth * 2 > Width)
        {
            return Problem.Of(Rules.PoolPaddingTooLarge);
        }

        var (height, width) = (input[1] + (2 * PaddingHeight), input[2] + (2 * PaddingWidth));
        return Height > height || Width > width
            ? Problem.Of(Rules.KernelLargerThanInput, $"{Height}×{Width}", $"{height}×{width}")
            : Shape.Of(input[0], Windows(input[1], Height, StrideHeight, PaddingHeight), Windows(input[2], Width, StrideWidth, PaddingWidth));
    }

    /// <summary>As the user would write it.</summary>
    public string Describe(string layer)
    {
        var text = Height == Width ? $"{Height}" : $"{Height}, {Width}";
        text += StrideHeight == Height && StrideWidth == Width ? string.Empty : $", Stride = {StrideHeight}";
        text += PaddingWidth == 0 ? string.Empty : $", Padding = {PaddingWidth}";
        return $"{layer}({text}{(Ceiling ? ", Ceiling = true" : string.Empty)})";
    }

    /// <summary>The rows (or columns) of the input that a window covers: first and number. The same for every row of windows that is not cut off by a border.</summary>
    public (int First, int Count) Rows(int window, int inputHeight) => Cover(window, Height, StrideHeight, PaddingHeight, inputHeight);

    /// <summary>The columns of the input that a window covers.</summary>
    public (int First, int Count) Columns(int window, int inputWidth) => Cover(window, Width, StrideWidth, PaddingWidth, inputWidth);

    /// <summary>What an average divides by: the window's elements within the padded input (PyTorch's count_include_pad).</summary>
    public int Divisor(int windowRow, int windowColumn, Shape input) =>
        Extent(windowRow, Height, StrideHeight, PaddingHeight, input[1]) * Extent(windowColumn, Width, StrideWidth, PaddingWidth, input[2]);

    /// <summary>Visits the elements of every window: sample and channel's window index, input index.</summary>
    public void ForEach(int batch, Shape input, Shape output, Action<int, int, int> visit)
    {
        for (var plane = 0; plane < batch * input[0]; plane++)
        {
            for (var window = 0; window < output[1] * output[2]; window++)
            {
                var (windowRow, windowColumn) = (window / output[2], window % output[2]);
                var (top, rows) = Rows(windowRow, input[1]);
                var (left, columns) = Columns(windowColumn, input[2]);
                for (var i = 0; i < rows * columns; i++)
                {
                    visit((plane * output[1] * output[2]) + window, (((plane * input[1]) + top + (i / columns)) * input[2]) + left + (i % columns), Divisor(windowRow, windowColumn, input));
                }
            }
        }
    }

    private int Windows(int size, int kernel, int stride, int padding)
    {
        var free = size + (2 * padding) - kernel;
        var count = ((Ceiling ? free + stride - 1 : free) / stride) + 1;
        return (count - 1) * stride >= size + padding ? count - 1 : count;
    }

    private static (int First, int Count) Cover(int window, int kernel, int stride, int padding, int size)
    {
        var start = (window * stride) - padding;
        var first = Math.Max(start, 0);
        return (first, Math.Min(start + kernel, size) - first);
    }

    private static int Extent(int window, int kernel, int stride, int padding, int size)
    {
        var start = (window * stride) - padding;
        return Math.Min(start + kernel, size + padding) - start;
    }
}
