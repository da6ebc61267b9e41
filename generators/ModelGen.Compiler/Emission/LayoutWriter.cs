using ModelGen.Compiler.Declarations;
using ModelGen.Compiler.Hyperparameters;
using ModelGen.Compiler.Operations;
using ModelGen.Compiler.Regularizers;

namespace ModelGen.Compiler.Emission;

/// <summary>Emits what the runtime must know of a model, as literals.</summary>
internal sealed class LayoutWriter
{
    /// <summary>Characters of a list that one method holds: each is about a byte of IL. The JIT optimizes 60,000 bytes, and a class's initializer has all the short lists.</summary>
    private const int CharactersOfMethod = 4_000;

    private readonly CodeWriter writer;
    private readonly List<(string Type, string Name, IReadOnlyList<string> Items)> parts = [];

    private LayoutWriter(CodeWriter writer) => this.writer = writer;

    /// <summary>Writes the field <c>Layout</c>; what is too long for its initializer becomes methods of the class of the program.</summary>
    public static void Write(CodeWriter writer, CompiledModel model) => new LayoutWriter(writer).Write(model);

    private void Write(CompiledModel model)
    {
        writer.Write("private static readonly global::ModelGen.Runtime.ModelLayout Layout = new()");
        writer.Write("{");
        using (writer.Indent())
        {
            writer.Write($"Name = {Literals.Text(model.Name)},");
            WriteList("Parameters", "TensorLayout", model.Parameters.OrderBy(tensor => tensor.Offset).Select(Tensor));
            WriteList("State", "TensorLayout", model.State.Select(Tensor));
            writer.Write($"PreparedLength = {model.Prepared.Length},");
            WriteList("Networks", "NetworkLayout", model.Networks.Select(Network));
            WriteList("Objectives", "ObjectiveLayout", model.Objectives.Select(Objective));
            WriteList("Hyperparameters", "HyperparameterLayout", model.Hyperparameters.Select(hyperparameter => $"{Hyperparameter(hyperparameter)},"));
            if (model.Noises.Count > 0)
            {
                WriteList("Noises", "NoiseLayout", model.Noises.Select(noise => $"new({Literals.Text(GeneratedMember.DistributionName(noise.Parameter))}, {noise.Vocabulary}),"));
            }

            WriteList("Programs", "ProgramLayout", model.Programs.Select(Program));
        }

        writer.Write("};");
        if (parts.Count > 0)
        {
            writer.WriteLine();
            using (writer.Block("private sealed partial class CompiledProgram"))
            {
                foreach (var (type, name, items) in parts)
                {
                    writer.Write($"internal static global::ModelGen.Runtime.{type}[] {name}() =>");
                    WriteItems(items, "];");
                }
            }
        }
    }

    private void WriteList(string property, string type, IEnumerable<string> list)
    {
        var items = list.ToArray();
        if (items.Sum(item => item.Length) <= CharactersOfMethod)
        {
            writer.Write($"{property} =");
            WriteItems(items, "],");
            return;
        }

        var own = new List<string>();
        for (int first = 0, next; first < items.Length; first = next)
        {
            var length = items[first].Length;
            for (next = first + 1; next < items.Length && length + items[next].Length <= CharactersOfMethod; next++)
            {
                length += items[next].Length;
            }

            own.Add($"{property}{own.Count + 1}");
            parts.Add((type, own[^1], items.Skip(first).Take(next - first).ToArray()));
        }

        writer.Write($"{property} = [{string.Join(", ", own.Select(name => $".. CompiledProgram.{name}()"))}],");
    }

    private void WriteItems(IEnumerable<string> items, string end)
    {
        writer.Write("[");
        using (writer.Indent())
        {
            foreach (var item in items)
            {
                writer.Write(item);
            }
        }

        writer.Write(end);
    }

    private static string Tensor(TensorDeclaration tensor)
    {
        var initial = tensor.Initial;
        return $"new({Literals.Text(tensor.Name)}, {tensor.Offset}, [{string.Join(", ", tensor.Shape.Sizes)}], new(global::ModelGen.Initializer.{initial.Initializer}, {Literals.Float(initial.Scale)}, {initial.FanIn}, {initial.FanOut}){(tensor.IsInteger ? ", IsInteger: true" : string.Empty)}{(tensor.IsPenalized ? ", IsWeight: true" : string.Empty)}{(tensor.UnitAxis > 0 ? $", UnitAxis: {tensor.UnitAxis}" : string.Empty)}{(tensor.IsSparse ? ", IsSparse: true" : string.Empty)}),";
    }

    private static string Network(CompiledNetwork network) =>
        $"new({Literals.Text(network.Name)}, [{Columns(network.Inputs)}], [{Columns(network.Outputs)}], {network.Program}, global::ModelGen.Runtime.ScoreKind.{network.Scores}{(network.Draws ? ", true" : string.Empty)}){(network.Steps is { } steps ? $" {{ Steps = {Steps(steps)} }}" : string.Empty)},";

