using System.Numerics.Tensors;

/// <summary>Vectors in the two directions in which they differ most: principal components, by power iteration.</summary>
internal static class Projection
{
    private const int Iterations = 200;

    /// <summary>The place of each vector.</summary>
    /// <param name="vectors">Of equal length.</param>
    public static (float X, float Y)[] ToPlane(float[][] vectors)
    {
        var mean = new float[vectors[0].Length];
        foreach (var vector in vectors)
            TensorPrimitives.MultiplyAdd<float>(vector, 1f / vectors.Length, mean, mean);
        float[][] rest = [.. vectors.Select(vector =>
        {
            var centred = new float[vector.Length];
            TensorPrimitives.Subtract<float>(vector, mean, centred);
            return centred;
        })];
        var first = TakeComponent(rest);
        var second = TakeComponent(rest);
        return [.. first.Zip(second)];
    }

    /// <summary>Each vector's part in the direction of largest variance, which is taken out of it.</summary>
    private static float[] TakeComponent(float[][] vectors)
    {
        var direction = new float[vectors[0].Length];
        var random = new Random(1);
        foreach (ref var value in direction.AsSpan())
            value = random.NextSingle() - 0.5f;
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            // The covariance times the direction, without the matrix.
            var next = new float[direction.Length];
            foreach (var vector in vectors)
                TensorPrimitives.MultiplyAdd<float>(vector, TensorPrimitives.Dot<float>(vector, direction), next, next);
            var norm = TensorPrimitives.Norm<float>(next);
            if (norm == 0)
                break;
            TensorPrimitives.Divide<float>(next, norm, direction);
        }

        return [.. vectors.Select(vector =>
        {
            var part = TensorPrimitives.Dot<float>(vector, direction);
            TensorPrimitives.MultiplyAdd<float>(direction, -part, vector, vector);
            return part;
        })];
    }
}
