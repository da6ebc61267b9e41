using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>The cross-entropy of one sample: vectors of classes, whose exponentials are added up in sixteen partial sums and one fixed tree.</summary>
public sealed record OneSampleCrossEntropy(CrossEntropy Loss, Signature Signature) : OneSampleOperation(Loss, Signature)
{
    /// <inheritdoc/>
    public override bool HasBitsOfBatches => false;

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var vector = kernel.Vector;
        var classes = Signature.Inputs[0].Count;
        var isSmoothed = Loss.Smooths;
        kernel.Write($"var largest = {vector.Broadcast($"Lanes.Largest(ref prediction, {classes})")};");
        Sixteens.DeclareTail(kernel, classes);
        Sixteens.DeclareParts(kernel, "sum");
        if (isSmoothed)
        {
            Sixteens.DeclareParts(kernel, "total");
        }

        Sixteens.ForVectors(kernel, classes, (classIndex, part, isTail) =>
        {
            kernel.Write($"""
                var z{part} = {vector.Load("prediction", classIndex)} - largest;
                sum{part} += {Sixteens.Select(kernel, isTail, $"VectorMath.Exp(z{part})", vector.Zero)};
                """);
            if (isSmoothed)
            {
                kernel.Write($"total{part} += {Sixteens.Select(kernel, isTail, $"z{part}", vector.Zero)};");
            }
        });
        kernel.Write($"""
            var sum = {vector.Broadcast(Sixteens.SumOfParts(kernel, "sum"))};
            var chosen = {vector.Broadcast("Unsafe.Add(ref prediction, target)")} - largest;
            """);
        if (isSmoothed)
        {
            kernel.Write($"""
                var smoothing = {Loss.Smoothing};
                var total = {vector.Broadcast(Sixteens.SumOfParts(kernel, "total"))};
                """);
        }

        kernel.Write($"{vector.Store(Loss.Result(vector, classes, "sum", "chosen", "total", "smoothing"), "loss", 0)};");
    }

    /// <inheritdoc/>
    public override int? StraightCost(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => StraightCrossEntropy.Cost(Signature.Inputs[0].Count);

    /// <inheritdoc/>
    public override void EmitStraight(StraightWriter code)
    {
        var (vector, classes) = (code.Vector, Signature.Inputs[0].Count);
        var largest = StraightCrossEntropy.EmitLargest(code, classes);
        var z = Enumerable.Range(0, (classes + vector.Count - 1) / vector.Count).Select(v => code.Local("z", $"{code.Input(0, v)} - {largest}")).ToArray();
        var sum = Sixteens.Sum(code, classes, v => $"VectorMath.Exp({z[v]})");
        var chosen = Sixteens.Sum(code, classes, v => vector.Select(StraightCrossEntropy.IsLabel(code, v), z[v], vector.Zero));
        var smoothing = Loss.Smooths ? code.Local("smoothing", Loss.Smoothing) : string.Empty;
        var total = Loss.Smooths ? Sixteens.SumExpression(code, classes, v => z[v]) : string.Empty;
        code.Define(0, 0, Loss.Result(vector, classes, sum, chosen, total, smoothing));
    }
}

/// <summary>The gradient of the cross-entropy of one sample: vectors of classes.</summary>
public sealed record OneSampleCrossEntropyGradient(CrossEntropyGradient Gradient, Signature Signature) : OneSampleOperation(Gradient, Signature)
{
    /// <inheritdoc/>
    public override bool HasBitsOfBatches => false;