    private static string Steps(CompiledSteps steps)
    {
        var kept = steps.Kept.Select(value => $"new({value.Offset}, {value.Features}, {value.Time?.MaximumLength ?? 1}, {(value.Time is { } time ? $"{time.Lengths}" : "null")}{(value.IsOfStart ? ", IsOfStart: true" : string.Empty)})");
        return $"new({(steps.StartProgram is { } start ? $"{start}" : "null")}, {steps.StepProgram}, {steps.Time.Lengths}, {steps.Time.MaximumLength}, [{string.Join(", ", kept)}])";
    }

    private static string Objective(CompiledObjective objective)
    {
        var judged = objective.Judged is { } loss ? $"new({loss.Prediction.Shape.Count}, {loss.Column}, global::ModelGen.Runtime.ScoreKind.{loss.Loss.ScoreKind})" : "null";
        var ranges = string.Join(", ", objective.Ranges.Select(range => $"new({range.From}, {range.To})"));
        var programs = $"{objective.StepProgram}, {objective.Programs + 1}, {objective.Programs}";
        return $"new({Literals.Text(objective.Name)}, [{Columns(objective.Columns)}], {judged}, {programs}, [{ranges}], {objective.Training.Optimizer.Slots}, {objective.MinimumBatch}) {{ {Training(objective)}{(objective.Time is { } time ? $", Lengths = {time.Lengths}" : string.Empty)} }},";
    }

    private static string Training(CompiledObjective objective)
    {
        var training = objective.Training;
        var (optimizer, regularizers) = (training.Optimizer, Regularizer.Join(training.Regularizers));
        var own = optimizer.Hyperparameters.Select(number => objective.HasRows && optimizer.ZeroForRows!.Contains(number.Argument) ? number with { Range = HyperparameterRange.Zero } : number);
        var parts = new List<string>
        {
            $"Optimizer = {Literals.Text(optimizer.Name)}",
            $"Hyperparameters = [{string.Join(", ", own.Concat(regularizers).Select(Hyperparameter))}]",
        };
        if (optimizer.Own.Count > 0)
        {
            parts.Add($"OwnHyperparameters = {optimizer.Own.Count}");
        }

        if (optimizer.Scalars > 0)
        {
            parts.Add($"Scalars = {optimizer.Scalars}");
        }

        if (training.Ratio.Every > 1)
        {
            parts.Add($"Every = {training.Ratio.Every}");
        }

        if (training.Schedules.Count > 0)
        {
            parts.Add($"Schedules = [{string.Join(", ", training.Schedules.Select(schedule => schedule.Schedule.Creation))}]");
        }

        var groups = training.Groups.Where(group => group.Group.Pattern is not null).Select(group => group.Group.Creation).ToArray();
        if (groups.Length > 0)
        {
            parts.Add($"Groups = [{string.Join(", ", groups)}]");
        }

        return string.Join(", ", parts);
    }

    private static string Hyperparameter(Hyperparameter hyperparameter) =>
        $"new({Literals.Text(hyperparameter.Name)}, {Literals.Float(hyperparameter.Declared)}, global::ModelGen.Runtime.HyperparameterRange.{hyperparameter.Range})";

    private static string Columns(IEnumerable<Column> columns) => string.Join(
        ", ", columns.Select(column => $"new({Literals.Text(column.Name)}, {column.Shape.Count}, {column.Classes}, [{string.Join(", ", column.Shape.Sizes)}]{(column.Targets == ScoreKind.None ? string.Empty : $", global::ModelGen.Runtime.ScoreKind.{column.Targets}")}{(column.Time is { } time ? $", Lengths: {time.Lengths}" : string.Empty)}{(column.IsLengths ? ", IsLengths: true" : string.Empty)}){Alignment(column)}"));

    private static string Alignment(Column column) =>
        column.Alignment is var (time, loss) ? $" {{ Alignment = new({time.Lengths}, {loss.Blank}, {(loss.ZeroInfinity ? "true" : "false")}) }}" : string.Empty;

    private static string Program(ProgramUnit program)
    {
        var plan = program.Plan;
        var stages = plan.Stages.Select(stage => $"new([{string.Join(", ", stage.Sums.Select(sum => $"new({sum.From}, {sum.Length}, {sum.To})"))}], {(stage.Finish.Count > 0 ? "true" : "false")})");
        var properties = new List<string>();
        if (plan.Stored.Count > 0)
        {
            properties.Add($"Stored = [{string.Join(", ", plan.Stored.Select(range => $"new({range.From}, {range.To})"))}]");
        }

        if (plan.Rows.Count > 0)
        {
            properties.Add($"Rows = [{string.Join(", ", plan.Rows.Select(use => $"new({use.Tensor}, {use.First}, {use.Count})"))}], RowLength = {plan.RowLength}");
        }

        if (program.IsForTeams)
        {
            properties.Add("IsForTeams = true");
        }

        return $"new({plan.Scratch}, {plan.Kept}, {plan.Shared}, {plan.Accumulators}, [{string.Join(", ", stages)}], {program.MultiplyAdds}{(plan.Start.Count > 0 ? ", HasStart: true" : string.Empty)}{(program.ForOne is { } forOne ? $", ForOne: {forOne}" : string.Empty)}){(properties.Count > 0 ? $" {{ {string.Join(", ", properties)} }}" : string.Empty)}, // {program.Name}";
    }
}
