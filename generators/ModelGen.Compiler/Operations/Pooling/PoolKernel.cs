using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>Emits the loops over windows that all pooling kernels share.</summary>
internal sealed class PoolKernel(KernelWriter kernel, PoolWindow window, Shape input, Shape output, bool isContiguous = false)
{
    private const int UnrollLimit = 32;

    // Floats from one value to the next.
    private readonly int stride = isContiguous ? 1 : VectorWidth.Lanes;

    /// <summary>Whether a window is cut off by a border, so that its bounds must be computed.</summary>
    private bool IsClipped => window.PaddingHeight > 0 || window.PaddingWidth > 0
        || ((output[1] - 1) * window.StrideHeight) + window.Height > input[1]
        || ((output[2] - 1) * window.StrideWidth) + window.Width > input[2];

    /// <summary>Whether no element is in two windows.</summary>
    public bool IsDisjoint => window.StrideHeight >= window.Height && window.StrideWidth >= window.Width;

    /// <summary>Whether each element is in exactly one window.</summary>
    public bool IsPartition => window.StrideHeight == window.Height && window.StrideWidth == window.Width && !IsClipped
        && output[1] * window.Height == input[1] && output[2] * window.Width == input[2];

    /// <summary>
    /// Writes the loops. In their body <c>y</c> is the window's offset in the output and <c>x</c> that of the input's channel; after <paramref name="start"/> each element of the window is visited by
    /// <paramref name="element"/>, which gets the offset of the element, then <paramref name="end"/> is written.
    /// </summary>
    public void Write(Action<Offset> start, Action<Offset, Offset> element, Action<Offset> end)
    {
        using (kernel.For("channel", input[0], out var channel))
        using (kernel.For("windowRow", output[1], out var windowRow))
        using (kernel.For("windowColumn", output[2], out var windowColumn))
        {
            if (IsClipped)
            {
                kernel.Write($"""
                    var top = {windowRow * window.StrideHeight}{Minus(window.PaddingHeight)};
                    var left = {windowColumn * window.StrideWidth}{Minus(window.PaddingWidth)};
                    var (firstRow, belowRow) = (Math.Max(top, 0), Math.Min(top + {window.Height}, {input[1]}));
                    var (firstColumn, belowColumn) = (Math.Max(left, 0), Math.Min(left + {window.Width}, {input[2]}));
                    """);
            }

            Offset lane = 0;
            using (isContiguous ? kernel.Names() : kernel.ForSlices(out lane))
            {
                var y = kernel.Declare("y", (((((channel * output[1]) + windowRow) * output[2]) + windowColumn) * stride) + lane);
                start(y);
                if (IsClipped)
                {
                    using (kernel.Block("for (var row = firstRow; row < belowRow; row++)"))
                    using (kernel.Block("for (var column = firstColumn; column < belowColumn; column++)"))
                    {
                        element(y, kernel.Declare("x", (((((channel * input[1]) + "row") * input[2]) + "column") * stride) + lane));
                    }
                }
                else
                {
                    var x = ((((channel * input[1]) + (windowRow * window.StrideHeight)) * input[2]) + (windowColumn * window.StrideWidth)) * stride;
                    WriteWhole(kernel.Declare("x", x + lane), place => element(y, place));
                }

                end(y);
            }
        }
    }

    /// <summary>An expression for what an average over the window divides by.</summary>
    public string Divisor => !IsClipped
        ? Literals.Float(window.Height * window.Width)
        : $"(float)((Math.Min(top + {window.Height}, {input[1] + window.PaddingHeight}) - top) * (Math.Min(left + {window.Width}, {input[2] + window.PaddingWidth}) - left))";

    /// <summary>Sets an input-shaped value to zero where windows will not write every element.</summary>
    public void WriteZeros(string name)
    {
        using (kernel.ForVectors(input.Count, out var i))
        {
            kernel.Write($"{kernel.Vector.Store(kernel.Vector.Zero, name, i)};");
        }
    }

    private void WriteWhole(Offset x, Action<Offset> element)
    {
        if (window.Height * window.Width <= UnrollLimit)
        {
            for (var i = 0; i < window.Height * window.Width; i++)
            {
                element(x + (((i / window.Width * input[2]) + (i % window.Width)) * stride));
            }

            return;
        }

        using (kernel.For("row", window.Height, out var row))
        using (kernel.For("column", window.Width, out var column))
        {
            element(x + (((row * input[2]) + column) * stride));
        }
    }

    private static string Minus(int padding) => padding == 0 ? string.Empty : $" - {padding}";
}
