using System.Globalization;
using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>A trained row for each index: y = W[x], with W [vocabulary, size]; several indices give a matrix, one row each. As PyTorch's <c>Embedding</c>.</summary>
/// <param name="Vocabulary">Rows.</param>
/// <param name="Size">Values of a row.</param>
/// <param name="Initializer">How they start.</param>
/// <param name="InitializerScale">The initializer's scale; 0 for its own.</param>
/// <param name="Sparse">Whether a step changes only the rows that it used.</param>
public sealed record Embedding(int Vocabulary, int Size, string Initializer = "Default", float InitializerScale = 0f, bool Sparse = false) : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(Embedding);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["indices", "weight"];

    /// <inheritdoc/>
    public override int WeightCount => 1;

    /// <inheritdoc/>
    public override string Describe() => string.Format(CultureInfo.InvariantCulture, "Embedding({0}, {1}{2})", Vocabulary, Size, Sparse ? ", Sparse = true" : string.Empty);

    /// <inheritdoc/>
    public override Problem? Validate() => Constants.AtLeast("vocabulary", Vocabulary, 1) ?? Constants.AtLeast("size", Size, 1)
        ?? Constants.Member("Initializer", Initializer) ?? Constants.Finite("InitializerScale", InitializerScale);

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => inputs[0].Count == 1 ? Shape.Of(Size) : Shape.Of(inputs[0].Count, Size);

    /// <summary>PyTorch draws embeddings from a normal distribution of deviation 1.</summary>
    public override IReadOnlyList<Weight> Weights(IReadOnlyList<Shape> inputs) =>
        [new Weight("weight", Shape.Of(Vocabulary, Size), Initializer == "Default" ? new Initial("Normal", 1f, Size, Vocabulary) : new Initial(Initializer, InitializerScale, Size, Vocabulary), IsPenalized: true, IsSparse: Sparse)];

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context) =>
        [null, context.AddIfNeeded(1, Sparse ? new SparseEmbeddingGradient(Vocabulary, Size, context.Input(0).Time) : new EmbeddingGradient(Vocabulary, Size), context.OutputGradient, context.Input(0))];

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        for (var i = 0; i < call.Output().Length; i++)
        {
            call.Output()[i] = call.Input(1)[((int)call.Input(0)[i / Size] * Size) + (i % Size)];
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        using (kernel.For("index", kernel.InputShape().Count, out var index))
        {
            kernel.Write($"RowLanes.Gather(ref weight, {Size}, ref {(index * VectorWidth.Lanes).In("indices")}, ref {(index * (Size * VectorWidth.Lanes)).In("output")});");
        }
    }
}

/// <summary>The gradient of an embedding's weight: dW[x] += dy, sample after sample.</summary>
public sealed record EmbeddingGradient(int Vocabulary, int Size) : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(EmbeddingGradient);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["outputGradient", "indices"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => ["weightGradient"];

    /// <inheritdoc/>
    public override bool IsReduction => true;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Shape.Of(Vocabulary, Size);

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        for (var i = 0; i < call.Input(0).Length; i++)
        {
            call.Output()[((int)call.Input(1)[i / Size] * Size) + (i % Size)] += call.Input(0)[i];
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        using (kernel.For("index", kernel.InputShape(1).Count, out var index))
        {
            kernel.Write($"RowLanes.ScatterAdd(ref {(index * (Size * VectorWidth.Lanes)).In("outputGradient")}, {Size}, ref {(index * VectorWidth.Lanes).In("indices")}, block.Samples, ref weightGradient);");
        }
    }
}
