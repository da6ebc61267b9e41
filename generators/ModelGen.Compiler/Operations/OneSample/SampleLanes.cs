using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Operations;

/// <summary>How a kernel for one sample goes between the sample's values side by side and a block, where each has sixteen lanes.</summary>
/// <param name="AreZero">Whether the lanes of a result without a sample are zero, as a gradient's are; otherwise they repeat the sample, so that they are finite where it is.</param>
internal readonly record struct SampleLanes(bool AreZero)
{
    /// <summary>Takes the sample out of a value: <paramref name="count"/> elements side by side.</summary>
    public static void Gather(KernelWriter kernel, string from, Offset first, Size count, string to) =>
        kernel.Write($"Lanes.Store(ref {first.In(from)}, {count}, 1, ref {to});");

    /// <summary>Takes the sample's images out of a value, with zeros around them.</summary>
    /// <param name="kernel">Where to write.</param>
    /// <param name="from">The value, [images, rows, columns].</param>
    /// <param name="images">Images.</param>
    /// <param name="image">Their rows and columns.</param>
    /// <param name="to">Where the padded images go, one after the other.</param>
    /// <param name="padded">Rows and columns of these.</param>
    /// <param name="border">Rows above and columns on the left.</param>
    public static void GatherPadded(KernelWriter kernel, string from, Size images, (Size Rows, Size Columns) image, string to, (Size Rows, Size Columns) padded, (int Top, int Left) border)
    {
        if (border == default && (image.Rows.Value, image.Columns.Value) == (padded.Rows.Value, padded.Columns.Value))
        {
            Gather(kernel, from, 0, images * image.Rows * image.Columns, to);
            return;
        }

        Clear(kernel, to, images * padded.Rows * padded.Columns);
        using (kernel.For("image", images, out var index))
        using (kernel.For("row", image.Rows, out var row))
        {
            var place = (((index * padded.Rows) + row + border.Top) * padded.Columns) + border.Left;
            Gather(kernel, from, ((index * image.Rows) + row) * (image.Columns * VectorWidth.Lanes), image.Columns, place.In(to));
        }
    }

    /// <summary>Sets elements to zero, in whole vectors.</summary>
    public static void Clear(KernelWriter kernel, string reference, Size count)
    {
        using (kernel.For("i", 0, count, kernel.Vector.Count, out var i))
        {
            kernel.Write($"{kernel.Vector.Store(kernel.Vector.Zero, reference, i)};");
        }
    }

    /// <summary>Stores one element of the sample in all lanes that are read.</summary>
    public void Write(KernelWriter kernel, string element, string reference, Offset offset) =>
        kernel.Write($"{kernel.Vector.Store(AreZero ? $"{kernel.Vector.Class}.CreateScalar({element})" : kernel.Vector.Broadcast(element), reference, offset)};");
}
