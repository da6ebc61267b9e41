using System.Globalization;
using System.Numerics.Tensors;
using Xunit;

namespace ModelGen.Parity;

/// <summary>
/// Compares a model with what libtorch computed in float64 at the same weights, and prints the largest difference of every tensor.
/// </summary>
/// <remarks>
/// A difference is measured against the tensor's largest magnitude. libtorch's own float32 is up to 2.2e-6 away from its float64 in
/// these tensors (ModelGen.Golden prints it), so 1e-5 leaves room for another order of adding and nothing more. The exception are weights
/// after Adam: its step is nearly the gradient's sign, so where a gradient is as small as its rounding error the weight is too uncertain to compare
/// (libtorch's float32: 3e-4). There 1e-5 bounds the root mean square (libtorch's float32: 3e-6), and 1e-3 the largest difference.
/// </remarks>
internal sealed class Comparison
{
    private const double Tolerance = 1e-5, AdamOutlierTolerance = 1e-3;

    private readonly ITestOutputHelper output;
    private readonly string weights;
    private readonly IReadOnlyDictionary<string, float[]> expected;
    private readonly float[] inputs;
    private readonly List<string> failures = [];

    public Comparison(string network, ITestOutputHelper output)
    {
        this.output = output;
        weights = GoldenFile($"{network}.weights.safetensors");
        expected = SafetensorsReader.Read(GoldenFile($"{network}.expected.safetensors"));
        inputs = expected["inputs"];
    }

    private float[] Targets => expected["targets"];

    private int[] Labels => Integers("targets");

    private int[] Integers(string name) => Array.ConvertAll(expected[name], number => (int)number);

    /// <summary>Outputs, loss and every gradient of a classifier.</summary>
    public void OneStep(IClassifier model)
    {
        model.Load(weights);
        Outputs(model, samples: Labels.Length);
        Gradients(model, model.Loss(inputs, Labels), model.ComputeGradients(inputs, Labels));
    }

    /// <summary>Outputs, loss and every gradient of a regressor.</summary>
    public void OneStep(IRegressor model, int samples)
    {
        model.Load(weights);
        Outputs(model, samples);
        Gradients(model, model.Loss(inputs, Targets), model.ComputeGradients(inputs, Targets));
    }

    /// <summary>Scores, loss and every gradient of a model that takes words; each sequence alone has the bits that it has among others.</summary>
    public void OneStep(IWordModel model)
    {
        var (words, lengths) = (Integers("inputs"), Integers("lengths"));
        model.Load(weights);
        var outputs = model.Predict(words, lengths);
        Check("outputs", outputs);
        var (first, scores) = (0, new List<float>());
        foreach (var length in lengths)
            scores.AddRange(model.Predict(words.AsSpan(first..(first += length))));
        Assert.Equal(outputs, scores);
        Gradients(model.Loss(words, lengths, Labels), model.ComputeGradients(words, lengths, Labels), model.Gradients);
    }

    /// <summary>Scores, loss and every gradient of what reads one sequence and writes another; each pair alone has the bits that it has among others.</summary>
    public void OneStep(PairTagger model)
    {
        var (source, sourceLengths, words, lengths) = (Integers("inputs"), Integers("sourceLengths"), Integers("words"), Integers("wordsLengths"));
        model.Load(weights);
        var outputs = model.Predict(source, sourceLengths, words, lengths);
        Check("outputs", outputs);
        var (firstSource, first, scores) = (0, 0, new List<float>());
        foreach (var (sourceLength, length) in sourceLengths.Zip(lengths))
            scores.AddRange(model.Predict(source.AsSpan(firstSource..(firstSource += sourceLength)), words.AsSpan(first..(first += length))));
        Assert.Equal(outputs, scores);
        Gradients(model.Loss(source, sourceLengths, words, lengths, Labels), model.ComputeGradients(source, sourceLengths, words, lengths, Labels), model.Gradients);
    }

    /// <summary>Scores, loss and every gradient of what aligns labels.</summary>
    public void OneStep(Aligner model)
    {
        var (lengths, labelLengths) = (Integers("lengths"), Integers("labelLengths"));
        model.Load(weights);
        Check("outputs.inference", model.Predict(inputs, lengths));
        Gradients(model.Loss(inputs, lengths, Labels, labelLengths), model.ComputeGradients(inputs, lengths, Labels, labelLengths), model.Gradients);
    }

