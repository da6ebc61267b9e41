using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Operations;

/// <summary>How the values of each sample are normalized: in groups of neighbours in row-major order, each with a mean and a deviation of its own.</summary>
/// <param name="Elements">Values of a sample.</param>
/// <param name="Groups">Groups of equal size.</param>
/// <param name="IsCentered">Whether the group's mean is subtracted.</param>
/// <param name="Weights">Numbers of the gain γ, each for as many neighbouring values as the others: 0 for no gain.</param>
/// <param name="HasBias">Whether β, of as many numbers, is added.</param>
public sealed record SampleGroups(int Elements, int Groups, bool IsCentered, int Weights, bool HasBias)
{
    /// <summary>Values of a group.</summary>
    public int Size => Elements / Groups;

    /// <summary>Whether there is a gain.</summary>
    public bool HasWeight => Weights > 0;

    /// <summary>Whether each value has a gain of its own.</summary>
    private bool IsElementwise => Weights == Elements;

    /// <summary>Rows of a group: its values are rows × columns. Values of one row share their gain, unless each has its own.</summary>
    private int Rows => HasWeight && !IsElementwise ? Weights / Groups : 1;

    private int Columns => Size / Rows;

    /// <summary>The gain's number for a value.</summary>
    public int WeightOf(int element) => element / (Elements / Weights);

    /// <summary>The offset in statistics of a gain's group.</summary>
    public Offset StatisticOf(Offset weight, Offset lane) => Groups == 1 ? lane : ((weight / (Weights / Groups)) * VectorWidth.Lanes) + lane;

    /// <summary>Names of the operands that a normalizing kernel reads after its first ones.</summary>
    public IEnumerable<string> Statistics => IsCentered ? ["mean", "inverse"] : ["inverse"];

    /// <summary>Loops over groups and slices; declares <c>center</c> and <c>scale</c>, the group's statistics. The body gets group and lane.</summary>
    public void ForGroups(KernelWriter kernel, Action<Offset, Offset> body)
    {
        using (kernel.For("group", Groups, out var group))
        using (kernel.ForSlices(out var lane))
        {
            if (IsCentered)
            {
                kernel.Write($"var center = {kernel.Vector.Load("mean", (group * VectorWidth.Lanes) + lane)};");
            }

            kernel.Write($"var scale = {kernel.Vector.Load("inverse", (group * VectorWidth.Lanes) + lane)};");
            body(group, lane);
        }
    }

    /// <summary>Loops over a group's values: the body gets the running one's index and offset.</summary>
    public void ForValues(KernelWriter kernel, Offset group, Offset lane, Action<Offset, Offset> body) => ForRows(kernel, group, row =>
    {
        using (kernel.For("column", Columns, out var column))
        {
            var element = kernel.Declare("element", row + column);
            body(element, kernel.Declare("offset", (element * VectorWidth.Lanes) + lane));
        }
    });

    /// <summary>Sums over a group's values, by <see cref="RunSum"/>; the term is written for an element's index.</summary>
    public void SumValues(KernelWriter kernel, Offset group, string[] sums, Action<int, Offset> term) =>
        ForRows(kernel, group, row => RunSum.Write(kernel, Columns, sums, (chain, index) => term(chain, row + index)));

    /// <summary>The gain of an element, in a loop over rows.</summary>
    public string Gain(VectorWidth vector, Offset element) => IsElementwise ? vector.Broadcast(element.In("weight")) : "gain";

    /// <summary>The bias of an element, in a loop over rows.</summary>
    public string Bias(VectorWidth vector, Offset element) => IsElementwise ? vector.Broadcast(element.In("bias")) : "addend";

    /// <summary>What is left of a value when the mean is subtracted.</summary>
    public string Centered(string value) => IsCentered ? $"({value} - center)" : value;

    /// <summary>Loops over rows; the body gets the index of a row's first element, and what its values share is declared.</summary>
    private void ForRows(KernelWriter kernel, Offset group, Action<Offset> body)
    {
        using (kernel.For("line", Rows, out var line))
        {
            var number = (group * Rows) + line;
            var row = kernel.Declare("row", number * Columns);
            if (HasWeight && !IsElementwise)
            {
                kernel.Write($"var gain = {kernel.Vector.Broadcast(number.In("weight"))};");
            }

            if (HasBias && !IsElementwise)
            {
                kernel.Write($"var addend = {kernel.Vector.Broadcast(number.In("bias"))};");
            }

            body(row);
        }
    }
}
