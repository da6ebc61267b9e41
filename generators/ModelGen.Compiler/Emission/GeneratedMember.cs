using ModelGen.Compiler.Declarations;

namespace ModelGen.Compiler.Emission;

/// <summary>A member that is generated for a model: what the user's own members must not be, and what a model with an error still has.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Returns">Its type; empty for what is private, and for what is always there.</param>
/// <param name="Parameters">A method's parameters; null for any other member.</param>
/// <param name="IsPreferred">Whether it is chosen before overloads that an array fits as well.</param>
/// <param name="IsSettable">Whether it is a property that can be set.</param>
public sealed record GeneratedMember(string Name, string Returns, IReadOnlyList<GeneratedParameter>? Parameters = null, bool IsPreferred = false, bool IsSettable = false)
{
    /// <summary>What makes a method the preferred one.</summary>
    public const string Preferred = "[global::System.Runtime.CompilerServices.OverloadResolutionPriority(1)]";

    private const string NamedTensors = "global::ModelGen.NamedTensors";

    /// <summary>The declaration without a body; empty where it has no type.</summary>
    public string Declaration => Returns.Length == 0 ? string.Empty
        : $"{(IsPreferred ? Preferred + " " : string.Empty)}public {Returns} {Name}{(Parameters is null ? string.Empty : $"({string.Join(", ", Parameters.Select(parameter => parameter.Declaration))})")}";

    /// <summary>The types of a method's parameters.</summary>
    public string ParameterTypes => string.Join(", ", (Parameters ?? []).Select(parameter => parameter.Type));

    /// <summary>The members of a model with these functions.</summary>
    public static IEnumerable<GeneratedMember> Of(IReadOnlyList<FunctionSignature> functions)
    {
        var objectives = functions.Where(function => function.IsObjective).ToArray();
        var isOnly = objectives.Select(objective => objective.Name).Distinct().Count() == 1;
        return
        [
            .. OfEveryModel,
            .. functions.Where(function => !function.IsObjective).SelectMany(network => OfNetwork(network, isTrained: objectives.Length > 0)),
            .. objectives.SelectMany(objective => OfObjective(objective, isOnly)),
            .. objectives.Length > 0 ? OfTrainedModels : [],
            .. functions.SelectMany(function => function.Drawn).Distinct().Select(drawn => new GeneratedMember(DistributionName(drawn), "global::ModelGen.NoiseDistribution?", IsSettable: true)),
        ];
    }

    /// <summary>The property with the distribution that a parameter is drawn from.</summary>
    public static string DistributionName(string parameter) => Identifiers.Pascal(parameter) + "Distribution";

    private static GeneratedMember[] OfEveryModel { get; } =
    [
        new("ParameterCount", string.Empty),
        new("Summary", string.Empty),
        new("Parameters", NamedTensors),
        new("State", NamedTensors),
        new("Hyperparameters", "global::ModelGen.Hyperparameters"),
        new("Save", "void", [new("string", "path")]),
        new("Load", "void", [new("string", "path")]),
        new("Load", "global::ModelGen.LoadReport", [new("string", "path"), new("ModelGen.LoadOptions", "options")]),
        new("engine", string.Empty),
        new("Layout", string.Empty),
        new("CompiledProgram", string.Empty),
    ];

    private static GeneratedMember[] OfTrainedModels { get; } =
    [
        new("Gradients", NamedTensors),
        new(
            "Train",
            "global::ModelGen.TrainingHistory",
            [
                new("ModelGen.DataSet", "data"),
                new("ModelGen.DataSet", "validation", IsOptional: true),
                new("ModelGen.TrainingOptions", "options", IsOptional: true),
                new("System.Threading.CancellationToken", "cancellation", IsOptional: true),
            ]),
        new("Evaluate", "global::ModelGen.Evaluation", [new("ModelGen.DataSet", "data")]),
        new("Evaluate", "global::ModelGen.Evaluation", [new("ModelGen.DataSet", "data"), new("System.Collections.Generic.IReadOnlyList<global::ModelGen.Metric>", "metrics")]),
    ];

    private static IEnumerable<GeneratedMember> OfNetwork(FunctionSignature network, bool isTrained)
    {
        if (network.Parameters.Any(parameter => parameter.IsLengths))
        {
            return OfSequences(network, isTrained);
        }

        return OfSamples(network, isTrained);
    }

    /// <summary>The parameter that gets a label for each step.</summary>
    public const string Labels = "stepLabels";

    /// <summary>The name of the members that give a label for each step.</summary>
    public static string LabelsName(string network) => network + "Labels";