    /// <summary>Loss and every gradient of what takes rows of each sample's own values.</summary>
    public void OneStep(Gatherer model)
    {
        var (rows, row) = (Integers("rows"), Integers("row"));
        model.Load(weights);
        Gradients(model.Loss(inputs, rows, row, Labels), model.ComputeGradients(inputs, rows, row, Labels), model.Gradients);
    }

    /// <summary>Loss and every gradient of word vectors, and losses and weights of some steps.</summary>
    public void WordVectors(SkipGram model)
    {
        var (words, contexts, negatives) = (Integers("inputs"), Integers("contexts"), Integers("negatives"));
        model.Load(weights);
        Check("loss", [model.ComputeGradients(words, contexts, negatives)]);
        foreach (var gradient in model.Gradients)
            Check($"gradients.{gradient.Name}", gradient.Values);
        var losses = new float[expected["sgd.losses"].Length];
        for (var step = 0; step < losses.Length; step++)
            losses[step] = model.TrainStep(words, contexts, negatives);

        Check("sgd.losses", losses);
        foreach (var tensor in model.Parameters)
            Check($"sgd.{tensor.Name}", tensor.Values);
        Conclude();
    }

    /// <summary>The losses of some steps, and the weights and running statistics after them.</summary>
    public void Steps(IClassifier model, string optimizer)
    {
        model.Load(weights);
        var losses = new float[expected[$"{optimizer}.losses"].Length];
        for (var step = 0; step < losses.Length; step++)
            losses[step] = model.TrainStep(inputs, Labels);

        Check($"{optimizer}.losses", losses);
        foreach (var tensor in model.Parameters.Concat(model.State))
            Check($"{optimizer}.{tensor.Name}", tensor.Values, isAfterAdam: optimizer is not ("sgd" or "nesterov"));
        Conclude();
    }

    private void Outputs(IModel model, int samples)
    {
        var outputs = new float[expected["outputs.inference"].Length];
        model.Predict(
            new ReadOnlyTensorSpan<float>(inputs, [samples, inputs.Length / samples]),
            new TensorSpan<float>(outputs, [samples, outputs.Length / samples]));
        Check("outputs.inference", outputs);
    }

    private void Gradients(IModel model, float loss, float lossWithGradients) => Gradients(loss, lossWithGradients, model.Gradients);

    private void Gradients(float loss, float lossWithGradients, NamedTensors gradients)
    {
        Check("loss", [loss]);
        Assert.Equal(loss, lossWithGradients);
        foreach (var gradient in gradients)
            Check($"gradients.{gradient.Name}", gradient.Values);
        Conclude();
    }

    private void Check(string name, ReadOnlySpan<float> actual, bool isAfterAdam = false)
    {
        var exact = expected[name];
        Assert.Equal(exact.Length, actual.Length);
        double largest = 0, largestDifference = 0, squares = 0, squaredDifferences = 0;
        for (var index = 0; index < exact.Length; index++)
        {
            var difference = Math.Abs((double)actual[index] - exact[index]);
            largest = Math.Max(largest, Math.Abs(exact[index]));
            largestDifference = Math.Max(largestDifference, difference);
            squares += (double)exact[index] * exact[index];
            squaredDifferences += difference * difference;
        }

        var relative = largestDifference / largest;
        var relativeSquare = Math.Sqrt(squaredDifferences / squares);
        var line = string.Create(CultureInfo.InvariantCulture, $"{name,-45} largest {relative:E1}   root mean square {relativeSquare:E1}");
        output.WriteLine(line);

        // Written so that NaN fails too.
        var isClose = isAfterAdam ? relativeSquare <= Tolerance && relative <= AdamOutlierTolerance : relative <= Tolerance;
        if (!isClose)
            failures.Add(line);
    }

    private void Conclude() => Assert.True(failures.Count == 0, string.Join(Environment.NewLine, failures));

    private static string GoldenFile(string name) => Path.Combine(AppContext.BaseDirectory, "Golden", name);
}
