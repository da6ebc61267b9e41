using ModelGen.Compiler.Diagnostics;

namespace ModelGen.Compiler.Binding.Functions;

/// <summary>Which expressions compute something that nothing takes. A loop or a block evaluates an expression several times; it is idle where it is so each time.</summary>
internal sealed class ResultUses
{
    private readonly HashSet<int> taken = [];
    private readonly List<int> idle = [];

    /// <summary>The expressions that were never of use, in the order in which they were met.</summary>
    public IEnumerable<Finding> Findings => idle.Where(origin => !taken.Contains(origin)).Distinct().Select(origin => new Finding(Problem.Of(Rules.UnusedResult), origin));

    /// <summary>Notes an evaluation of an expression.</summary>
    public void Add(int origin, bool isTaken)
    {
        if (isTaken)
        {
            _ = taken.Add(origin);
        }
        else
        {
            idle.Add(origin);
        }
    }
}
