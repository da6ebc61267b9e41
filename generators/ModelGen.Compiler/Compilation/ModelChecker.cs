using System.Globalization;
using ModelGen.Compiler.Declarations;
using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler;

/// <summary>What the analyzer asks of the compiler beyond binding: the Shapes pass, and what a correct graph has that is probably not meant.</summary>
public static class ModelChecker
{
    // The analyzer asks at each keystroke, most of which change no model: planning DenseNet-121 takes longer than a keystroke may.
    private static readonly RecentAnswers<ModelDeclaration, IReadOnlyList<Finding>> Recent = new(CheckAnew, capacity: 32);

    /// <summary>Everything wrong or doubtful with a declaration's network and objective; nothing where binding could not read the network. The last answers are remembered.</summary>
    public static IReadOnlyList<Finding> Check(ModelDeclaration declaration) => Recent.For(declaration);

    private static IReadOnlyList<Finding> CheckAnew(ModelDeclaration declaration)
    {
        try
        {
            return Find(declaration);
        }
        catch (Exception exception) when (Defect.Is(exception))
        {
            // What the generator fails on, too, is its to report.
            return new ModelFiles(declaration, declaration.Name).Surface().Defect is null ? [new Finding(Defect.Of(exception), Origin: -1)] : [];
        }
    }

    private static IReadOnlyList<Finding> Find(ModelDeclaration declaration)
    {
        var (graphs, finding) = ModelGraphs.Build(declaration);
        if (graphs is null)
        {
            return finding is null ? [] : [finding];
        }

        var findings = new List<Finding>(Doubts.Find(declaration, graphs));

        findings.AddRange(declaration.Networks.Zip(graphs.Networks, (network, graph) => network.StepByStep is null ? null : StepPrograms.Of(network, graph).Finding).OfType<Finding>());

        // Planning is asked for only where it has something to say.
        var isFull = declaration.Unroll == UnrollMode.Full;
        var values = graphs.Networks.Concat(graphs.Objectives)
            .Select(function => function.Graph.Nodes.Sum(node => node.Outputs.Sum(output => output.Shape.LongCount)))
            .DefaultIfEmpty()
            .Max();
        if (declaration.IsBroken || (values <= Limits.PlannedValues && !isFull))
        {
            return findings;
        }

        var model = ModelCompiler.Compile(declaration);
        if (model is null)
        {
            findings.Add(new Finding(
                Problem.Of(Rules.NetworkTooLarge, Text(values), "values a sample", $"as many as fit, with their gradients, into {Text(int.MaxValue)} numbers for sixteen samples"), Origin: -1));
        }
        else if (isFull)
        {
            findings.AddRange(Looped(model));
        }

        return findings;
    }

    /// <summary>The layers that some program runs in loops although their user wants none, each once.</summary>
    private static IEnumerable<Finding> Looped(CompiledModel model) =>
        from program in model.Programs.Where(program => !program.IsForOne)
        from node in program.Plan.Stages.SelectMany(stage => stage.Nodes)
        where node is { Origin: >= 0, Inputs.Count: > 0, Operation.HasEffect: false } && !program.Straight.Contains(node)
        group UnrollPolicy.Cost(node) by node.Origin into layer
        let cost = layer.Contains(null) ? null : layer.Max()
        select new Finding(
            Problem.Of(Rules.UnrollTooLarge, cost is { } operations ? $"would be {Text(operations)} vector operations of straight-line code, more than the {Text(UnrollPolicy.MethodLimit)} that the JIT optimizes well in one method" : "always runs in loops"),
            layer.Key);

    private static string Text(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
