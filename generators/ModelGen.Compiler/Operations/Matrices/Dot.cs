using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>Σᵢ xᵢ·yᵢ of two vectors, shape []; PyTorch's <c>dot</c>.</summary>
public sealed record Dot : CompositeOperation
{
    /// <inheritdoc/>
    public override string Name => nameof(Dot);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["left", "right"];

    /// <inheritdoc/>
    public override bool TakesBatchValues => true;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => inputs[0].Rank == 1 && inputs[0] == inputs[1]
        ? Shape.Of()
        : Problem.Of(Rules.MatricesDoNotFit, inputs[0].ToShortString(), inputs[1].ToShortString(), "Dot takes two vectors of one length");

    /// <inheritdoc/>
    public override long MultiplyAdds(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => inputs[0].Shape.Count;

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Lower(LoweringContext context) => [context.Add(new Sum([]), context.Add(new Multiply(), context.Inputs))];
}
