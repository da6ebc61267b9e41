using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>The kernel of every operation that applies one formula to each element of operands that are broadcast to its result.</summary>
internal static class BroadcastKernel
{
    /// <summary>Writes the loops.</summary>
    public static void Emit(KernelWriter kernel, Operation operation, Func<VectorWidth, string[], string> formula)
    {
        var shape = kernel.OutputShape();
        ElementLoops.Write(
            kernel,
            shape,
            ElementView.Whole(operation.OutputNames[0], kernel.OutputExtent(), shape),
            [.. Enumerable.Range(0, kernel.InputCount).Select(input => Broadcasting.View(operation.InputNames[input], kernel.InputExtent(input), kernel.InputShape(input), shape))],
            formula);
    }

    /// <summary>Straight-line code is for sample values.</summary>
    public static int? StraightCost(int cost, IReadOnlyList<Value> outputs) => outputs[0].Extent == Extent.Batch ? null : cost * outputs[0].Shape.Count;

    /// <summary>Writes one expression an element.</summary>
    public static void EmitStraight(StraightWriter code, Func<VectorWidth, string[], string> formula)
    {
        var shape = code.OutputShape();
        var views = code.Node.Inputs.Select((input, i) => Broadcasting.View(string.Empty, input.Extent, code.InputShape(i), shape)).ToArray();
        for (var element = 0; element < shape.Count; element++)
        {
            code.Define(0, element, formula(code.Vector, [.. views.Select((view, input) => code.Input(input, view.ElementAt(shape, element)))]));
        }
    }
}
