using System.Runtime.InteropServices;

namespace ModelGen.Runtime;

/// <summary>The distributions that a model draws indices from, one after the other in memory as <see cref="RandomLanes.FillIndices"/> reads them.</summary>
internal sealed class ModelNoises
{
    private readonly NoiseLayout[] layouts;
    private readonly NoiseDistribution?[] distributions;
    private readonly PinnedBuffer tables;

    public ModelNoises(ModelLayout layout)
    {
        layouts = layout.Noises;
        distributions = new NoiseDistribution?[layouts.Length];
        tables = new PinnedBuffer(StartOf(layouts.Length));
        for (var noise = 0; noise < layouts.Length; noise++)
            NoiseDistribution.FillUniform(TableOf(noise));
    }

    public nint Address => tables.Address;

    /// <summary>A distribution; nothing where all indices are equally likely.</summary>
    /// <exception cref="ArgumentException">It has another number of indices.</exception>
    public NoiseDistribution? this[int noise]
    {
        get => distributions[noise];
        set
        {
            if (value is not null && value.Count != layouts[noise].Count)
                throw new ArgumentException($"Expected a distribution of {layouts[noise].Count} indices, got one of {value.Count}.", layouts[noise].Name);
            distributions[noise] = value;
            if (value is null)
                NoiseDistribution.FillUniform(TableOf(noise));
            else
                value.CopyTo(TableOf(noise));
        }
    }

    private Span<int> TableOf(int noise) => MemoryMarshal.Cast<float, int>(tables.Span).Slice(StartOf(noise), 2 * layouts[noise].Count);

    private int StartOf(int noise)
    {
        var start = 0;
        for (var before = 0; before < noise; before++)
            start += 2 * layouts[before].Count;
        return start;
    }
}
