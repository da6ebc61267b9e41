using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// −ln σ(u·v) − Σₖ ln σ(−u·nₖ) of an input u, a positive v and negatives nₖ, the rows of [count, size] (Mikolov et al. 2013, "Distributed representations of words and phrases and their compositionality",
/// equation 4). As −ln σ(x) = softplus(−x), nothing overflows.
/// </summary>
public sealed record NegativeSampling : CompositeLoss
{
    /// <inheritdoc/>
    public override string Name => nameof(NegativeSampling);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["input", "positive", "negatives"];

    /// <summary>One negative may be a vector, as an embedding makes of one index.</summary>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) =>
        inputs[0].Rank == 1 && inputs[0] == inputs[1] && inputs[2].Rank is 1 or 2 && inputs[2][inputs[2].Rank - 1] == inputs[0][0]
            ? Shape.Of(1)
            : Problem.Of(Rules.NegativesDoNotFit, inputs[1].ToShortString(), inputs[2].ToShortString());

    /// <inheritdoc/>
    public override long MultiplyAdds(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => inputs[1].Shape.Count + inputs[2].Shape.Count;

    private protected override Value Number(LoweringContext context)
    {
        var (input, positive, negatives) = (context.Inputs[0], context.Inputs[1], context.Inputs[2]);
        var near = context.Add(new Softplus(), context.Add(new Negate(), Product(positive)));
        return context.Add(new Add(), context.Add(new Sum([]), near), context.Add(new Sum([]), context.Add(new Softplus(), Product(negatives))));

        // The scores of all rows: [rows, size] by [size, 1].
        Value Product(Value rows) => context.Add(
            new MatrixProduct(),
            context.Add(new Reshape(Shape.Of(rows.Shape.Count / input.Shape.Count, input.Shape.Count)), rows),
            context.Add(new Reshape(Shape.Of(input.Shape.Count, 1)), input));
    }
}
