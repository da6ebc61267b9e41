using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;
using ModelGen.Compiler.Passes;
using Xunit;

namespace ModelGen.Compiler.Tests.Operations;

/// <summary>Local response normalization at its borders.</summary>
public class LocalResponseNormTests
{
    // An even window reaches further back than forth, and always divides by its whole size.
    [Theory]
    [InlineData(1, 1, 4, 9, 16)]
    [InlineData(2, 1, 5, 13, 25)]
    [InlineData(3, 5, 14, 29, 25)]
    [InlineData(4, 5, 14, 30, 29)]
    [InlineData(9, 30, 30, 30, 30)]
    public void Windows_ArePyTorchs(int size, params int[] squares)
    {
        double[] input = [1, 2, 3, 4];
        var graph = new Graph();
        var output = graph.Add(new LocalResponseNorm(size, Alpha: 0.5f, Beta: 2f, K: 1.5f), "norm", origin: -1, graph.Add(new NetworkInput(Shape.Of(4, 1, 1), 0), "input", origin: -1));
        var lowered = Lowering.Lower(graph, ProgramMode.Inference);
        var values = ReferenceInterpreter.Run(lowered.Graph, batch: 1, new ReferenceBatch([input]), _ => [])[lowered.Map(output)];
        Assert.Equal(input.Zip(squares, (x, sum) => x / Math.Pow(1.5 + (0.5 * sum / size), 2)), values, (a, b) => Math.Abs(a - b) < 1e-6);
    }
}
