using ModelGen.Compiler.Optimizers;
using ModelGen.Compiler.Regularizers;

namespace ModelGen.Compiler.Emission;

/// <summary>Emits what happens to the parameters after a step's gradient is known.</summary>
public static class OptimizerEmitter
{
    private const string Range = "scoped in ParameterRange range";

    /// <summary>The method that updates a range of an objective's parameters.</summary>
    public static string UpdateName(CompiledObjective objective) => $"Update{objective.Name}";

    /// <summary>The method that updates rows of sparse tensors.</summary>
    public static string RowsName(CompiledObjective objective) => $"Update{objective.Name}Rows";

    /// <summary>Writes the methods <c>BeginUpdate</c> and <c>Update</c>, and what they call for each objective.</summary>
    public static void Write(CodeWriter writer, VectorWidth vector, CompiledModel model)
    {
        writer.WriteLine();
        writer.Write("// What an objective's optimizer does once a step, before any parameter is updated.");
        using (writer.Block($"internal static void BeginUpdate(int objective, {Range})"))
        {
            WriteChoice(writer, model, objective => objective.Training.Optimizer.Scalars > 0, name => $"Begin{name}(range);");
        }

        writer.WriteLine();
        writer.Write("// Lets an objective's optimizer update a range of parameters.");
        using (writer.Block($"internal static void Update(int objective, {Range})"))
        {
            WriteChoice(writer, model, _ => true, name => $"Update{name}(range);");
        }

        foreach (var objective in model.Objectives)
        {
            var optimizer = objective.Training.Optimizer;
            if (optimizer.Scalars > 0)
            {
                writer.WriteLine();
                using (writer.Block($"private static void Begin{objective.Name}({Range})"))
                {
                    optimizer.EmitBegin(writer);
                }
            }

            writer.WriteLine();
            writer.Write($"// {optimizer.Name}: its numbers are read from the range, so that they may change from run to run.");
            writer.Write(KernelMethod.Attribute);
            using (writer.Block($"private static void {UpdateName(objective)}({Range})"))
            {
                if (objective.HasRows)
                {
                    using (writer.Block("if (range.IsOfRows)"))
                    {
                        writer.Write($"""
                            {RowsName(objective)}(range);
                            return;
                            """);
                    }

                    writer.WriteLine();
                }

                optimizer.Emit(WriterOf(objective, isOfRows: false));
            }

            if (objective.HasRows)
            {
                writer.WriteLine();
                writer.Write("// The same for the rows of a sparse tensor that a step used.");
                writer.Write(KernelMethod.Attribute);
                using (writer.Block($"private static void {RowsName(objective)}({Range})"))
                {
                    optimizer.Emit(WriterOf(objective, isOfRows: true));
                }
            }
        }

        UpdateWriter WriterOf(CompiledObjective objective, bool isOfRows) => new(
            writer,
            vector,
            objective.Training.Regularizers.Any(regularizer => regularizer is ClipGradientValue),
            objective.Training.Regularizers.Any(regularizer => regularizer is DecoupledWeightDecay),
            isOfRows);
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
}
