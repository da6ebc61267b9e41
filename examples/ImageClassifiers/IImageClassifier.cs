using ModelGen;

/// <summary>What every network here can do; the generator writes the members.</summary>
internal interface IImageClassifier
{
    /// <summary>Trains.</summary>
    TrainingHistory Train(DataSet data, DataSet? validation = null, TrainingOptions? options = null, CancellationToken cancellation = default);

    /// <summary>Evaluates.</summary>
    Evaluation Evaluate(DataSet data);
}