    /// <summary>As in <see cref="CrossEntropyGradient"/>: the largest score is known before the first result is written.</summary>
    public override int InPlaceInput => 0;

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var vector = kernel.Vector;
        var classes = Signature.Inputs[0].Count;
        kernel.Write($"var largest = {vector.Broadcast($"Lanes.Largest(ref prediction, {classes})")};");
        Sixteens.DeclareTail(kernel, classes);
        Sixteens.DeclareParts(kernel, "sum");
        Sixteens.ForVectors(kernel, classes, (classIndex, part, isTail) => kernel.Write($"""
            var exponential{part} = VectorMath.Exp({vector.Load("prediction", classIndex)} - largest);
            {vector.Store($"exponential{part}", "predictionGradient", classIndex)};
            sum{part} += {Sixteens.Select(kernel, isTail, $"exponential{part}", vector.Zero)};
            """));
        kernel.Write($"""
            var smoothing = {Gradient.Smoothing};
            var gradient = {vector.Broadcast("lossGradient")};
            var scale = gradient / {vector.Broadcast(Sixteens.SumOfParts(kernel, "sum"))};
            var elsewhere = {Gradient.Elsewhere(vector, classes, "gradient", "smoothing")};
            ref var ofLabel = ref Unsafe.Add(ref predictionGradient, target);
            var atLabel = {vector.MultiplyAdd(vector.Broadcast("ofLabel"), "scale", Gradient.AtLabel(vector, classes, "gradient", "smoothing"))};
            """);
        using (kernel.For("classIndex", 0, classes, vector.Count, out var index))
        {
            kernel.Write($"{vector.Store(vector.MultiplyAdd(vector.Load("predictionGradient", index), "scale", "elsewhere"), "predictionGradient", index)};");
        }

        kernel.Write("ofLabel = atLabel.ToScalar();");
    }

    /// <inheritdoc/>
    public override int? StraightCost(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => StraightCrossEntropy.Cost(Signature.Inputs[0].Count);

    /// <inheritdoc/>
    public override void EmitStraight(StraightWriter code)
    {
        var (vector, classes) = (code.Vector, Signature.Inputs[0].Count);
        var largest = StraightCrossEntropy.EmitLargest(code, classes);
        var exponentials = Enumerable.Range(0, (classes + vector.Count - 1) / vector.Count).Select(v => code.Local("exponential", $"VectorMath.Exp({code.Input(0, v)} - {largest})")).ToArray();
        var gradient = code.Element(2, 0);
        var scale = code.Local("scale", $"{gradient} / {Sixteens.Sum(code, classes, v => exponentials[v])}");
        var smoothing = code.Local("smoothing", Gradient.Smoothing);
        var (atLabel, elsewhere) = (code.Local("atLabel", Gradient.AtLabel(vector, classes, gradient, smoothing)), code.Local("elsewhere", Gradient.Elsewhere(vector, classes, gradient, smoothing)));
        for (var v = 0; v < exponentials.Length; v++)
        {
            code.Define(0, v, vector.MultiplyAdd(exponentials[v], scale, vector.Select(StraightCrossEntropy.IsLabel(code, v), atLabel, elsewhere)));
        }
    }
}

/// <summary>What the straight-line code of the cross-entropy of one sample and of its gradient have in common.</summary>
internal static class StraightCrossEntropy
{
    private const int MostClasses = 64;

    /// <summary>Vector operations: the largest score is found one by one.</summary>
    public static int? Cost(int classes) => classes > MostClasses ? null : (5 * classes) + (2 * ClassAxis.ExponentialCost);

    /// <summary>A local with the largest score in all lanes.</summary>
    public static string EmitLargest(StraightWriter code, int classes)
    {
        var largest = code.Local("largest", code.Element(0, 0));
        for (var classIndex = 1; classIndex < classes; classIndex++)
        {
            code.Assign(largest, $"VectorMath.Max({largest}, {code.Element(0, classIndex)})");
        }

        return largest;
    }

    /// <summary>The lane of the label, in one of the vectors of classes.</summary>
    public static string IsLabel(StraightWriter code, int number) =>
        $"{code.Vector.Compare("Equals", $"{code.Vector.IntegerType}.Indices", code.Vector.Broadcast($"{code.Integer(1)}{(number == 0 ? string.Empty : $" - {number * code.Vector.Count}")}"))}.AsSingle()";
}
