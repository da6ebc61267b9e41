using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// What a kernel applies to each element of its result on the way to memory. What is short and reads nothing else is done to each sum, all other in a loop over what was stored last: inlined once for each
/// accumulator of a tile, a long function would pass the JIT's limit on locals, after which nothing in the method is inlined (measured, a convolution followed by tanh is then 50 times slower), and other
/// operands would make the text of a tile twice as long.
/// </summary>
internal sealed class Epilogue
{
    private const int ShortCost = 4;

    private readonly KernelWriter kernel;
    private readonly IReadOnlyList<Step> steps;

    public Epilogue(KernelWriter kernel, IReadOnlyList<Step> steps, bool hasSum)
    {
        this.kernel = kernel;
        this.steps = steps;
        HasSum = hasSum;
    }

    /// <summary>The reference to sixteen partial sums for each channel, which are zero when the kernel starts.</summary>
    public static string Partials => "partials";

    /// <summary>Whether each channel of what is stored is added up: kernels that offer it (see <see cref="Operation.OffersSum"/>) call <see cref="AddToSum"/>, each element once.</summary>
    public bool HasSum { get; }

    /// <summary>Whether nothing is applied.</summary>
    public bool IsEmpty => steps.Count == 0;

    /// <summary>Whether <see cref="Store"/> leaves what is applied to <see cref="Write"/>.</summary>
    public bool NeedsLoop => steps.Any(step => step.Operation.Cost > ShortCost || step.Operands.Count > 1);

    private IEnumerable<string> Operands => steps.SelectMany(step => step.Operands).OfType<string>();

    /// <summary>The same, behind an activation that is the operation's own.</summary>
    public Epilogue After(Elementwise? activation) => activation is null ? this : new Epilogue(kernel, [new Step(activation, [null]), .. steps], HasSum);

    /// <summary>Declares a reference to a place in the result, and to the same place in all that is read with it.</summary>
    /// <param name="place">The reference's name.</param>
    /// <param name="offset">Where it is, counted from the result or another place.</param>
    /// <param name="from">The result or another place; null for the result.</param>
    public void Declare(string place, Offset offset, string? from = null)
    {
        from ??= kernel.ResultName;
        kernel.Write($"ref var {place} = ref {offset.In(from)};");
        foreach (var operand in Operands)
        {
            kernel.Write($"ref var {At(place, operand)} = ref {offset.In(At(from, operand))};");
        }
    }

    /// <summary>Stores a sum of a tile, after what is applied if that is short.</summary>
    public void Store(string sum, string place, Offset offset)
    {
        if (!NeedsLoop && Apply(sum, place, offset) is var applied && applied != sum)
        {
            kernel.Write($"{sum} = {applied};");
        }

        kernel.Write($"{kernel.Vector.Store(sum, place, offset)};");
    }

    /// <summary>Stores an element, after what is applied.</summary>
    public void StoreElement(string element, string place, Offset offset)
    {
        if (!IsEmpty)
        {
            kernel.Write($"var result = {element};");
            element = Apply("result", place, offset);
        }

        kernel.Write($"{kernel.Vector.Store(element, place, offset)};");
    }

    /// <summary>Applies what <see cref="Store"/> left out to <paramref name="count"/> vectors.</summary>
    /// <param name="place">The reference that <paramref name="first"/> is counted from.</param>
    /// <param name="first">Where the first vector is.</param>
    /// <param name="count">Vectors.</param>
    /// <param name="distance">Floats from one vector to the next.</param>
    public void Write(string place, Offset first, Size count, int distance)
    {
        if (!NeedsLoop)
        {
            return;
        }

        using (kernel.For("i", 0, count * distance, distance, out var i))
        {
            kernel.Write($"var sum = {kernel.Vector.Load(place, first + i)};");
            kernel.Write($"{kernel.Vector.Store(Apply("sum", place, first + i), place, first + i)};");
        }
    }

    /// <summary>Adds the sum of a row, or of some rows, to a channel's.</summary>
    public void AddToSum(string sum, Offset channel, Offset lane)
    {
        var place = (channel * VectorWidth.Lanes) + lane;
        kernel.Write($"{kernel.Vector.Store($"{kernel.Vector.Load(Partials, place)} + {sum}", Partials, place)};");
    }

    /// <summary>Writes all but the last step as assignments to a local and returns the last one's expression.</summary>
    public string Apply(string sum, string place, Offset offset)
    {
        var expression = sum;
        foreach (var step in steps)
        {
            if (expression != sum)
            {
                kernel.Write($"{sum} = {expression};");
            }

            foreach (var operand in step.Operands.OfType<string>())
            {
                kernel.Write($"var {At(sum, operand)} = {kernel.Vector.Load(At(place, operand), offset)};");
            }

            expression = step.Operation.Formula(kernel.Vector, [.. step.Operands.Select(operand => operand is null ? sum : At(sum, operand))]);
        }

        return expression;
    }

    private string At(string place, string operand) => place == kernel.ResultName ? operand : place + Identifiers.Pascal(operand);

    /// <summary>One operation.</summary>
    /// <param name="Operation">Its formula.</param>
    /// <param name="Operands">The names of its operands in the kernel; null for what the kernel has made so far.</param>
    public sealed record Step(IPointwise Operation, IReadOnlyList<string?> Operands);
}
