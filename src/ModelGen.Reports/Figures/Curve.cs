namespace ModelGen.Reports;

/// <summary>A named line through points.</summary>
/// <param name="Name">For the legend.</param>
/// <param name="Horizontal">Where the points are, in rising order: epochs, steps.</param>
/// <param name="Vertical">Their values; what is not finite is a gap.</param>
public sealed record Curve(string Name, IReadOnlyList<double> Horizontal, IReadOnlyList<double> Vertical)
{
    /// <exception cref="ArgumentException">No points, or different numbers of coordinates.</exception>
    internal void Check(string parameter)
    {
        if (Horizontal.Count != Vertical.Count)
            throw new ArgumentException($"The curve '{Name}' has {Horizontal.Count} horizontal and {Vertical.Count} vertical coordinates.", parameter);
        if (Horizontal.Count == 0)
            throw new ArgumentException($"The curve '{Name}' has no points.", parameter);
    }
}
