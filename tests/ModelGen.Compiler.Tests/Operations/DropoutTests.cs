using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;
using ModelGen.Compiler.Passes;
using Xunit;

namespace ModelGen.Compiler.Tests.Operations;

/// <summary>Dropout and noise in the two modes.</summary>
public class DropoutTests
{
    private const int Features = 4000;

    public static TheoryData<ProgramMode, Operation> Idle => new()
    {
        { ProgramMode.Inference, new Dropout(0.5f) },
        { ProgramMode.Training, new Dropout(0) },
        { ProgramMode.Inference, new GaussianNoise(0.5f) },
        { ProgramMode.Training, new GaussianNoise(0) },
    };

    [Theory, MemberData(nameof(Idle))]
    public void Layer_ThatDoesNothing_LeavesNoNode(ProgramMode mode, Operation layer)
    {
        var (graph, input, output) = Build(layer, mode);
        Assert.Same(input, output);
        Assert.Single(graph.Nodes);
    }

    [Fact]
    public void Training_DropsTheRateAndKeepsTheExpectation()
    {
        var output = Run(new Dropout(0.2f, 1), step: 0);
        Assert.All(output, value => Assert.True(value == 0 || Math.Abs(value - 1.25) < 1e-6));
        Assert.InRange(output.Count(value => value == 0), 0.17 * Features, 0.23 * Features);
    }

    [Fact]
    public void Masks_DifferByStepAndByLayer()
    {
        var mask = Run(new Dropout(0.5f, 1), step: 0);
        Assert.Equal(mask, Run(new Dropout(0.5f, 1), step: 0));
        Assert.NotEqual(mask, Run(new Dropout(0.5f, 1), step: 1));
        Assert.NotEqual(mask, Run(new Dropout(0.5f, 2), step: 0));
    }

    [Fact]
    public void GaussianNoise_HasItsDeviationAndMeanZero()
    {
        var noise = Run(new GaussianNoise(0.5f, 1), step: 0).Select(value => value - 1).ToArray();
        Assert.InRange(noise.Average(), -0.03, 0.03);
        Assert.InRange(Math.Sqrt(noise.Average(value => value * value)), 0.48, 0.52);

        // Normal numbers lie within one deviation with probability 0.683.
        Assert.InRange(noise.Count(value => Math.Abs(value) < 0.5), 0.65 * Features, 0.71 * Features);
    }

    [Fact]
    public void SpatialDropout2D_DropsWholeChannels()
    {
        const int Channels = 500, Positions = Features / Channels;
        var graph = new Graph();
        var input = graph.Add(new NetworkInput(Shape.Of(Channels, 2, Positions / 2), 0), "input", origin: -1);
        var output = graph.Add(new SpatialDropout2D(0.2f, 1), "dropout", origin: -1, input);
        Assert.Equal(Lowering.Lower(graph, ProgramMode.Inference).Map(input), Lowering.Lower(graph, ProgramMode.Inference).Map(output), (a, b) => a.Id == b.Id);
        var lowered = Lowering.Lower(graph, ProgramMode.Training);
        var values = ReferenceInterpreter.Run(lowered.Graph, batch: 1, new ReferenceBatch([[.. Enumerable.Repeat(1.0, Features)]], Seed: 5), _ => [])[lowered.Map(output)];
        var channels = values.Chunk(Positions).ToArray();
        Assert.All(channels, channel => Assert.True(channel.Distinct().Count() == 1));
        Assert.All(channels, channel => Assert.True(channel[0] == 0 || Math.Abs(channel[0] - 1.25) < 1e-6));
        Assert.InRange(channels.Count(channel => channel[0] == 0), 0.15 * Channels, 0.25 * Channels);
    }

    private static double[] Run(Operation layer, uint step)
    {
        var (graph, _, output) = Build(layer, ProgramMode.Training);
        var ones = Enumerable.Repeat(1.0, Features).ToArray();
        return ReferenceInterpreter.Run(graph, batch: 1, new ReferenceBatch([ones], Seed: 5, step), _ => [])[output];
    }

    private static (Graph Graph, Value Input, Value Output) Build(Operation layer, ProgramMode mode)
    {
        var graph = new Graph();
        var input = graph.Add(new NetworkInput(Shape.Of(Features), 0), "input", origin: -1);
        var output = graph.Add(layer, "layer", origin: -1, input);
        var lowered = Lowering.Lower(graph, mode);
        return (lowered.Graph, lowered.Map(input), lowered.Map(output));
    }
}