    private static IEnumerable<GeneratedMember> OfSequences(FunctionSignature network, bool isTrained)
    {
        GeneratedParameter[] data = [.. network.Parameters.Select(Span)], ofOne = [.. network.Parameters.Where(parameter => !parameter.IsLengths).Select(Span)];
        GeneratedParameter[] results = [.. network.Outputs.Select(output => new GeneratedParameter("System.Span<float>", output))];
        var arrays = network.Outputs.Count == 1 ? "float[]" : Identifiers.TupleOfArrays(network.Outputs);
        yield return new(network.Name, "void", [.. data, .. results], IsPreferred: true);
        yield return new(network.Name, arrays, data);
        yield return new(network.Name, arrays, ofOne);
        if (isTrained && network.Outputs.Count == 1)
        {
            yield return new(network.Name + "Probabilities", "void", [.. ofOne, .. results]);
            yield return new(network.Name + "Label", "int", ofOne);
            yield return new(LabelsName(network.Name), "int[]", ofOne);
            yield return new(LabelsName(network.Name), "void", [.. data, new("System.Span<int>", Labels)]);
        }

        if (network.IsStepByStep)
        {
            var start = network.Parameters.Where(parameter => !parameter.IsStepped).ToArray();
            var run = StepMembers.RunName(network.Name);
            yield return new(run, string.Empty);
            yield return new(StepMembers.StartName(network.Name), run, start.Length == 0 ? [new("int", "batchSize", IsOptional: true)] : [.. start.Select(Span)]);
            if (start.Any(parameter => parameter.IsLengths))
            {
                yield return new(StepMembers.StartName(network.Name), run, [.. start.Where(parameter => !parameter.IsLengths).Select(Span)]);
            }
        }
    }

    private static IEnumerable<GeneratedMember> OfSamples(FunctionSignature network, bool isTrained)
    {
        var isSimple = network is { Parameters: [{ IsInteger: false }], Outputs.Count: 1 };
        var plural = isSimple ? "s" : string.Empty;
        GeneratedParameter[] data = [.. network.Parameters.Select(Span)];
        GeneratedParameter[] results = [.. network.Outputs.Select(output => new GeneratedParameter("System.Span<float>", output))];
        yield return new(network.Name, "void", [.. data, .. results], IsPreferred: true);
        yield return new(network.Name, network.Outputs.Count == 1 ? "float[]" : Identifiers.TupleOfArrays(network.Outputs), data);
        yield return new(
            network.Name,
            "void",
            [
                .. network.Parameters.Select(parameter => parameter.IsInteger ? Span(parameter) : new GeneratedParameter("System.Numerics.Tensors.ReadOnlyTensorSpan<float>", parameter.Name + plural, IsIn: true)),
                .. network.Outputs.Select(output => new GeneratedParameter("System.Numerics.Tensors.TensorSpan<float>", output + plural, IsIn: true)),
            ]);
        if (isTrained && network.Outputs.Count == 1)
        {
            yield return new(network.Name + "Probabilities", "void", [.. data, .. results]);
            yield return new(network.Name + "Label", "int", data);
        }
    }

    private static IEnumerable<GeneratedMember> OfObjective(FunctionSignature objective, bool isOnly)
    {
        GeneratedParameter[] data = objective.Parameters.Count == 0 ? [new("int", "batchSize")] : [.. objective.Parameters.Select(Span)];
        yield return new(ObjectiveMembers.StepName(objective.Name, isOnly), "float", data);
        yield return new(objective.Name, "float", data);
        yield return new(ObjectiveMembers.GradientsName(objective.Name, isOnly), "float", data);
        var prefix = isOnly ? string.Empty : objective.Name;
        yield return new(prefix + "Schedules", ListOf("Schedule"), IsSettable: true);
        yield return new(prefix + "ParameterGroups", ListOf("ParameterGroup"), IsSettable: true);
        yield return new(prefix + "RateAt", "double", [new("long?", "step", IsOptional: true)]);
    }

    private static string ListOf(string type) => $"global::System.Collections.Generic.IReadOnlyList<global::ModelGen.{type}>";

    private static GeneratedParameter Span(ParameterSignature parameter) => new(parameter.IsInteger ? "System.ReadOnlySpan<int>" : "System.ReadOnlySpan<float>", parameter.Name);
}

/// <summary>A parameter of a generated method.</summary>
/// <param name="Type">Its type's whole name.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsIn">Whether it is passed by reference.</param>
/// <param name="IsOptional">Whether it may be left out.</param>
public sealed record GeneratedParameter(string Type, string Name, bool IsIn = false, bool IsOptional = false)
{
    /// <summary>Its declaration.</summary>
    public string Declaration => $"{(IsIn ? "in " : string.Empty)}{Global(Type)} {Identifiers.Escaped(Name)}{(IsOptional ? " = default!" : string.Empty)}";

    private static string Global(string type) => type.Contains('.') ? "global::" + type : type;
}
