using ModelGen.Testing;

namespace ModelGen.Generators.Tests.Emitted;

/// <summary>A network for each value of a constant.</summary>
public sealed class VariantTests
{
    [Fact]
    public void Variants_AreNetworksOfTheirOwn()
    {
        const string Source = """
            using ModelGen;
            namespace Networks;
            [Model, Input(6), Dense(Width), Tanh, Dense(3), CrossEntropy, Sgd(0.1f)]
            public partial class Mlp
            {
                [Variant(4, 8, 16)] const int Width = 8;
            }
            """;
        var (run, create) = Factory(Source, "Networks.Mlp");
        Assert.Equal(["Networks.Mlp", "Networks.MlpWidth4", "Networks.MlpWidth16"], run.Declarations.Select(declaration => declaration.FullName).OrderBy(name => name.Length));
        foreach (var width in (int[])[4, 8, 16])
        {
            var model = create([width, 7]);
            Assert.Equal(width == 8 ? "Mlp" : $"MlpWidth{width}", model.GetType().Name);
            Assert.Equal((6 * width) + width + (3 * width) + 3, model.Parameters.Values.Length);
            Assert.True(model.GetType().IsPublic);

            // The variant is the network that the value written in the source gives, bit by bit.
            var declared = DynamicModel.Create(Source.Replace("Width = 8", $"Width = {width}").Replace("[Variant(4, 8, 16)]", string.Empty), seed: 7);
            Assert.Equal(declared.Parameters.Values.ToArray(), model.Parameters.Values.ToArray());
            var (inputs, labels) = (Enumerable.Range(0, 6 * 20).Select(i => ((i * 37 % 41) - 20) / 20f).ToArray(), Enumerable.Range(0, 20).Select(i => i % 3).ToArray());
            _ = declared.TrainStep(inputs, labels);
            _ = model.Train(DataSet.Of(inputs, labels), options: new TrainingOptions { Epochs = 1, BatchSize = 20, Shuffle = false }, cancellation: TestContext.Current.CancellationToken);
            Assert.Equal(declared.Parameters.Values.ToArray(), model.Parameters.Values.ToArray());
        }

        Assert.Contains("width = 4; width = 16", Assert.Throws<ArgumentOutOfRangeException>(() => create([5, 0])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Variants_OfFunctionsAndSeveralConstants()
    {
        var (run, create) = Factory("""
            using ModelGen;
            using static ModelGen.Ops;
            [Model]
            internal partial class Net
            {
                [Variant(0, 1, 2)] private const int Layers = 1;
                [Variant(0, 1)] const int Normalizes = 0;
                [Network] static Symbol Predict([Shape(6)] Symbol x)
                {
                    for (var i = 0; i < Layers; i++)
                        x = Relu(Normalizes == 1 ? LayerNorm(Dense(x, 5)) : Dense(x, 5));
                    return Dense(x, 2);
                }
                [Objective, Adam] static Symbol Loss([Shape(6)] Symbol x, Label y) => CrossEntropy(Predict(x), y);
            }
            """, "Net");
        Assert.Equal(6, run.Declarations.Count());
        Assert.Equal([2, 4, 6], ((int[])[0, 1, 2]).Select(layers => create([layers, 0, 0]).Parameters.Count));
        Assert.Equal([2, 6, 10], ((int[])[0, 1, 2]).Select(layers => create([layers, 1, 0]).Parameters.Count));
        Assert.Equal("NetLayers2Normalizes1", create([2, 1, 0]).GetType().Name);
    }

    private static (GeneratorRun Run, Func<object[], ITrainable> Create) Factory(string source, string type)
    {
        var run = GeneratorRun.Of(source);
        Assert.Empty(run.Problems);
        var method = run.Load().GetType(type)!.GetMethod("CreateVariant")!;
        return (run, arguments => (ITrainable)method.Invoke(null, System.Reflection.BindingFlags.DoNotWrapExceptions, null, arguments, null)!);
    }
}
