using ModelGen.Compiler;
using ModelGen.Compiler.Declarations;
using ModelGen.Compiler.Operations;
using ModelGen.Testing;

namespace ModelGen.Generators.Tests.Emitted;

/// <summary>Compares a generated model with the reference interpreter on one batch: outputs, loss and every gradient.</summary>
internal static class EmittedCode
{
    /// <summary>Fails where a difference exceeds float32 rounding.</summary>
    /// <param name="attributes">The model's attributes after [Model]: input, layers, loss, optimizer.</param>
    /// <param name="batch">Samples.</param>
    /// <param name="seed">Of weights and data.</param>
    /// <param name="model">The model attribute.</param>
    public static void MatchesReference(string attributes, int batch, int seed = 1, string model = "Model") =>
        MatchesReference(DynamicModel.Of(attributes, seed, model), attributes, batch, seed);

    /// <summary>Fails where a difference exceeds float32 rounding.</summary>
    /// <param name="generated">A model with this seed.</param>
    /// <param name="attributes">Its attributes, for the message.</param>
    /// <param name="batch">Samples.</param>
    /// <param name="seed">Of weights and data.</param>
    public static void MatchesReference(DynamicModel generated, string attributes, int batch, int seed)
    {
        var declaration = generated.Declaration;
        var reference = new ReferenceModel(declaration);
        var loss = (Loss)declaration.Objectives[0].Function.Calls.Last().Operation;
        var inputs = declaration.Networks[0].Function.Inputs[0].Shape.Count;
        var outputs = reference.OutputShape.Count;
        var random = new Random(seed);
        var data = Array.ConvertAll(new float[batch * inputs], _ => (float)((random.NextDouble() * 4) - 2));
        var labels = Array.ConvertAll(new int[batch], _ => random.Next(outputs));
        var targets = Array.ConvertAll(new float[batch * outputs], _ => loss.ScoreKind switch
        {
            ScoreKind.BinaryLogits => random.Next(2),
            ScoreKind.Signs => (random.Next(2) * 2) - 1f,
            _ => (float)random.NextDouble(),
        });

        var actualLoss = loss.TakesLabels ? generated.ComputeGradients(data, labels) : generated.ComputeGradients(data, targets);
        var (expectedLoss, gradients) = reference.Differentiate(
            generated.Parameters, generated.State, data, loss.TakesLabels ? Array.ConvertAll(labels, label => (float)label) : targets, batch, seed: (uint)seed);
        AssertClose("loss", [expectedLoss], [actualLoss], attributes);
        // A gradient that cancels to nothing (a bias before batch normalization) is judged by the size of the others.
        var largest = gradients.Values.Max(gradient => gradient.Max(Math.Abs));
        foreach (var (name, expected) in gradients)
        {
            AssertClose(name, expected, generated.Gradients[name].Values, attributes, 0.05 * largest);
        }

        var together = generated.PredictBatch(data, batch, outputs);
        AssertClose("output", reference.Predict(generated.Parameters, generated.State, data, batch), together, attributes);

        // A sample alone takes another path: with the same order of additions, but for what a block computes by Winograd's way.
        var alone = generated.Predict(data[..inputs], outputs);
        if (UsesWinograd(generated.Declaration))
        {
            AssertClose("output alone", Array.ConvertAll(together[..outputs], value => (double)value), alone, attributes);
        }
        else
        {
            Assert.Equal(together[..outputs], alone);
        }
    }

    /// <summary>Whether blocks compute a convolution of a model, or a gradient of one, by Winograd's way.</summary>
    public static bool UsesWinograd(ModelDeclaration declaration) =>
        ModelCompiler.Compile(declaration)!.Programs.SelectMany(program => program.Graph.Nodes).Any(node => node.Operation is WinogradConvolution or WinogradWeightGradient);

    /// <summary>Fails where a difference exceeds float32 rounding.</summary>
    public static void AssertClose(string name, double[] expected, ReadOnlySpan<float> actual, string attributes, double leastScale = 1e-3)
    {
        Assert.Equal(expected.Length, actual.Length);
        var scale = Math.Max(leastScale, expected.Max(Math.Abs));
        for (var i = 0; i < expected.Length; i++)
        {
            if (!(Math.Abs(expected[i] - actual[i]) <= 2e-5 * scale))
            {
                Assert.Fail($"{name}[{i}] is {actual[i]}, expected {expected[i]:G9} (scale {scale:G3}) in: {attributes}");
            }
        }
    }
}
