using System.Text;

namespace ModelGen.Reports;

/// <summary>A report of a run as one HTML page, with all pictures in it and nothing to load from elsewhere. What is not set is left out.</summary>
/// <example>
/// <code>
/// new TrainingReport
/// {
///     Title = "LeNet-5 on MNIST",
///     Summary = LeNet5.Summary,
///     Options = options,
///     History = model.Train(training, validation, options),
///     Test = model.Evaluate(test),
///     Parameters = model.Parameters,
/// }.Save("report.html");
/// </code>
/// </example>
public sealed record TrainingReport
{
    /// <summary>What it is about.</summary>
    public required string Title { get; init; }

    /// <summary>When the run ended; now, where nothing else is said.</summary>
    public DateTimeOffset Time { get; init; } = DateTimeOffset.Now;

    /// <summary>The generated model's <c>Summary</c>: its layers, and the memory of its programs.</summary>
    public string? Summary { get; init; }

    /// <summary>How it was trained.</summary>
    public TrainingOptions? Options { get; init; }

    /// <summary>The model's numbers that may change without compiling again: rates, moments, penalties.</summary>
    public Hyperparameters? Hyperparameters { get; init; }

    /// <summary>What moves the learning rate: <c>model.Schedules</c>.</summary>
    public IReadOnlyList<Schedule> Schedules { get; init; } = [];

    /// <summary>Parameters with a rate or a decay of their own: <c>model.ParameterGroups</c>.</summary>
    public IReadOnlyList<ParameterGroup> ParameterGroups { get; init; } = [];

    /// <summary>More about the run, by name: the data, the machine.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>What came of each epoch.</summary>
    public TrainingHistory? History { get; init; }

    /// <summary>How well the model does on data that it was neither trained on nor chosen by.</summary>
    public Evaluation? Test { get; init; }

    /// <summary>What the model says to a data set: its confusions, and its worst mistakes.</summary>
    public ClassAnswers? Answers { get; init; }

    /// <summary>The worst mistakes, where the samples are images; otherwise they are listed.</summary>
    public IReadOnlyList<LabelledImage> Mistakes { get; init; } = [];

    /// <summary>The trained tensors, for histograms.</summary>
    public NamedTensors? Parameters { get; init; }

    /// <summary>Their gradients, for histograms.</summary>
    public NamedTensors? Gradients { get; init; }

    /// <summary>Further figures, by title: a schedule, say.</summary>
    public IReadOnlyDictionary<string, Figure> Figures { get; init; } = new Dictionary<string, Figure>();

    /// <summary>The page.</summary>
    public string ToHtml() => new ReportPage(this).Write();

    /// <summary>Writes the page: beside the target first and renamed when it is complete, so that a failure leaves the old one.</summary>
    /// <param name="path">The file; replaced where it exists.</param>
    /// <exception cref="ArgumentException">An empty path.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, file => file.Write(Encoding.UTF8.GetBytes(ToHtml())));
    }
}
