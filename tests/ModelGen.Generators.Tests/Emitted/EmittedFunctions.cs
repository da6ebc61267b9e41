using ModelGen.Compiler.Declarations;
using ModelGen.Testing;

namespace ModelGen.Generators.Tests.Emitted;

/// <summary>Compares all networks and objectives of a generated model with the reference interpreter on one batch: results, losses and every gradient.</summary>
internal static class EmittedFunctions
{
    /// <summary>Compiles a source and compares.</summary>
    /// <param name="source">A model of methods over symbols.</param>
    /// <param name="batch">Samples.</param>
    public static void MatchReference(string source, int batch) => MatchReference(DynamicModel.Create(source, seed: 1), source, batch);

    /// <summary>Fails where a difference exceeds float32 rounding.</summary>
    /// <param name="generated">A model with the seed 1.</param>
    /// <param name="source">Its source, for the message.</param>
    /// <param name="batch">Samples.</param>
    public static void MatchReference(DynamicModel generated, string source, int batch)
    {
        var reference = new ReferenceModel(generated.Declaration);
        var random = new Random(1);
        var objectives = generated.Declaration.Objectives;
        for (var i = 0; i < objectives.Count; i++)
        {
            var objective = i;
            var columns = Columns(objectives[i].Function.Inputs, column => reference.Classes(objective, column), batch, random);
            var loss = generated.Call(objectives.Count == 1 ? "ComputeGradients" : objectives[i].Name + "Gradients", columns);
            var (expected, gradients) = reference.Differentiate(i, generated.Parameters, generated.State, [.. columns.Select(ToFloats)], batch, seed: 1);
            EmittedCode.AssertClose(objectives[i].Name, [expected], [loss], source);
            Assert.NotEmpty(gradients);

            // A gradient that cancels to nothing is judged by the size of the others.
            var largest = gradients.Values.Max(gradient => gradient.Max(Math.Abs));
            foreach (var (name, gradient) in gradients)
            {
                EmittedCode.AssertClose(name, gradient, generated.Gradients[name].Values, source, 0.05 * largest);
            }
        }

        for (var network = 0; network < generated.Declaration.Networks.Count; network++)
        {
            if (generated.Declaration.Networks[network].Function.Inputs.Any(input => input.IsLengths))
            {
                MatchSequences(network, generated, reference, source, batch, random);
            }
            else
            {
                MatchResults(network, generated, reference, source, batch, random);
            }
        }
    }

    /// <summary>All samples together, and each by itself, which has the same bits.</summary>
    private static void MatchSequences(int network, DynamicModel generated, ReferenceModel reference, string source, int batch, Random random)
    {
        var (name, inputs) = (generated.Declaration.Networks[network].Name, generated.Declaration.Networks[network].Function.Inputs);
        var columns = Columns(inputs, column => reference.ClassesOfNetwork(network, column), batch, random);
        var expected = reference.Predict(network, generated.Parameters, generated.State, [.. columns.Select(ToFloats)], batch);
        var times = reference.TimesOf(network);
        var results = expected.Select((result, i) => times[i] is { } time ? RealSteps(result, (int[])columns[time.Lengths], time.MaximumLength) : result).ToArray();
        var together = Call(columns);
        for (var i = 0; i < results.Length; i++)
        {
            EmittedCode.AssertClose($"{name}, result {i}", results[i], together[i], source, results[i].Max(Math.Abs));
        }

        var alone = results.Select(_ => new List<float>()).ToArray();
        for (var sample = 0; sample < batch; sample++)
        {
            var ofSample = Call([.. columns.Select((column, i) => Part(column, inputs[i].Shape.Count, inputs[i].Time is { } time ? (int[])columns[time.Lengths] : null, sample))]);
            for (var i = 0; i < results.Length; i++)
            {
                alone[i].AddRange(ofSample[i]);
            }
        }

        Assert.Equal(together, alone.Select(result => result.ToArray()));

        float[][] Call(Array[] data)
        {
            var samples = data[Enumerable.Range(0, inputs.Count).First(i => inputs[i].IsLengths)].Length;
            var spans = expected.Select((result, i) => new float[times[i] is { } time ? ((int[])data[time.Lengths]).Sum() * (result.Length / batch / time.MaximumLength) : samples * (result.Length / batch)]).ToArray();
            _ = generated.Call(name, [.. data, .. spans]);
            return spans;
        }
    }

    private static double[] RealSteps(double[] values, int[] lengths, int maximumLength)
    {
        var width = values.Length / lengths.Length / maximumLength;
        return [.. lengths.SelectMany((length, sample) => values.AsSpan(sample * maximumLength * width, length * width).ToArray())];
    }

    private static Array Part(Array column, int width, int[]? lengths, int sample)
    {
        var (first, count) = lengths is null ? (sample, 1) : (lengths[..sample].Sum(), lengths[sample]);
        var part = Array.CreateInstance(column.GetType().GetElementType()!, count * width);
        Array.Copy(column, first * width, part, 0, part.Length);
        return part;
    }

    /// <summary>A batch; sequences of any length that they may have, the shortest and the longest among them.</summary>
    private static Array[] Columns(IReadOnlyList<InputDeclaration> inputs, Func<int, int> classes, int batch, Random random)
    {
        var columns = new Array[inputs.Count];
        foreach (var (input, i) in inputs.Select((input, i) => (input, i)).OrderBy(pair => !pair.input.IsLengths))
        {
            var count = input.Shape.Count * (input.Time is { } time ? ((int[])columns[time.Lengths]).Sum() : batch);
            columns[i] = input.IsLengths ? Enumerable.Range(0, batch).Select(sample => sample switch { 0 => 1, 1 => input.Classes - 1, _ => random.Next(1, input.Classes) }).ToArray()
                : input.IsInteger ? Array.ConvertAll(new int[count], _ => random.Next(classes(i)))
                : Floats(random, count);
        }

        return columns;
    }

    private static void MatchResults(int network, DynamicModel generated, ReferenceModel reference, string source, int batch, Random random)
    {
        var (name, function) = (generated.Declaration.Networks[network].Name, generated.Declaration.Networks[network].Function);
        var widths = function.Inputs.Select(input => input.Shape.Count).ToArray();
        var columns = widths.Select(width => Floats(random, batch * width)).ToArray();
        var expected = reference.Predict(network, generated.Parameters, generated.State, columns, batch);
        for (var sample = 0; sample < batch; sample++)
        {
            var results = expected.Select(result => new float[result.Length / batch]).ToArray();
            _ = generated.Call(name, [.. columns.Select((column, i) => column[(sample * widths[i])..((sample + 1) * widths[i])]), .. results]);
            for (var i = 0; i < results.Length; i++)
            {
                EmittedCode.AssertClose($"{name}, result {i}", expected[i][(sample * results[i].Length)..((sample + 1) * results[i].Length)], results[i], source, expected[i].Max(Math.Abs));
            }
        }

        if (columns.Length == 1 && expected.Count == 1)
        {
            EmittedCode.AssertClose(name, expected[0], generated.PredictBatch(columns[0], batch, expected[0].Length / batch, name), source);
        }
    }

    private static float[] Floats(Random random, int count) => Array.ConvertAll(new float[count], _ => (float)((4 * random.NextDouble()) - 2));

    private static float[] ToFloats(Array column) => column as float[] ?? Array.ConvertAll((int[])column, label => (float)label);
}
