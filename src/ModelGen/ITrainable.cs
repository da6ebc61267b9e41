namespace ModelGen;

/// <summary>What every generated model with an objective can do, for code that takes any of them.</summary>
public interface ITrainable
{
    /// <summary>The trained tensors.</summary>
    NamedTensors Parameters { get; }

    /// <summary>Running statistics and the like: saved, but not trained.</summary>
    NamedTensors State { get; }

    /// <summary>The gradients that were computed last.</summary>
    NamedTensors Gradients { get; }

    /// <summary>The numbers of training that may change without compiling again.</summary>
    Hyperparameters Hyperparameters { get; }

    /// <summary>What it is trained by, in source order: schedules, groups of parameters and rates of each objective.</summary>
    IReadOnlyList<TrainedObjective> Objectives { get; }

    /// <summary>Trains for some epochs.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="validation">Samples that are only evaluated, after each epoch.</param>
    /// <param name="options">Epochs, batch size, seed, progress and so on.</param>
    /// <param name="cancellation">Stops between two steps; the weights so far are kept.</param>
    TrainingHistory Train(DataSet data, DataSet? validation = null, TrainingOptions? options = null, CancellationToken cancellation = default);

    /// <summary>Loss and accuracy on a data set.</summary>
    /// <param name="data">The samples.</param>
    Evaluation Evaluate(DataSet data);

    /// <summary>Loss, accuracy and other metrics on a data set.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="metrics">What else is measured.</param>
    Evaluation Evaluate(DataSet data, IReadOnlyList<Metric> metrics);

    /// <summary>Writes parameters and state to a safetensors file.</summary>
    /// <param name="path">The file.</param>
    void Save(string path);

    /// <summary>Reads parameters and state from a safetensors file.</summary>
    /// <param name="path">The file.</param>
    void Load(string path);

    /// <summary>Reads some of the parameters and state from a safetensors file: by name pattern, or whatever fits.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Which tensors, and whether all must be there.</param>
    LoadReport Load(string path, LoadOptions options);
}
