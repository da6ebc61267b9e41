using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>The loops of a sum: outside the axes that the result has, inside those that it is summed over.</summary>
/// <param name="input">The shape of what is summed.</param>
/// <param name="result">The result as a loop over the input's elements sees it: its strides are 0 along the axes that are summed over.</param>
internal sealed class SumLoops(Shape input, ElementView result)
{
    private readonly AxisNest kept = Nest("i", input, result, isKept: true);
    private readonly AxisNest summed = Nest("j", input, result, isKept: false);

    /// <summary>Writes sums of vectors, inside a loop over slices of lanes.</summary>
    public void WriteLanes(KernelWriter kernel, Offset lane, string from, string to)
    {
        var vector = kernel.Vector;
        using (kept.Open(kernel))
        {
            kernel.Write($"var total = {vector.Zero};");
            using (summed.Open(kernel))
            {
                kernel.Write($"total += {vector.Load(from, kept.Stepped(0, VectorWidth.Lanes) + summed.Stepped(0, VectorWidth.Lanes) + lane)};");
            }

            kernel.Write($"{vector.Store("total", to, kept.Stepped(1, VectorWidth.Lanes) + lane)};");
        }
    }

    /// <summary>Writes sums of a batch value's elements.</summary>
    public void WriteNumbers(KernelWriter kernel, string from, string to)
    {
        using (kept.Open(kernel))
        {
            kernel.Write("var total = 0f;");
            using (summed.Open(kernel))
            {
                kernel.Write($"total += {(kept.Stepped(0) + summed.Stepped(0)).In(from)};");
            }

            kernel.Write($"{kept.Stepped(1).In(to)} = total;");
        }
    }

    /// <summary>Writes the sums as straight-line code and returns the local of each element of the result.</summary>
    public static string[] Straight(StraightWriter code, ElementView result)
    {
        var input = code.InputShape();
        var sums = new string[code.OutputShape().Count];
        for (var element = 0; element < input.Count; element++)
        {
            var sum = result.ElementAt(input, element);
            if (sums[sum] is { } local)
            {
                code.Assign(local, $"{local} + {code.Input(0, element)}");
            }
            else
            {
                sums[sum] = code.Local("total", code.Input(0, element));
            }
        }

        return sums;
    }

    private static AxisNest Nest(string variable, Shape input, ElementView result, bool isKept)
    {
        var own = ElementView.StridesOf(input);
        var axes = Enumerable.Range(0, input.Rank).Where(axis => (result.Strides[axis] != 0) == isKept).ToArray();
        return new AxisNest(variable, [.. axes.Select(axis => input[axis])], [.. axes.Select(axis => own[axis])], [.. axes.Select(axis => result.Strides[axis])]);
    }
}
