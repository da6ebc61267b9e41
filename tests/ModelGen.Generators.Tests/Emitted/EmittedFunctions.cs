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
            Array[] columns = [.. objectives[i].Function.Inputs.Select((input, column) => input.IsLabel
                ? Array.ConvertAll(new int[batch], _ => random.Next(reference.Classes(objective, column)))
                : (Array)Floats(random, batch * input.Shape.Count))];
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
            MatchResults(network, generated, reference, source, batch, random);
        }
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
