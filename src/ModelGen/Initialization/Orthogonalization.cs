using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ModelGen;

/// <summary>Modified Gram-Schmidt in double precision, with the same bits on every machine: sums run over eight fixed lanes.</summary>
internal static class Orthogonalization
{
    /// <summary>Makes the rows of a matrix orthonormal, or its columns where they are fewer, and scales it.</summary>
    /// <param name="matrix">[rows][columns].</param>
    /// <param name="rows">Its number of rows.</param>
    /// <param name="scale">The length of each row or column in the end.</param>
    internal static void Orthonormalize(Span<float> matrix, int rows, float scale)
    {
        var columns = matrix.Length / rows;
        var areRows = rows <= columns;
        var (count, length) = areRows ? (rows, columns) : (columns, rows);
        // Where element k of vector v stands in the matrix.
        var (vectorStride, elementStride) = areRows ? (columns, 1) : (1, columns);

        // Zeros fill each vector up to whole registers.
        var registers = (length + Vector512<double>.Count - 1) / Vector512<double>.Count;
        var vectors = new Vector512<double>[count * registers];
        for (var vector = 0; vector < count; vector++)
        {
            var elements = MemoryMarshal.Cast<Vector512<double>, double>(vectors.AsSpan(vector * registers, registers));
            for (var k = 0; k < length; k++)
                elements[k] = matrix[vector * vectorStride + k * elementStride];
        }

        for (var vector = 0; vector < count; vector++)
        {
            var current = vectors.AsSpan(vector * registers, registers);
            Normalize(current);
            for (var other = vector + 1; other < count; other++)
                SubtractProjection(vectors.AsSpan(other * registers, registers), current);

            var elements = MemoryMarshal.Cast<Vector512<double>, double>(current);
            for (var k = 0; k < length; k++)
                matrix[vector * vectorStride + k * elementStride] = (float)(elements[k] * scale);
        }
    }

    private static void Normalize(Span<Vector512<double>> vector)
    {
        var norm = Math.Sqrt(Dot(vector, vector));
        // The one number of a 1×1 matrix can be drawn as zero.
        if (norm == 0)
        {
            vector[0] = Vector512.CreateScalar(1.0);
            return;
        }
        for (var k = 0; k < vector.Length; k++)
            vector[k] /= norm;
    }

    private static void SubtractProjection(Span<Vector512<double>> vector, ReadOnlySpan<Vector512<double>> unit)
    {
        var projection = Dot(vector, unit);
        for (var k = 0; k < vector.Length; k++)
            vector[k] -= projection * unit[k];
    }

    private static double Dot(ReadOnlySpan<Vector512<double>> a, ReadOnlySpan<Vector512<double>> b)
    {
        var sums = Vector512<double>.Zero;
        for (var k = 0; k < a.Length; k++)
            sums += a[k] * b[k];

        var sum = 0.0;
        for (var lane = 0; lane < Vector512<double>.Count; lane++)
            sum += sums[lane];
        return sum;
    }
}
