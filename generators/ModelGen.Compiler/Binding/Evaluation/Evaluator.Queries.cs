using Microsoft.CodeAnalysis;

namespace ModelGen.Compiler.Binding.Evaluation;

/// <summary>
/// Queries whose functions .NET does not always call: the last element of an array's Select is computed alone, and whether there is any is known without. Which calls are left out
/// is an optimization that versions change, so that in such a query a function must change nothing outside of itself.
/// </summary>
public sealed partial class Evaluator
{
    private const string SkippedEffect =
        "a function that changes something outside, or calls an operation, in a query of which .NET may skip elements: call ToArray() first, or write a loop";

    private const string EffectInScan = "a lambda of Scan that changes something outside: it runs once, and what it computes stands for every step. Make what changes a part of the state";

    private int selective;

    /// <summary>Whether the function in progress is a scan's, which may call operations.</summary>
    private bool isInScan;

    /// <summary>Values up to this number are outside of the function in progress, which must not change them; 0 where it may.</summary>
    private long unchanged;

    /// <summary>Elements of which .NET may compute only some.</summary>
    internal IEnumerable<object?> Selectively(IEnumerable<object?> items)
    {
        using var enumerator = items.GetEnumerator();
        while (true)
        {
            bool hasNext;
            selective++;
            try
            {
                hasNext = enumerator.MoveNext();
            }
            finally
            {
                selective--;
            }

            if (!hasNext)
            {
                yield break;
            }

            yield return enumerator.Current;
        }
    }

    /// <summary>A call of a query's function.</summary>
    internal object? CallInQuery(DelegateValue function, IReadOnlyList<object?> arguments, IOperation at) =>
        selective > 0 ? WithoutEffects(() => CallDelegate(function, arguments, at)) : CallDelegate(function, arguments, at);

    /// <summary>Calls what stands for many steps although it runs once: a change that it made would be made once, not at each step.</summary>
    internal object? CallInScan(DelegateValue function, IReadOnlyList<object?> arguments, SyntaxNode at) => WithoutEffects(() => CallDelegate(function, arguments, at), isScan: true);

    /// <summary>Calls what must change nothing that is there already.</summary>
    internal T WithoutEffects<T>(Func<T> function, bool isScan = false)
    {
        var outer = (unchanged, isInScan);

        // A scan in a scan may not change more than the outer one; a query in a scan not more than the scan.
        unchanged = outer.unchanged == 0 || (isInScan && !isScan) ? SharedValue.Now : outer.unchanged;
        isInScan = isScan;
        try
        {
            return function();
        }
        finally
        {
            (unchanged, isInScan) = outer;
        }
    }
}
