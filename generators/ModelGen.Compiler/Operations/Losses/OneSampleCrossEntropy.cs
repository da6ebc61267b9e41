using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Operations;

/// <summary>The cross-entropy of one sample: vectors of classes, whose exponentials are added up in sixteen partial sums and one fixed tree.</summary>
public sealed record OneSampleCrossEntropy(CrossEntropy Loss, Signature Signature) : OneSampleOperation(Loss, Signature)
{
    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var vector = kernel.Vector;
        var classes = Signature.Inputs[0].Count;
        var isSmoothed = Loss.LabelSmoothing > 0;
        kernel.Write($"var largest = {vector.Broadcast($"Lanes.Largest(ref prediction, {classes})")};");
        Sixteens.DeclareTail(kernel, classes);
        foreach (var part in Sixteens.Parts(kernel))
        {
            kernel.Write($"var sum{part} = {vector.Zero};");
            if (isSmoothed)
            {
                kernel.Write($"var total{part} = {vector.Zero};");
            }
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
            var sum = {vector.Broadcast(Sixteens.Sum(kernel, "sum"))};
            var chosen = {vector.Broadcast("Unsafe.Add(ref prediction, target)")} - largest;
            """);
        if (isSmoothed)
        {
            kernel.Write($"var total = {vector.Broadcast(Sixteens.Sum(kernel, "total"))};");
        }

        kernel.Write($"{vector.Store(Loss.Result(vector, classes, "sum", "chosen", "total"), "loss", 0)};");
    }
}

/// <summary>The gradient of the cross-entropy of one sample: vectors of classes.</summary>
public sealed record OneSampleCrossEntropyGradient(CrossEntropyGradient Gradient, Signature Signature) : OneSampleOperation(Gradient, Signature)
{
    /// <summary>As in <see cref="CrossEntropyGradient"/>: the largest score is known before the first result is written.</summary>
    public override int InPlaceInput => 0;

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var vector = kernel.Vector;
        var classes = Signature.Inputs[0].Count;
        kernel.Write($"var largest = {vector.Broadcast($"Lanes.Largest(ref prediction, {classes})")};");
        Sixteens.DeclareTail(kernel, classes);
        foreach (var part in Sixteens.Parts(kernel))
        {
            kernel.Write($"var sum{part} = {vector.Zero};");
        }

        Sixteens.ForVectors(kernel, classes, (classIndex, part, isTail) => kernel.Write($"""
            var exponential{part} = VectorMath.Exp({vector.Load("prediction", classIndex)} - largest);
            {vector.Store($"exponential{part}", "predictionGradient", classIndex)};
            sum{part} += {Sixteens.Select(kernel, isTail, $"exponential{part}", vector.Zero)};
            """));
        kernel.Write($"""
            var gradient = {vector.Broadcast("lossGradient")};
            var scale = gradient / {vector.Broadcast(Sixteens.Sum(kernel, "sum"))};
            var elsewhere = {Gradient.Elsewhere(vector, classes, "gradient")};
            ref var ofLabel = ref Unsafe.Add(ref predictionGradient, target);
            var atLabel = {vector.MultiplyAdd(vector.Broadcast("ofLabel"), "scale", Gradient.AtLabel(vector, classes, "gradient"))};
            """);
        using (kernel.For("classIndex", 0, classes, vector.Count, out var index))
        {
            kernel.Write($"{vector.Store(vector.MultiplyAdd(vector.Load("predictionGradient", index), "scale", "elsewhere"), "predictionGradient", index)};");
        }

        kernel.Write("ofLabel = atLabel.ToScalar();");
    }
}
