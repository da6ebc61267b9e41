namespace ModelGen.Compiler.Emission;

/// <summary>Loops over axes, one in the other, through which several arrays step with strides of their own. Axes of one index have no loop, and neighbours through which all arrays step as through one have one.</summary>
public sealed class AxisNest
{
    private readonly List<(int Size, int[] Strides)> axes = [];
    private readonly string variable;

    /// <summary>The loops over some axes.</summary>
    /// <param name="variable">The loops' variables are this name and a number.</param>
    /// <param name="sizes">The axes, outermost first.</param>
    /// <param name="strides">For each array: elements from one index of each axis to the next.</param>
    public AxisNest(string variable, IReadOnlyList<int> sizes, params IReadOnlyList<IReadOnlyList<int>> strides)
    {
        this.variable = variable;
        for (var axis = 0; axis < sizes.Count; axis++)
        {
            if (sizes[axis] == 1)
            {
                continue;
            }

            var own = strides.Select(array => array[axis]).ToArray();
            if (axes.Count > 0 && axes[^1].Strides.Select((outer, i) => outer == own[i] * sizes[axis]).All(fits => fits))
            {
                axes[^1] = (axes[^1].Size * sizes[axis], own);
            }
            else
            {
                axes.Add((sizes[axis], own));
            }
        }
    }

    /// <summary>Indices of the innermost loop, 1 where there is none.</summary>
    public int InnermostSize => axes.Count == 0 ? 1 : axes[^1].Size;

    /// <summary>Elements that an array steps in the innermost loop; null where there is none.</summary>
    public int? InnermostStride(int array) => axes.Count == 0 ? null : axes[^1].Strides[array];

    /// <summary>Takes the innermost loop away, which the caller writes.</summary>
    public void DropInnermost()
    {
        if (axes.Count > 0)
        {
            axes.RemoveAt(axes.Count - 1);
        }
    }

    /// <summary>Writes the loops' headers; disposing what is returned closes them.</summary>
    public IDisposable Open(CodeWriter writer)
    {
        var scopes = new Stack<IDisposable>();
        foreach (var (size, _) in axes)
        {
            scopes.Push(writer.For($"{variable}{scopes.Count}", size, out _));
        }

        return new Scopes(scopes);
    }

    /// <summary>How far an array has stepped, in units of which an element has <paramref name="scale"/>.</summary>
    public Offset Stepped(int array, int scale = 1)
    {
        Offset sum = 0;
        for (var axis = 0; axis < axes.Count; axis++)
        {
            sum += (Offset)$"{variable}{axis}" * (axes[axis].Strides[array] * scale);
        }

        return sum;
    }
}
