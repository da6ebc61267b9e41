namespace ModelGen.Reports;

/// <summary>What a network said to a sample.</summary>
/// <param name="Index">The sample's position in its data set.</param>
/// <param name="Label">The index of its class.</param>
/// <param name="Prediction">The index of the class that the network takes for most probable.</param>
/// <param name="Probability">How probable.</param>
/// <param name="ProbabilityOfLabel">How probable the network takes the right class for.</param>
public sealed record ClassAnswer(int Index, int Label, int Prediction, float Probability, float ProbabilityOfLabel)
{
    /// <summary>Whether the network is right.</summary>
    public bool IsRight => Prediction == Label;
}
