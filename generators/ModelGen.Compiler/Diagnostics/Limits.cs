using System.Globalization;
using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Diagnostics;

/// <summary>What emitted code can address: offsets are ints.</summary>
internal static class Limits
{
    /// <summary>Values of one sample, all layers together: sixteen samples lie side by side.</summary>
    public const long Values = int.MaxValue / VectorWidth.Lanes;

    /// <summary>As many values always fit: training keeps a gradient for each and a few copies. Whether more do is known when their memory is planned.</summary>
    public const long PlannedValues = Values / 4;

    /// <summary>Trained values: straight-line code counts a few vector operations for each.</summary>
    public const long Parameters = int.MaxValue / 4;

    /// <summary>Whether a value is too large.</summary>
    public static Problem? Check(Shape shape) => Check("values a sample", shape.LongCount, Values);

    /// <summary>Whether a number is too large.</summary>
    public static Problem? Check(string what, long count, long limit) => count <= limit
        ? null
        : Problem.Of(Rules.NetworkTooLarge, count == long.MaxValue ? "far too many" : count.ToString("N0", CultureInfo.InvariantCulture), what, limit.ToString("N0", CultureInfo.InvariantCulture));

    /// <summary>Rows at the end of an input that windows do not reach; 0 where no more are left over than between two windows.</summary>
    public static int Unread(int size, int before, int after, int reach, int stride)
    {
        var unread = ((size + before + after - reach) % stride) - after;
        return unread > Math.Max(0, stride - reach) ? unread : 0;
    }
}
