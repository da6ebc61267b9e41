using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// The layout of a sample value in a program for a batch of one: its elements lie side by side, and sixteen of them stand where an element's sixteen lanes do in a program for batches. What is behind
/// the last element, up to a multiple of sixteen, is undefined.
/// </summary>
internal static class Sixteens
{
    /// <summary>The shape that a value has in such a program: how many sixteens it fills.</summary>
    public static Shape Of(Shape shape) => Shape.Of(PackedWeight.Padded(shape.Count) / VectorWidth.Lanes);

    /// <summary>Declares <c>tail</c>, the lanes of the last vector that hold elements, where it is not full.</summary>
    public static void DeclareTail(KernelWriter kernel, int count)
    {
        var vector = kernel.Vector;
        if (count % vector.Count > 0)
        {
            kernel.Write($"var tail = {Tail(vector, count % vector.Count)};");
        }
    }

    /// <summary>An expression where a vector holds elements, another in the rest of its lanes.</summary>
    public static string Select(KernelWriter kernel, bool isTail, string elements, string others) => isTail ? kernel.Vector.Select("tail", elements, others) : elements;

    /// <summary>Writes code for each vector of some elements, sixteen elements a turn.</summary>
    /// <param name="kernel">Where to write.</param>
    /// <param name="count">Elements.</param>
    /// <param name="write">Gets the vector's first element, its number among those of sixteen elements, and whether it is the last and not full.</param>
    public static void ForVectors(KernelWriter kernel, int count, Action<Offset, int, bool> write)
    {
        var (vector, whole) = (kernel.Vector, count / VectorWidth.Lanes * VectorWidth.Lanes);
        if (whole > 0)
        {
            using (kernel.For("i", 0, whole, VectorWidth.Lanes, out var i))
            {
                for (var part = 0; part < VectorWidth.Lanes / vector.Count; part++)
                {
                    write(i + (part * vector.Count), part, false);
                }
            }
        }

        using (kernel.Names())
        {
            for (var first = whole; first < count; first += vector.Count)
            {
                write(first, (first - whole) / vector.Count, count - first < vector.Count);
            }
        }
    }

    /// <summary>Declares the vectors of sixteen partial sums: a name and a number each.</summary>
    public static void DeclareParts(KernelWriter kernel, string name)
    {
        foreach (var part in Parts(kernel))
        {
            kernel.Write($"var {name}{part} = {kernel.Vector.Zero};");
        }
    }

    /// <summary>The sum of sixteen lanes by one fixed tree; <paramref name="name"/> and a number name the vectors that hold them.</summary>
    public static string SumOfParts(KernelWriter kernel, string name) => $"Lanes.Sum({string.Join(", ", Parts(kernel).Select(part => $"{name}{part}"))})";

    /// <summary>The numbers of the vectors of sixteen elements.</summary>
    public static IEnumerable<int> Parts(KernelWriter kernel) => Enumerable.Range(0, VectorWidth.Lanes / kernel.Vector.Count);

    /// <summary>The sum of all elements that are terms of an operand's vectors, by sixteen partial sums and that tree, as a vector of it: straight-line code.</summary>
    /// <param name="code">Where to write.</param>
    /// <param name="count">Elements.</param>
    /// <param name="term">The terms of a vector.</param>
    public static string Sum(StraightWriter code, int count, Func<int, string> term) => code.Local("total", SumExpression(code, count, term));

    /// <summary>As <see cref="Sum"/>, but the tree stands where the expression that it returns does: it may never run.</summary>
    public static string SumExpression(StraightWriter code, int count, Func<int, string> term)
    {
        var vector = code.Vector;
        var parts = new string?[VectorWidth.Lanes / vector.Count];
        for (var first = 0; first < count; first += vector.Count)
        {
            var (part, terms) = (first / vector.Count % parts.Length, term(first / vector.Count));
            terms = count - first < vector.Count ? vector.Select(Tail(vector, count - first), terms, vector.Zero) : terms;
            if (parts[part] is { } sum)
            {
                code.Assign(sum, $"{sum} + {terms}");
            }
            else
            {
                parts[part] = code.Local("sum", terms);
            }
        }

        return vector.Broadcast($"Lanes.Sum({string.Join(", ", parts.Select(part => part ?? vector.Zero))})");
    }

    /// <summary>The mask of the first lanes.</summary>
    public static string Tail(VectorWidth vector, int count) => $"{vector.Compare("LessThan", $"{vector.IntegerType}.Indices", vector.Broadcast($"{count}"))}.AsSingle()";

    /// <summary>Sets elements to zero, in whole vectors.</summary>
    public static void Clear(KernelWriter kernel, string reference, Size count)
    {
        using (kernel.For("i", 0, count, kernel.Vector.Count, out var i))
        {
            kernel.Write($"{kernel.Vector.Store(kernel.Vector.Zero, reference, i)};");
        }
    }

    /// <summary>Copies images, with zeros around them.</summary>
    /// <param name="kernel">Where to write.</param>
    /// <param name="from">[images, rows, columns].</param>
    /// <param name="images">Images.</param>
    /// <param name="image">Their rows and columns.</param>
    /// <param name="to">Where the padded images go, one after the other.</param>
    /// <param name="padded">Rows and columns of these.</param>
    /// <param name="border">Rows above and columns on the left.</param>
    public static void CopyPadded(KernelWriter kernel, string from, Size images, (Size Rows, Size Columns) image, string to, (Size Rows, Size Columns) padded, (int Top, int Left) border)
    {
        if (border == default && (image.Rows.Value, image.Columns.Value) == (padded.Rows.Value, padded.Columns.Value))
        {
            kernel.Write($"Lanes.Copy(ref {from}, {(Offset)(images * image.Rows * image.Columns)}, ref {to});");
            return;
        }

        Clear(kernel, to, images * padded.Rows * padded.Columns);
        using (kernel.For("image", images, out var index))
        using (kernel.For("row", image.Rows, out var row))
        {
            var place = (((index * padded.Rows) + row + border.Top) * padded.Columns) + border.Left;
            kernel.Write($"Lanes.Copy(ref {(((index * image.Rows) + row) * image.Columns).In(from)}, {(Offset)image.Columns}, ref {place.In(to)});");
        }
    }
}
