using System.Globalization;

namespace ModelGen.Reports;

/// <summary>A number in a report of a training.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Tag">Its name in TensorBoard, which puts what stands before a slash in one group.</param>
/// <param name="Value">The number.</param>
/// <param name="Format">How it is written.</param>
internal readonly record struct Reading(string Name, string Tag, double Value, string Format)
{
    /// <summary>The numbers of a report that views show the course of: a further member of <see cref="TrainingProgress"/> is a line here.</summary>
    public static IEnumerable<Reading> Of(TrainingProgress progress)
    {
        yield return new("loss", "loss/training", progress.Loss, "F4");
        yield return new("rate", "rate", progress.Rate, "G3");
        if (progress.ValidationLoss is { } loss)
            yield return new("validation loss", "loss/validation", loss, "F4");
        if (progress.ValidationAccuracy is { } accuracy)
            yield return new("validation accuracy", "accuracy/validation", accuracy, "0.00 %");
        foreach (var (name, value) in progress.Metrics ?? new Dictionary<string, double>())
            yield return new($"validation {name}", $"{name}/validation", value, "0.####");
    }

    /// <summary>The number as views write it.</summary>
    public override string ToString() => Value.ToString(Format, CultureInfo.InvariantCulture);
}
