using ModelGen;

/// <summary>What the network said to an image.</summary>
/// <param name="Index">The image's position in its data set.</param>
/// <param name="Image">28 × 28 values from 0 to 1.</param>
/// <param name="Label">The digit that it shows.</param>
/// <param name="Prediction">The digit that the network takes for most probable.</param>
/// <param name="Probability">How probable.</param>
internal sealed record Answer(int Index, float[] Image, int Label, int Prediction, float Probability)
{
    /// <summary>Whether the network is right.</summary>
    public bool IsRight => Prediction == Label;

    /// <summary>The network's answers to all images, in order.</summary>
    public static Answer[] Collect(LeNet5 model, DataSet images)
    {
        var answers = new Answer[images.Count];
        // Networks may be asked from any number of threads at once.
        Parallel.For(0, images.Count, index =>
        {
            Span<float> probabilities = stackalloc float[10];
            var image = images.Floats(0, index);
            model.PredictProbabilities(image, probabilities);
            var prediction = System.Numerics.Tensors.TensorPrimitives.IndexOfMax(probabilities);
            answers[index] = new(index, image.ToArray(), images.Label(index), prediction, probabilities[prediction]);
        });
        return answers;
    }
}
