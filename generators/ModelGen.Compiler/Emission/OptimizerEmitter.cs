using System.Globalization;
using ModelGen.Compiler.Regularizers;

namespace ModelGen.Compiler.Emission;

/// <summary>Emits what happens to the parameters after a step's gradient is known.</summary>
public static class OptimizerEmitter
{
    /// <summary>The norm that the gradient is clipped to, 0 for none.</summary>
    public static float ClipNorm(CompiledObjective objective) => objective.Regularizers.OfType<ClipGradientNorm>().Select(clip => clip.Norm).DefaultIfEmpty(0f).Min();

    /// <summary>Whether anything is added to the loss.</summary>
    public static bool HasPenalty(CompiledObjective objective) => objective.Regularizers.Any(regularizer => regularizer is L1 or L2);

    /// <summary>Writes the methods <c>Regularize</c> and <c>Update</c>.</summary>
    public static void Write(CodeWriter writer, VectorWidth vector, CompiledModel model)
    {
        writer.WriteLine();
        using (writer.Block("internal static void Regularize(scoped in ParameterRange range, ref double penalty)"))
        {
            if (model.Objective is { } objective && HasPenalty(objective))
            {
                foreach (var tensor in model.Parameters.Where(tensor => tensor.IsPenalized))
                {
                    writer.Write($"Penalize(range, {tensor.Offset}, {tensor.Offset + tensor.Shape.Count}, ref penalty); // {tensor.Name}");
                }
            }
        }

        if (model.Objective is null)
        {
            writer.WriteLine();
            using (writer.Block("internal static void Update(scoped in ParameterRange range)"))
            {
            }

            return;
        }

        if (HasPenalty(model.Objective))
        {
            writer.WriteLine();
            WritePenalty(writer, model.Objective.Regularizers);
        }

        writer.WriteLine();
        writer.Write($"// {model.Objective.Optimizer}.");
        writer.Write("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Block("internal static void Update(scoped in ParameterRange range)"))
        {
            var clip = model.Objective.Regularizers.OfType<ClipGradientValue>().Select(regularizer => (float?)regularizer.Value).Min();
            model.Objective.Optimizer.Emit(writer, vector, clip);
        }
    }

    private static void WritePenalty(CodeWriter writer, IReadOnlyList<Regularizer> regularizers)
    {
        var l1 = regularizers.OfType<L1>().Sum(regularizer => regularizer.Strength);
        var l2 = regularizers.OfType<L2>().Sum(regularizer => regularizer.Strength);
        writer.Write($$"""
            // Adds λ₁·Σ|w| + λ₂·Σw² of one tensor's part of the range to the penalty, and its gradient to the gradient; λ₁ = {{l1.ToString(CultureInfo.InvariantCulture)}}, λ₂ = {{l2.ToString(CultureInfo.InvariantCulture)}}.
            [MethodImpl(MethodImplOptions.AggressiveOptimization)]
            private static void Penalize(scoped in ParameterRange range, int from, int to, ref double penalty)
            {
                from = Math.Max(from, range.From);
                to = Math.Min(to, range.To);
                for (var i = from; i < to; i++)
                {
                    var weight = Unsafe.Add(ref range.Parameters, i);
                    var sign = weight > 0f ? 1f : weight < 0f ? -1f : 0f;
                    Unsafe.Add(ref range.Gradients, i) += MathF.FusedMultiplyAdd({{VectorWidth.Float(2 * l2)}}, weight, {{VectorWidth.Float(l1)}} * sign);
                    penalty += ({{VectorWidth.Float(l1)}} * (double)MathF.Abs(weight)) + ({{VectorWidth.Float(l2)}} * (double)weight * weight);
                }
            }
            """);
    }
}
