using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;
using ModelGen.Compiler.Passes;
using Xunit;

namespace ModelGen.Compiler.Tests.Operations;

/// <summary>Dropout in the two modes.</summary>
public class DropoutTests
{
    private const int Features = 4000;

    [Theory]
    [InlineData(ProgramMode.Inference, 0.5f)]
    [InlineData(ProgramMode.Training, 0f)]
    public void Dropout_ThatDoesNothing_LeavesNoNode(ProgramMode mode, float rate)
    {
        var (graph, input, output) = Build(new Dropout(rate), mode);
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

    private static double[] Run(Dropout dropout, uint step)
    {
        var (graph, _, output) = Build(dropout, ProgramMode.Training);
        var ones = Enumerable.Repeat(1.0, Features).ToArray();
        return ReferenceInterpreter.Run(graph, batch: 1, new ReferenceBatch([ones], Seed: 5, step), _ => [])[output];
    }

    private static (Graph Graph, Value Input, Value Output) Build(Dropout dropout, ProgramMode mode)
    {
        var graph = new Graph();
        var input = graph.Add(new NetworkInput(Shape.Of(Features), 0), "input", origin: -1);
        var output = graph.Add(dropout, "dropout", origin: -1, input);
        var lowered = Lowering.Lower(graph, mode);
        return (lowered.Graph, lowered.Map(input), lowered.Map(output));
    }
}
