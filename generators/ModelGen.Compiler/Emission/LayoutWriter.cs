using ModelGen.Compiler.Declarations;
using ModelGen.Compiler.Operations;

namespace ModelGen.Compiler.Emission;

/// <summary>Emits what the runtime must know of a model, as literals.</summary>
internal static class LayoutWriter
{
    /// <summary>Writes the field <c>Layout</c>.</summary>
    public static void Write(CodeWriter writer, CompiledModel model)
    {
        writer.Write("private static readonly global::ModelGen.Runtime.ModelLayout Layout = new()");
        writer.Write("{");
        using (writer.Indent())
        {
            writer.Write($"Name = {Identifiers.Literal(model.Name)},");
            WriteList(writer, "Parameters", model.Parameters.Select(Tensor));
            WriteList(writer, "State", model.State.Select(Tensor));
            writer.Write($"PreparedLength = {model.Prepared.Length},");
            WriteList(writer, "Networks", model.Networks.Select(Network));
            WriteList(writer, "Objectives", model.Objectives.Select(Objective));
            WriteList(writer, "Programs", model.Programs.Select(Program));
        }

        writer.Write("};");
    }

    private static void WriteList(CodeWriter writer, string property, IEnumerable<string> items)
    {
        writer.Write($"{property} =");
        writer.Write("[");
        using (writer.Indent())
        {
            foreach (var item in items)
            {
                writer.Write(item);
            }
        }

        writer.Write("],");
    }

    private static string Tensor(TensorDeclaration tensor)
    {
        var initial = tensor.Initial;
        return $"new({Identifiers.Literal(tensor.Name)}, {tensor.Offset}, [{string.Join(", ", tensor.Shape.Sizes)}], new(global::ModelGen.Initializer.{initial.Initializer}, {VectorWidth.Float(initial.Scale)}, {initial.FanIn}, {initial.FanOut}){(tensor.IsInteger ? ", true" : string.Empty)}),";
    }

    private static string Network(CompiledNetwork network) =>
        $"new({Identifiers.Literal(network.Name)}, [{Columns(network.Inputs)}], [{Columns(network.Outputs)}], {network.Program}, global::ModelGen.Runtime.ScoreKind.{network.Scores}{(network.Draws ? ", true" : string.Empty)}),";

    private static string Objective(CompiledObjective objective)
    {
        var judged = objective.Judged is { } loss ? $"new({loss.Prediction.Shape.Count}, {loss.Column}, global::ModelGen.Runtime.ScoreKind.{loss.Loss.ScoreKind})" : "null";
        var ranges = string.Join(", ", objective.Ranges.Select(range => $"new({range.From}, {range.To})"));
        var programs = $"{objective.Programs + 2}, {objective.Programs + 1}, {objective.Programs}";
        var (clipNorm, hasPenalty) = (VectorWidth.Float(OptimizerEmitter.ClipNorm(objective)), OptimizerEmitter.HasPenalty(objective) ? "true" : "false");
        var update = $"{objective.Optimizer.Slots}, {clipNorm}, {hasPenalty}, {objective.MinimumBatch}";
        return $"new({Identifiers.Literal(objective.Name)}, [{Columns(objective.Columns)}], {judged}, {programs}, [{ranges}], {update}),";
    }

    private static string Columns(IEnumerable<Column> columns) => string.Join(
        ", ", columns.Select(column => $"new({Identifiers.Literal(column.Name)}, {column.Shape.Count}, {column.Classes}, [{string.Join(", ", column.Shape.Sizes)}]{(column.Targets == ScoreKind.None ? string.Empty : $", global::ModelGen.Runtime.ScoreKind.{column.Targets}")})"));

    private static string Program(ProgramUnit program)
    {
        var plan = program.Plan;
        var stages = plan.Stages.Select(stage => $"new([{string.Join(", ", stage.Sums.Select(sum => $"new({sum.From}, {sum.Length}, {sum.To})"))}], {(stage.Finish.Count > 0 ? "true" : "false")})");
        return $"new({plan.Scratch}, {plan.Kept}, {plan.Shared}, {plan.Accumulators}, [{string.Join(", ", stages)}], {program.MultiplyAdds}{(plan.Start.Count > 0 ? ", true" : string.Empty)}), // {program.Name}";
    }
}
