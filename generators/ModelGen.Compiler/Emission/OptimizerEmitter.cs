using ModelGen.Compiler.Regularizers;

namespace ModelGen.Compiler.Emission;

/// <summary>Emits what happens to the parameters after a step's gradient is known.</summary>
public static class OptimizerEmitter
{
    /// <summary>The norm that the gradient is clipped to, 0 for none.</summary>
    public static float ClipNorm(CompiledObjective objective) => objective.Regularizers.OfType<ClipGradientNorm>().Select(clip => clip.Norm).DefaultIfEmpty(0f).Min();

    /// <summary>Whether anything is added to the loss.</summary>
    public static bool HasPenalty(CompiledObjective objective) => objective.Regularizers.Any(regularizer => regularizer is L1 or L2);

    /// <summary>The method that updates a range of an objective's parameters.</summary>
    public static string UpdateName(CompiledObjective objective) => $"Update{objective.Name}";

    /// <summary>Writes the methods <c>Regularize</c> and <c>Update</c>, and what they call for each objective.</summary>
    public static void Write(CodeWriter writer, VectorWidth vector, CompiledModel model)
    {
        writer.WriteLine();
        writer.Write("// Adds an objective's penalties, and their gradients, for a range of parameters.");
        using (writer.Block("internal static void Regularize(int objective, scoped in ParameterRange range, ref double penalty)"))
        {
            WriteChoice(writer, model, HasPenalty, name => $"Regularize{name}(range, ref penalty);");
        }

        writer.WriteLine();
        writer.Write("// Lets an objective's optimizer update a range of parameters.");
        using (writer.Block("internal static void Update(int objective, scoped in ParameterRange range)"))
        {
            WriteChoice(writer, model, _ => true, name => $"Update{name}(range);");
        }

        foreach (var objective in model.Objectives)
        {
            if (HasPenalty(objective))
            {
                WriteRegularize(writer, objective);
            }

            writer.WriteLine();
            writer.Write($"// {objective.Optimizer}.");
            writer.Write(KernelMethod.Attribute);
            using (writer.Block($"private static void {UpdateName(objective)}(scoped in ParameterRange range)"))
            {
                var clip = objective.Regularizers.OfType<ClipGradientValue>().Select(regularizer => (float?)regularizer.Value).Min();
                objective.Optimizer.Emit(writer, vector, clip);
            }
        }
    }

    private static void WriteChoice(CodeWriter writer, CompiledModel model, Func<CompiledObjective, bool> takes, Func<string, string> call)
    {
        for (var i = 0; i < model.Objectives.Count; i++)
        {
            if (takes(model.Objectives[i]))
            {
                writer.Write($"{(model.Objectives.Count > 1 ? $"if (objective == {i}) " : string.Empty)}{call(model.Objectives[i].Name)}");
            }
        }
    }

    private static void WriteRegularize(CodeWriter writer, CompiledObjective objective)
    {
        var l1 = objective.Regularizers.OfType<L1>().Sum(regularizer => regularizer.Strength);
        var l2 = objective.Regularizers.OfType<L2>().Sum(regularizer => regularizer.Strength);
        writer.WriteLine();
        writer.Write($"// λ₁·Σ|w| + λ₂·Σw² of each weight is added to the penalty, and its gradient to the gradient; λ₁ = {Literals.Number(l1)}, λ₂ = {Literals.Number(l2)}.");
        using (writer.Block($"private static void Regularize{objective.Name}(scoped in ParameterRange range, ref double penalty)"))
        {
            foreach (var tensor in objective.Tensors.Where(tensor => tensor.IsPenalized))
            {
                writer.Write($"penalty += Penalties.Add(range, {tensor.Offset}, {tensor.Offset + tensor.Shape.Count}, {Literals.Float(l1)}, {Literals.Float(l2)}); // {tensor.Name}");
            }
        }
    }
}
