using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Tests.Operations;

/// <summary>Runs one operation on given numbers in the reference interpreter.</summary>
internal static class Samples
{
    /// <summary>The result for a batch of one, whose operands are sample values of these shapes.</summary>
    public static double[] Evaluate(Operation operation, params (int[] Shape, double[] Elements)[] operands)
    {
        var graph = new Graph();
        var inputs = operands.Select((operand, column) => graph.Add(new NetworkInput(Shape.Of(operand.Shape), column), $"operand{column}", origin: -1)).ToArray();
        var output = graph.Add(operation, operation.Name, origin: -1, inputs);
        var lowered = Lowering.Lower(graph, ProgramMode.Inference);
        return ReferenceInterpreter.Run(lowered.Graph, batch: 1, new ReferenceBatch([.. operands.Select(operand => operand.Elements)]), _ => [])[lowered.Map(output)];
    }

    /// <summary>The result for vectors.</summary>
    public static double[] Evaluate(Operation operation, params double[][] operands) => Evaluate(operation, [.. operands.Select(operand => (new[] { operand.Length }, operand))]);
}
