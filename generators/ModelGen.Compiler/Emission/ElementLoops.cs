using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Emission;

/// <summary>Writes the loops over the elements of a shape in which operands and result each step in their own way: broadcasting, slices, transposition.</summary>
public sealed class ElementLoops
{
    private const string Letters = "xyz";

    // A batch value has one number an element: the first lane of the smallest vectors.
    private static readonly VectorWidth ForNumbers = new(128);

    private readonly KernelWriter kernel;
    private readonly ElementView[] views;
    private readonly AxisNest axes;
    private readonly string[] names;

    private ElementLoops(KernelWriter kernel, Shape shape, ElementView[] views)
    {
        this.kernel = kernel;
        this.views = views;
        axes = new AxisNest("i", shape.Sizes, [.. views.Select(view => view.Strides)]);
        names = [.. views.Skip(1).Select((_, i) => Letters[i].ToString())];
    }

    /// <summary>Whether sample values step through the innermost axis one element after the other, so that their lanes are one run, and batch values stay where they are.</summary>
    private bool IsFlat => views.Select((view, i) => axes.InnermostStride(i) is not { } stride || stride == (view.Extent == Extent.Sample ? 1 : 0)).All(fits => fits);

    /// <summary>Writes result = formula(operands) for every element. A sample value's result takes all sixteen lanes, those beyond the last sample too.</summary>
    /// <param name="kernel">Where to write.</param>
    /// <param name="shape">The shape that is looped over.</param>
    /// <param name="result">Where the results go.</param>
    /// <param name="operands">Up to three operands.</param>
    /// <param name="formula">The result as an expression over vectors, named by identifiers.</param>
    public static void Write(KernelWriter kernel, Shape shape, ElementView result, IReadOnlyList<ElementView> operands, Func<VectorWidth, string[], string> formula)
    {
        var loops = new ElementLoops(kernel, shape, [result, .. operands]);
        if (result.Extent == Extent.Batch)
        {
            loops.WriteNumbers(formula(ForNumbers, loops.names));
        }
        else if (loops.IsFlat)
        {
            loops.WriteFlat(formula(kernel.Vector, loops.names));
        }
        else
        {
            loops.WriteLanes(formula(kernel.Vector, loops.names));
        }
    }

    private void WriteNumbers(string expression)
    {
        using (axes.Open(kernel))
        {
            WriteBroadcasts(ForNumbers);
            kernel.Write($"{Place(0).In(views[0].Name)} = {VectorWidth.Primary(expression)}.ToScalar();");
        }
    }

    private void WriteFlat(string expression)
    {
        var run = axes.InnermostSize;
        axes.DropInnermost();
        using (axes.Open(kernel))
        {
            WriteBroadcasts(kernel.Vector);
            using (kernel.For("i", 0, run * VectorWidth.Lanes, kernel.Vector.Count, out var i))
            {
                WriteElement(expression, i);
            }
        }
    }

    private void WriteLanes(string expression)
    {
        using (axes.Open(kernel))
        {
            WriteBroadcasts(kernel.Vector);
            using (kernel.ForAllSlices(out var lane))
            {
                WriteElement(expression, lane);
            }
        }
    }

    private void WriteBroadcasts(VectorWidth vector)
    {
        for (var i = 1; i < views.Length; i++)
        {
            if (views[i].Extent == Extent.Batch)
            {
                kernel.Write($"var {names[i - 1]} = {vector.Broadcast(Place(i).In(views[i].Name))};");
            }
        }
    }

    private void WriteElement(string expression, Offset lane)
    {
        for (var i = 1; i < views.Length; i++)
        {
            if (views[i].Extent == Extent.Sample)
            {
                kernel.Write($"var {names[i - 1]} = {kernel.Vector.Load(views[i].Name, PlaceOfLanes(i))};");
            }
        }

        kernel.Epilogue.StoreElement(expression, views[0].Name, PlaceOfLanes(0));

        Offset PlaceOfLanes(int view) => Place(view, VectorWidth.Lanes) + lane;
    }

    private Offset Place(int view, int scale = 1) => axes.Stepped(view, scale) + (views[view].Offset * scale);
}
