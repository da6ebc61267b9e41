using System.Globalization;

namespace ModelGen.Reports;

/// <summary>A number that training reports.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Tag">Its name in TensorBoard, which puts what stands before a slash in one group.</param>
/// <param name="Of">The number in a report; nothing where the report lacks it.</param>
/// <param name="Format">How it is written.</param>
internal sealed record Reading(string Name, string Tag, Func<TrainingProgress, double?> Of, string Format)
{
    /// <summary>All that the views show, in order: a further number of <see cref="TrainingProgress"/> is a line here.</summary>
    public static IReadOnlyList<Reading> All { get; } =
    [
        new("loss", "loss/training", progress => progress.Loss, "F4"),
        new("validation loss", "loss/validation", progress => progress.ValidationLoss, "F4"),
        new("validation accuracy", "accuracy/validation", progress => progress.ValidationAccuracy, "0.00 %"),
    ];

    /// <summary>A value as the views write it.</summary>
    public string Write(double value) => value.ToString(Format, CultureInfo.InvariantCulture);
}
