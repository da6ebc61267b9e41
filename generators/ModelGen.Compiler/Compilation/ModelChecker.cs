using System.Globalization;
using ModelGen.Compiler.Declarations;
using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler;

/// <summary>What the analyzer asks of the compiler beyond binding: the Shapes pass, and what a correct graph has that is probably not meant.</summary>
public static class ModelChecker
{
    /// <summary>Everything wrong or doubtful with a declaration's network and objective; nothing where binding could not read the network.</summary>
    public static IReadOnlyList<Finding> Check(ModelDeclaration declaration)
    {
        var (graphs, finding) = ModelGraphs.Build(declaration);
        if (graphs is null)
        {
            return finding is null ? [] : [finding];
        }

        var findings = new List<Finding>(Doubts.Find(graphs));

        if (declaration.Unroll == UnrollMode.Full)
        {
            findings.AddRange(
                from node in graphs.Networks.SelectMany(network => network.Graph.Nodes)
                let cost = UnrollPolicy.Cost(node) ?? node.Operation.MultiplyAdds(node.Inputs, node.Outputs)
                where cost > UnrollPolicy.MethodBudget
                select new Finding(Problem.Of(Rules.UnrollTooLarge, Text(cost), Text(UnrollPolicy.MethodBudget)), node.Origin));
        }

        return findings;
    }

    private static string Text(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
