using ModelGen.Runtime;

namespace ModelGen;

/// <summary>The first values of a tensor: they follow from the seed and the tensor's number alone, with the same bits on every machine.</summary>
internal static class WeightInitializer
{
    private const float DefaultNormal = 0.01f, DefaultUniform = 0.05f, DefaultTruncatedNormal = 0.02f;

    /// <summary>Fills a tensor.</summary>
    /// <param name="values">All its values, row-major.</param>
    /// <param name="shape">Its sizes; only <see cref="Initializer.Orthogonal"/> looks at them.</param>
    /// <param name="layout">The distribution.</param>
    /// <param name="seed">The model's seed.</param>
    /// <param name="tensor">Which tensor of the model this is.</param>
    internal static void Fill(Span<float> values, ReadOnlySpan<int> shape, InitializerLayout layout, uint seed, uint tensor)
    {
        var random = new WeightRandom(seed, tensor);
        switch (layout.Initializer)
        {
            case Initializer.Zeros:
                values.Clear();
                break;
            case Initializer.Ones:
                values.Fill(1);
                break;
            case Initializer.Constant:
                values.Fill(layout.Scale);
                break;
            case Initializer.Default:
                random.FillUniform(values, Bound(layout, 1.0 / layout.FanIn));
                break;
            case Initializer.Uniform:
                random.FillUniform(values, ScaleOr(layout, DefaultUniform));
                break;
            case Initializer.Glorot:
                random.FillUniform(values, Bound(layout, 6.0 / ((double)layout.FanIn + layout.FanOut)));
                break;
            case Initializer.Normal:
                random.FillNormal(values, ScaleOr(layout, DefaultNormal));
                break;
            case Initializer.He:
                random.FillNormal(values, Bound(layout, 2.0 / layout.FanIn));
                break;
            case Initializer.Lecun:
                random.FillNormal(values, Bound(layout, 1.0 / layout.FanIn));
                break;
            case Initializer.TruncatedNormal:
                random.FillTruncatedNormal(values, ScaleOr(layout, DefaultTruncatedNormal));
                break;
            case Initializer.Orthogonal:
                random.FillNormal(values, 1);
                Orthogonalization.Orthonormalize(values, rows: shape.IsEmpty ? 1 : shape[0], ScaleOr(layout, 1));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(layout), layout.Initializer, "Not an initializer.");
        }
    }

    private static float ScaleOr(InitializerLayout layout, float unset) => layout.Scale == 0 ? unset : layout.Scale;

    private static float Bound(InitializerLayout layout, double square) => (float)(ScaleOr(layout, 1) * Math.Sqrt(square));
}
