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
    public string StatisticOf(string weight) => Groups == 1 ? "lane" : $"({weight}) / {Weights / Groups} * {VectorWidth.Lanes} + lane";

    /// <summary>Names of the operands that a normalizing kernel reads after its first ones.</summary>
    public IEnumerable<string> Statistics => IsCentered ? ["mean", "inverse"] : ["inverse"];

    /// <summary>Loops over groups and slices; declares <c>center</c> and <c>scale</c>, the group's statistics.</summary>
    public void ForGroups(KernelWriter kernel, Action body)
    {
        using (kernel.For("group", Groups))
        using (kernel.ForSlices())
        {
            if (IsCentered)
            {
                kernel.Write($"var center = {kernel.Vector.Load("mean", $"group * {VectorWidth.Lanes} + lane")};");
            }

            kernel.Write($"var scale = {kernel.Vector.Load("inverse", $"group * {VectorWidth.Lanes} + lane")};");
            body();
        }
    }

    /// <summary>Loops over a group's values: in the body <c>offset</c> is the running one's.</summary>
    public void ForValues(KernelWriter kernel, Action body) => ForRows(kernel, () =>
    {
        using (kernel.For("column", Columns))
        {
            kernel.Write($"""
                var element = row + column;
                var offset = element * {VectorWidth.Lanes} + lane;
                """);
            body();
        }
    });

    /// <summary>Sums over a group's values, by <see cref="RunSum"/>; the term is written for an element's index.</summary>
    public void SumValues(KernelWriter kernel, string[] sums, Action<int, string> term) =>
        ForRows(kernel, () => RunSum.Write(kernel, Columns, sums, (chain, index) => term(chain, $"row + {index}")));

    /// <summary>The gain of an element, in a loop over rows.</summary>
    public string Gain(VectorWidth vector, string element) => IsElementwise ? vector.Broadcast($"Unsafe.Add(ref weight, {element})") : "gain";

    /// <summary>The bias of an element, in a loop over rows.</summary>
    public string Bias(VectorWidth vector, string element) => IsElementwise ? vector.Broadcast($"Unsafe.Add(ref bias, {element})") : "addend";

    /// <summary>What is left of a value when the mean is subtracted.</summary>
    public string Centered(string value) => IsCentered ? $"({value} - center)" : value;

    /// <summary>Loops over rows; <c>row</c> is the index of a row's first element, and what its values share is declared.</summary>
    private void ForRows(KernelWriter kernel, Action body)
    {
        using (kernel.For("line", Rows))
        {
            kernel.Write($"var row = (group * {Rows} + line) * {Columns};");
            if (HasWeight && !IsElementwise)
            {
                kernel.Write($"var gain = {kernel.Vector.Broadcast($"Unsafe.Add(ref weight, group * {Rows} + line)")};");
            }

            if (HasBias && !IsElementwise)
            {
                kernel.Write($"var addend = {kernel.Vector.Broadcast($"Unsafe.Add(ref bias, group * {Rows} + line)")};");
            }

            body();
        }
    }
}
