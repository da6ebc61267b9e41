using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Operations;

/// <summary>How a kernel for one sample goes between the sample's values side by side and a block, where each has sixteen lanes.</summary>
/// <param name="AreZero">Whether the lanes of a result without a sample are zero, as a gradient's are; otherwise they repeat the sample, so that they are finite where it is.</param>
/// <param name="AreAbsent">Whether there are no other lanes: the sample's values are side by side.</param>
internal readonly record struct SampleLanes(bool AreZero, bool AreAbsent = false)
{
    /// <summary>Takes the sample out of a value: <paramref name="count"/> elements side by side.</summary>
    public static void Gather(KernelWriter kernel, string from, Offset first, Size count, string to) =>
        kernel.Write($"Lanes.Store(ref {first.In(from)}, {count}, 1, ref {to});");

    /// <summary>Copies elements that are side by side.</summary>
    public static void Copy(KernelWriter kernel, string from, Size count, string to) =>
        kernel.Write($"Lanes.Copy(ref {from}, {count}, ref {to});");

    /// <summary>Takes the sample's images out of a value, with zeros around them.</summary>
    /// <param name="kernel">Where to write.</param>
    /// <param name="from">The value, [images, rows, columns].</param>
    /// <param name="images">Images.</param>
    /// <param name="image">Their rows and columns.</param>
    /// <param name="to">Where the padded images go, one after the other.</param>
    /// <param name="padded">Rows and columns of these.</param>
    /// <param name="border">Rows above and columns on the left.</param>
    /// <param name="isContiguous">Whether the value has the sample's elements side by side already.</param>
    public static void GatherPadded(
        KernelWriter kernel, string from, Size images, (Size Rows, Size Columns) image, string to, (Size Rows, Size Columns) padded, (int Top, int Left) border, bool isContiguous = false)
    {
        if (border == default && (image.Rows.Value, image.Columns.Value) == (padded.Rows.Value, padded.Columns.Value))
        {
            Take(0, images * image.Rows * image.Columns, to);
            return;
        }

        Clear(kernel, to, images * padded.Rows * padded.Columns);
        using (kernel.For("image", images, out var index))
        using (kernel.For("row", image.Rows, out var row))
        {
            var place = (((index * padded.Rows) + row + border.Top) * padded.Columns) + border.Left;
            Take(((index * image.Rows) + row) * image.Columns, image.Columns, place.In(to));
        }

        void Take(Offset first, Size count, string place)
        {
            if (isContiguous)
            {
                Copy(kernel, first.In(from), count, place);
            }
            else
            {
                Gather(kernel, from, first * VectorWidth.Lanes, count, place);
            }
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
    /// <param name="kernel">Where to write.</param>
    /// <param name="element">The element.</param>
    /// <param name="reference">Where the value is, or a part of it.</param>
    /// <param name="index">The element's number there.</param>
    public void Write(KernelWriter kernel, string element, string reference, Offset index) => kernel.Write(AreAbsent
        ? $"{index.In(reference)} = {element};"
        : $"{kernel.Vector.Store(AreZero ? $"{kernel.Vector.Class}.CreateScalar({element})" : kernel.Vector.Broadcast(element), reference, index * VectorWidth.Lanes)};");
}
