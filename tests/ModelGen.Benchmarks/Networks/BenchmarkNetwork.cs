using System.Globalization;
using System.Text.RegularExpressions;

namespace ModelGen.Benchmarks.Networks;

/// <summary>A network with an objective that both libraries have.</summary>
/// <param name="Name">As the rows show it.</param>
/// <param name="InputShape">Shape of one sample.</param>
/// <param name="OutputShape">Shape of its outputs.</param>
/// <param name="Summary">The generated summary, for its multiply-adds.</param>
/// <param name="Ours">Makes our model: an <see cref="IClassifier"/> or an <see cref="IRegressor"/>.</param>
/// <param name="Peer">Makes TorchSharp's.</param>
internal sealed partial record BenchmarkNetwork(string Name, long[] InputShape, long[] OutputShape, string Summary, Func<IPredictor> Ours, Func<TorchNetwork> Peer)
{
    /// <summary>Values of one sample's outputs.</summary>
    public int Outputs => (int)OutputShape.Aggregate(1L, (product, size) => product * size);

    /// <summary>A training step and a prediction at each batch size.</summary>
    public IEnumerable<BenchmarkRow> Rows(params int[] batchSizes) => [.. batchSizes.Select(batch => Row(batch, isTraining: true)), .. PredictionRows(batchSizes)];

    /// <summary>A prediction at each batch size.</summary>
    public IEnumerable<BenchmarkRow> PredictionRows(params int[] batchSizes) => batchSizes.Select(batch => Row(batch, isTraining: false));

    /// <summary>One row. Backward costs twice the forward pass, less the gradient of the network's input.</summary>
    public BenchmarkRow Row(int batch, bool isTraining)
    {
        var layers = MultiplyAdds().Matches(Summary).Select(match => long.Parse(match.Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture)).Where(count => count > 0).ToArray();
        var forward = layers.Sum();
        return new BenchmarkRow(
            $"{Name} {(isTraining ? "train" : "predict")} batch {batch}",
            batch * (isTraining ? (3 * forward) - layers.FirstOrDefault() : forward),
            () => new ModelGenContestant(this, batch, isTraining),
            () => new TorchContestant(this, batch, isTraining));
    }

    // The last column of a layer's line, which has a shape; the line of totals has none.
    [GeneratedRegex(@"\] +[\d,]+ +([\d,]+)$", RegexOptions.Multiline)]
    private static partial Regex MultiplyAdds();
}
