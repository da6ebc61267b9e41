using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// Emits long sums of one sample's values. Runs of 256 are added in four chains and the runs one after the other, so that an addition need not wait for the last one and the rounding error
/// stays small however many values there are; the order follows from the count alone.
/// </summary>
internal static class RunSum
{
    private const int Chains = 4, Run = 256;

    /// <summary>Adds <paramref name="count"/> terms to each of the sums.</summary>
    /// <param name="kernel">Where to write; <c>lane</c> is the slice's.</param>
    /// <param name="count">Terms.</param>
    /// <param name="sums">Vectors that are declared already; partial sums have the chain's number behind their name.</param>
    /// <param name="term">Writes the statements that add the term of an index to the partial sums of a chain.</param>
    public static void Write(KernelWriter kernel, int count, string[] sums, Action<int, Offset> term)
    {
        if (count >= Run)
        {
            using (kernel.For("run", count / Run, out var run))
            {
                WriteRun(kernel, run * Run, Run, sums, term);
            }
        }

        if (count % Run > 0)
        {
            using (kernel.Names())
            {
                WriteRun(kernel, count / Run * Run, count % Run, sums, term);
            }
        }
    }

    private static void WriteRun(KernelWriter kernel, Offset first, int length, string[] sums, Action<int, Offset> term)
    {
        var chains = Math.Min(Chains, length);
        foreach (var sum in sums)
        {
            kernel.Write($"{kernel.Vector.Type} {string.Join(", ", Enumerable.Range(0, chains).Select(chain => $"{sum}{chain} = {kernel.Vector.Zero}"))};");
        }

        if (length >= Chains)
        {
            using (kernel.For("step", length / Chains, out var step))
            {
                WriteTerms(Chains, first + (step * Chains));
            }
        }

        if (length % Chains > 0)
        {
            using (kernel.Names())
            {
                WriteTerms(length % Chains, first + (length / Chains * Chains));
            }
        }

        foreach (var sum in sums)
        {
            kernel.Write($"{sum} += {(chains == Chains ? $"({sum}0 + {sum}1) + ({sum}2 + {sum}3)" : $"({string.Join(" + ", Enumerable.Range(0, chains).Select(chain => $"{sum}{chain}"))})")};");
        }

        void WriteTerms(int count, Offset start)
        {
            for (var chain = 0; chain < count; chain++)
            {
                term(chain, start + chain);
            }
        }
    }
}
