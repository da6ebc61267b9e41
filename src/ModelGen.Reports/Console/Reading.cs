using System.Globalization;

namespace ModelGen.Reports;

/// <summary>A number that training reports.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Of">The number in a report; nothing where the report lacks it.</param>
/// <param name="Format">How it is written.</param>
internal sealed record Reading(string Name, Func<TrainingProgress, double?> Of, string Format)
{
    /// <summary>All that the views show, in order: a further number of <see cref="TrainingProgress"/> is a line here.</summary>
    public static IReadOnlyList<Reading> All { get; } =
    [
        new("loss", progress => progress.Loss, "F4"),
        new("validation loss", progress => progress.ValidationLoss, "F4"),
        new("validation accuracy", progress => progress.ValidationAccuracy, "0.00 %"),
    ];

    /// <summary>A value as the views write it.</summary>
    public string Write(double value) => value.ToString(Format, CultureInfo.InvariantCulture);
}
