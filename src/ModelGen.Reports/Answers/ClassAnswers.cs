using System.Collections;
using System.Numerics.Tensors;

namespace ModelGen.Reports;

/// <summary>What a network says to all samples of a data set of classes, and what it confuses.</summary>
/// <example>
/// <code>
/// var answers = ClassAnswers.Collect(test, ["cat", "dog"], model.PredictProbabilities);
/// Figure.ConfusionMatrix(answers.Confusions).Save("confusions.png");
/// Figure.Images(answers.WorstMistakes(20).Select(answer => answers.Picture(answer, 3, 32, 32))).Save("mistakes.png");
/// </code>
/// </example>
public sealed class ClassAnswers : IReadOnlyList<ClassAnswer>
{
    private readonly ClassAnswer[] answers;
    private readonly DataSet data;

    private ClassAnswers(DataSet data, IReadOnlyList<string> classes, ClassAnswer[] answers)
    {
        this.data = data;
        this.answers = answers;
        Confusions = new Confusions(classes);
        foreach (var answer in answers)
            Confusions.Add(answer.Label, answer.Prediction);
    }

    /// <summary>How often samples of each class were taken for each class.</summary>
    public Confusions Confusions { get; }

    /// <summary>Number of samples.</summary>
    public int Count => answers.Length;

    /// <summary>The answer to a sample.</summary>
    public ClassAnswer this[int index] => answers[index];

    /// <summary>Asks a network about each sample, on all cores.</summary>
    /// <param name="data">Inputs in column 0, class indices in column 1.</param>
    /// <param name="classes">The names of the classes, in the order of their indices; two or more.</param>
    /// <param name="predict">A model's <c>PredictProbabilities</c>: gives the probabilities of one sample's classes.</param>
    /// <exception cref="ArgumentException">Less than two classes, or the network has another number of them.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label of the data is no class.</exception>
    public static ClassAnswers Collect(DataSet data, IReadOnlyList<string> classes, Action<ReadOnlySpan<float>, Span<float>> predict)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(classes);
        ArgumentNullException.ThrowIfNull(predict);
        var answers = new ClassAnswer[data.Count];
        for (var index = 0; index < answers.Length; index++)
        {
            if (data.Label(index) is var label && (uint)label >= (uint)classes.Count)
                throw new ArgumentOutOfRangeException(nameof(data), label, $"Sample {index} is of class {label}, of {classes.Count} classes.");
        }

        // Networks may be asked from any number of threads at once.
        Parallel.For(0, answers.Length, () => new float[classes.Count], (index, _, probabilities) =>
        {
            predict(data.Floats(0, index), probabilities);
            var (label, prediction) = (data.Label(index), TensorPrimitives.IndexOfMax<float>(probabilities));
            answers[index] = new(index, label, prediction, probabilities[prediction], probabilities[label]);
            return probabilities;
        }, _ => { });
        return new ClassAnswers(data, classes, answers);
    }

    /// <summary>Wrong answers, from the one that the network was surest of.</summary>
    /// <param name="count">How many at most.</param>
    public IReadOnlyList<ClassAnswer> WorstMistakes(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return [.. answers.Where(answer => !answer.IsRight).OrderByDescending(answer => answer.Probability).ThenBy(answer => answer.Index).Take(count)];
    }

    /// <summary>A sample that is an image, with its class and what it was taken for.</summary>
    /// <param name="answer">The answer to it.</param>
    /// <param name="channels">1 for grey, 3 for red, green and blue.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <exception cref="ArgumentException">The samples have another number of values.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Other channels.</exception>
    public LabelledImage Picture(ClassAnswer answer, int channels, int height, int width)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var probability = FormattableString.Invariant($"{100 * answer.Probability:F0} %");
        return new(data.Floats(0, answer.Index).ToArray(), channels, height, width, Confusions.Classes[answer.Label])
        {
            Prediction = $"{Confusions.Classes[answer.Prediction]} ({probability})",
            IsRight = answer.IsRight,
        };
    }

    /// <summary>The answers in the order of the samples.</summary>
    public IEnumerator<ClassAnswer> GetEnumerator() => ((IEnumerable<ClassAnswer>)answers).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
