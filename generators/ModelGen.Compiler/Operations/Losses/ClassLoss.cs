using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>A loss on one score a class whose target is a class index.</summary>
public abstract record ClassLoss : Loss
{
    /// <inheritdoc/>
    public override bool TakesLabels => true;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => inputs[0] switch
    {
        { Rank: not 1 } => Problem.Of(Rules.LossTakesVector),
        { Count: < 2 } => Problem.Of(Rules.LossTakesClasses),
        _ when inputs[1].LongCount != 1 => Problem.Of(Rules.LossTargetShape, "one class index", inputs[1].ToString()),
        _ => Shape.Of(1),
    };

    /// <summary>The lanes whose label is this class, as a mask over floats.</summary>
    internal static string IsLabel(VectorWidth vector, string label, Offset classIndex) => vector.Compare("Equals", label, vector.Broadcast($"{classIndex}")) + ".AsSingle()";
}
