using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Compiler.Binding.Evaluation;
using ModelGen.Compiler.Declarations;
using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Optimizers;
using ModelGen.Compiler.Passes;
using ModelGen.Compiler.Regularizers;
using ModelGen.Compiler.Schedules;

namespace ModelGen.Compiler.Binding.Functions;

/// <summary>Reads a model's networks and objectives from its methods over symbols, by running them.</summary>
internal sealed class FunctionBinder
{
    private const string NetworkAttribute = "ModelGen.NetworkAttribute";
    private const string ObjectiveAttribute = "ModelGen.ObjectiveAttribute";
    private const string EveryAttribute = "EveryAttribute";

    /// <summary>Data parameters that a function may have, and results that a network may: as many as the runtime's blocks have columns.</summary>
    private const int MaximumColumns = 8;

    private readonly NetworkDomain domain;
    private readonly INamedTypeSymbol type;
    private readonly IReadOnlyList<IMethodSymbol> networks;
    private readonly IReadOnlyList<IMethodSymbol> objectives;
    private readonly Compilation compilation;
    private readonly CancellationToken cancellation;
    private readonly TensorTable tensors = new();
    private readonly NameOwners owners = new();
    private readonly ResultUses uses = new();
    private readonly List<SourceSpan> spans;
    private readonly Dictionary<SyntaxNode, int> origins = [];
    private readonly List<Finding> findings = [];

    private FunctionBinder(INamedTypeSymbol type, Compilation compilation, List<SourceSpan> spans, CancellationToken cancellation)
    {
        this.type = type;
        this.compilation = compilation;
        this.cancellation = cancellation;
        this.spans = spans;
        networks = MethodsOf(type, NetworkAttribute);
        objectives = MethodsOf(type, ObjectiveAttribute);
        domain = new NetworkDomain(networks);
    }

    /// <summary>The functions of a class; findings where there is a mistake.</summary>
    /// <param name="type">The class.</param>
    /// <param name="compilation">The project.</param>
    /// <param name="spans">Gets the places of what is read.</param>
    /// <param name="cancellation">Stops the evaluation.</param>
    public static BoundFunctions Bind(INamedTypeSymbol type, Compilation compilation, List<SourceSpan> spans, CancellationToken cancellation) =>
        OwnStack.Run(() => Bind(new FunctionBinder(type, compilation, spans, cancellation)));

    private static BoundFunctions Bind(FunctionBinder binder)
    {
        var isWhole = true;
        var declaredNetworks = new List<NetworkDeclaration>();
        for (var i = 0; i < binder.networks.Count && isWhole; i++)
        {
            isWhole = binder.Try(() => declaredNetworks.Add(binder.Network(i)));
        }

        var declaredObjectives = new List<ObjectiveDeclaration>();
        for (var i = 0; i < binder.objectives.Count && isWhole; i++)
        {
            isWhole = binder.Try(() => declaredObjectives.Add(binder.Objective(binder.objectives[i])));
        }

        if (isWhole && declaredObjectives.Count > 0 && declaredObjectives.All(objective => objective.Training.Ratio.Every > 1))
        {
            isWhole = binder.Try(() => throw new EvaluationException(
                Find(binder.objectives[0].GetAttributes(), EveryAttribute)!.ApplicationSyntaxReference!.GetSyntax(binder.cancellation), Problem.Of(Rules.NobodySteps)));
        }

        return new BoundFunctions(declaredNetworks.ToEquatableArray(), declaredObjectives.ToEquatableArray(), binder.findings, [.. binder.uses.Findings], isWhole);
    }

    /// <summary>What the members of the class's networks and objectives are called with; nothing where no method is one.</summary>
    public static EquatableArray<FunctionSignature> Signatures(INamedTypeSymbol type) =>
    [
        .. MethodsOf(type, NetworkAttribute).Select(method => SignatureOf(method, isObjective: false)),
        .. MethodsOf(type, ObjectiveAttribute).Select(method => SignatureOf(method, isObjective: true)),
    ];

    private static FunctionSignature SignatureOf(IMethodSymbol method, bool isObjective) => new(
        method.Name,
        isObjective,
        method.Parameters.Where(parameter => NoiseParameter.Of(parameter) is null).SelectMany(parameter => ColumnsOf(parameter, method)).ToEquatableArray(),
        isObjective ? [] : OutputsOf(method),
        method.Parameters.Where(parameter => NoiseParameter.Of(parameter) is { IsInteger: true }).Select(parameter => parameter.Name).ToEquatableArray(),
        !isObjective && StepByStepOf(method) is not null);

    /// <summary>Names of the results, which are parameters of the generated members beside those for data.</summary>
    private static EquatableArray<string> OutputsOf(IMethodSymbol method)
    {
        var taken = new HashSet<string>(method.Parameters.Select(parameter => parameter.Name));
        return method.ReturnType is INamedTypeSymbol { IsTupleType: true } tuple ? tuple.TupleElements.Select(element => Free(Identifiers.Camel(element.Name))).ToEquatableArray() : [Free("output")];

        string Free(string name) => taken.Add(name) ? name : Free(name + "Output");
    }

    /// <summary>What is passed for a parameter: itself and, where it brings a time axis, the lengths.</summary>
    private static ParameterSignature[] ColumnsOf(IParameterSymbol parameter, IMethodSymbol method)
    {
        var isStepped = AxisOf(parameter) is { } axis && axis == AxisOf(method.Parameters.Last(other => LengthOf(other) is not null));
        var own = new ParameterSignature(parameter.Name, LanguageTypes.IsInteger(parameter.Type), IsStepped: isStepped);
        return LengthOf(parameter) is int ? [own, new ParameterSignature(LengthsOf(parameter, method), IsInteger: true, IsLengths: true, isStepped)] : [own];

        static string? AxisOf(IParameterSymbol parameter) => LengthOf(parameter) is int ? parameter.Name : LengthOf(parameter) as string;
    }

    /// <summary>The attribute of a network that is to be run step by step as well.</summary>
    private static AttributeData? StepByStepOf(IMethodSymbol method) =>
        Find(method.GetAttributes(), "NetworkAttribute") is { } attribute && attribute.NamedArguments.Any(argument => argument is { Key: "StepByStep", Value.Value: true }) ? attribute : null;

    /// <summary>The argument of [Sequence]: a largest length, or the name of an earlier parameter; null without one.</summary>
    private static object? LengthOf(IParameterSymbol parameter) => Find(parameter.GetAttributes(), "SequenceAttribute")?.ConstructorArguments.FirstOrDefault().Value;

    /// <summary>The name of a parameter's lengths: that of the only ones is free of the parameter's.</summary>
    private static string LengthsOf(IParameterSymbol parameter, IMethodSymbol method) =>
        method.Parameters.Count(other => LengthOf(other) is int) == 1 && method.Parameters.All(other => other.Name != "lengths") ? "lengths" : parameter.Name + "Lengths";

    private static IReadOnlyList<IMethodSymbol> MethodsOf(INamedTypeSymbol type, string attribute) =>
    [
        .. from method in type.GetMembers().OfType<IMethodSymbol>()
           where method.GetAttributes().Any(candidate => candidate.AttributeClass?.ToDisplayString() == attribute)
           select method,
    ];

    /// <summary>Runs a step; a mistake that it finds is noted, one that the C# compiler reports itself is not.</summary>
    private bool Try(Action step)
    {
        try
        {
            step();
            return true;
        }
        catch (EvaluationException exception)
        {
            if (exception.Problem is { } problem && exception.Syntax is { } syntax)
            {
                findings.Add(new Finding(problem, OriginOf(syntax), exception.Input, exception.Second, exception.Calls.Select(call => new CallSite(OriginOf(call.Syntax), call.Description)).ToEquatableArray()));
            }

            return false;
        }
    }

    private int OriginOf(SyntaxNode syntax)
    {
        if (!origins.TryGetValue(syntax, out var origin))
        {
            origins.Add(syntax, origin = spans.Count);
            spans.Add(SourceSpan.Of(syntax));
        }

        return origin;
    }

    private NetworkDeclaration Network(int index)
    {
        var method = networks[index];
        var (recorder, results) = Record(method, index, NetworkDomain.RootOf(method));
        if (results.Count > MaximumColumns)
        {
            throw new EvaluationException(DeclarationOf(method), Problem.Of(Rules.TooManyResults, Text(results.Count), Text(MaximumColumns)));
        }

        return new NetworkDeclaration(method.Name, Finish(recorder, results), OutputsOf(method))
        {
            StepByStep = StepByStepOf(method)?.ApplicationSyntaxReference?.GetSyntax(cancellation) is { } asked ? OriginOf(asked) : null,
        };
    }

    private ObjectiveDeclaration Objective(IMethodSymbol method)
    {
        var syntax = DeclarationOf(method);
        var training = TrainingOf(method, syntax);
        var trained = TrainedNetworks(method).ToEquatableArray();
        var (recorder, results) = Record(method, network: -1, Identifiers.Camel(method.Name) + ".");
        if (results is not [{ Shape.LongCount: 1 } loss])
        {
            throw new EvaluationException(syntax, Problem.Of(Rules.ObjectiveTakesOneNumber, results.Count == 1 ? results[0].Shape.ToShortString() : $"{results.Count} values"));
        }

        var function = Finish(recorder, [loss]);
        for (var i = 0; i < trained.Count; i++)
        {
            if (function.Calls.All(call => call.Network != trained[i]))
            {
                throw new EvaluationException(
                    ArgumentOf(Find(method.GetAttributes(), nameof(ObjectiveAttribute))!, i, trained.Count), Problem.Of(Rules.NetworkNotCalled, method.Name, networks[trained[i]].Name));
            }
        }

        return new ObjectiveDeclaration(method.Name, function, recorder.NetworkResults.ToEquatableArray(), trained, training);
    }

    private FunctionDeclaration Finish(FunctionRecorder recorder, IEnumerable<SymbolValue> results)
    {
        var function = recorder.Finish(results);
        recorder.FindUses(function, uses);
        return function;
    }

    private (FunctionRecorder Recorder, IReadOnlyList<SymbolValue> Results) Record(IMethodSymbol method, int network, string root)
    {
        var syntax = DeclarationOf(method);
        if (!method.IsStatic || method.IsGenericMethod || method.IsAsync || method.IsPartialDefinition)
        {
            throw new EvaluationException(syntax, Problem.Of(Rules.FunctionSignature));
        }

        var recorder = new FunctionRecorder(tensors, owners, OriginOf, network, method, root);
        domain.Recorder = recorder;
        var arguments = new object?[method.Parameters.Length];

        // Values are numbered from the data parameters on: noise is an operation.
        foreach (var parameter in method.Parameters.OrderBy(parameter => NoiseParameter.Of(parameter) is not null))
        {
            arguments[parameter.Ordinal] = Parameter(parameter, recorder, syntax);
        }

        var evaluator = new Evaluator(compilation, domain, cancellation);
        domain.Evaluator = evaluator;
        return (recorder, evaluator.Invoke(method, arguments, syntax) switch
        {
            SymbolValue symbol => [symbol],
            TupleValue tuple when tuple.Items.All(item => item is SymbolValue) => [.. tuple.Items.Cast<SymbolValue>()],
            _ => throw new EvaluationException(syntax, Problem.Of(Rules.FunctionSignature)),
        });
    }

    private object? Parameter(IParameterSymbol parameter, FunctionRecorder recorder, SyntaxNode method)
    {
        var at = parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) ?? method;
        if (!domain.IsSymbolic(parameter.Type))
        {
            throw parameter.Type.TypeKind == TypeKind.Error ? new EvaluationException(at, problem: null) : new EvaluationException(at, Problem.Of(
                Rules.DataParameter,
                $"{parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)} is not what data is made of. Write what is the same in every call as a constant, or give it to a building block as an argument"));
        }

        var isLabel = LanguageTypes.IsInteger(parameter.Type);
        var attributes = parameter.GetAttributes();
        var (shape, noise) = (Find(attributes, "ShapeAttribute"), NoiseParameter.Of(parameter));
        var contradiction = noise?.Contradiction(parameter) is { } contrary ? contrary
            : shape is not null && noise is not null ? "[Shape] makes it data, but it is noise too. Keep one of the two attributes"
            : !isLabel && shape is null && noise is null ? $"it has no shape. As data it is '[Shape(3, 32, 32)] Symbol {parameter.Name}', as noise '[Normal(64)] Symbol {parameter.Name}'; class indices are 'Label {parameter.Name}'"
            : null;
        if (contradiction is not null)
        {
            throw new EvaluationException(at, Problem.Of(Rules.DataParameter, contradiction));
        }

        var time = TimeOf(parameter, recorder, noise is not null, at);
        if (noise is null && recorder.InputCount + (LengthOf(parameter) is int ? 1 : 0) >= MaximumColumns)
        {
            throw new EvaluationException(at, Problem.Of(Rules.TooManyDataParameters, Text(MaximumColumns)));
        }

        var sizes = noise?.Sizes() ?? (shape is null ? [1] : new AttributeDataArguments(shape).Integers(0));
        if (sizes.Length == 0 || sizes.Any(size => size < 1))
        {
            throw new EvaluationException(at, Problem.Of(Rules.InputShape));
        }

        if (noise is not null)
        {
            return recorder.AddCall(noise.Draw(parameter, sizes), [], at, (parameter.Name, new CallStep(parameter.Name, 1, at)))[0];
        }

        var vocabulary = Find(attributes, "VocabularyAttribute")?.ConstructorArguments.FirstOrDefault().Value as int? ?? 0;
        var input = recorder.AddInput(new InputDeclaration(parameter.Name, isLabel ? Shape.Of(Shape.Of(sizes).Count) : Shape.Of(sizes), 0, isLabel, vocabulary, time), at);
        if (LengthOf(parameter) is int)
        {
            _ = recorder.AddInput(new InputDeclaration(LengthsOf(parameter, recorder.Function), Shape.Of(1), 0, IsInteger: true, time!.MaximumLength + 1, IsLengths: true), at);
        }

        return input;
    }

    /// <summary>The time axis that a parameter brings, or that an earlier one has brought.</summary>
    private static TimeAxis? TimeOf(IParameterSymbol parameter, FunctionRecorder recorder, bool isNoise, SyntaxNode at) => LengthOf(parameter) switch
    {
        null => null,
        _ when isNoise => throw new EvaluationException(at, Problem.Of(Rules.SequenceParameter, "noise has no steps")),
        int and < 1 => throw new EvaluationException(at, Problem.Of(Rules.SequenceParameter, "the largest length is at least 1")),
        int length => new TimeAxis(recorder.InputCount + 1, length, parameter.Name),
        var name => recorder.TimeOf(name as string ?? string.Empty)
            ?? throw new EvaluationException(at, Problem.Of(Rules.SequenceParameter, $"no parameter before it is a sequence and called '{name}'")),
    };

    private static AttributeData? Find(IEnumerable<AttributeData> attributes, string name) =>
        attributes.FirstOrDefault(attribute => attribute.AttributeClass?.ToDisplayString() == "ModelGen." + name);

    private TrainingDeclaration TrainingOf(IMethodSymbol method, SyntaxNode declaration)
    {
        Optimizer? optimizer = null;
        SyntaxNode? first = null;
        var ratio = new StepRatio(1);
        var (regularizers, schedules, groups) = (new List<Regularizer>(), new List<DeclaredSchedule>(), GroupsOfLayers());
        foreach (var attribute in LanguageAttribute.Of(method, cancellation))
        {
            if (attribute.IsHalfTyped)
            {
                throw new EvaluationException(attribute.Syntax, problem: null);
            }

            switch (AttributeTable.Bind(attribute.Name, new AttributeDataArguments(attribute.Data)))
            {
                case Optimizer rule:
                    Throw(optimizer is null ? rule.Validate() : Problem.Of(Rules.TwoOptimizers, SourceSpan.Of(first!).Text), attribute.Syntax);
                    (optimizer, first) = (rule, attribute.Syntax);
                    break;
                case Regularizer regularizer:
                    Throw(regularizer.Validate(), attribute.Syntax);
                    regularizers.Add(regularizer);
                    break;
                case Schedule schedule:
                    Throw(schedule.Validate(), attribute.Syntax);
                    schedules.Add(new DeclaredSchedule(schedule, OriginOf(attribute.Syntax)));
                    break;
                case StepRatio every:
                    Throw(every.Validate(), attribute.Syntax);
                    ratio = every;
                    break;
                case ParameterGroup group:
                    Throw(group.Validate(), attribute.Syntax);
                    groups.Add(new DeclaredGroup(group, OriginOf(attribute.Syntax)));
                    break;
                default:
                    throw new EvaluationException(attribute.Syntax, Problem.Of(Rules.NotOnObjectives, SourceSpan.Of(attribute.Syntax).Text));
            }
        }

        return new TrainingDeclaration(
            optimizer ?? throw new EvaluationException(declaration, Problem.Of(Rules.NoOptimizer, "is an objective", "[Objective]")),
            regularizers.ToEquatableArray(),
            schedules.ToEquatableArray(),
            groups.ToEquatableArray())
        {
            Ratio = ratio,
        };
    }

    /// <summary>The groups that stand on shared layers; an objective's own count after them.</summary>
    private List<DeclaredGroup> GroupsOfLayers()
    {
        var groups = new List<DeclaredGroup>();
        foreach (var method in NetworkDomain.SharedLayers(type))
        {
            foreach (var attribute in LanguageAttribute.Of(method, cancellation).Where(attribute => attribute.Name == LanguageAttribute.ParameterGroup))
            {
                var group = (ParameterGroup)AttributeTable.Bind(attribute.Name, new AttributeDataArguments(attribute.Data));
                Throw(group.Validate(), attribute.Syntax);
                groups.Add(new DeclaredGroup(group.Behind(NetworkDomain.LayerNameOf(method)), OriginOf(attribute.Syntax)));
            }
        }

        return groups;
    }

    private IEnumerable<int> TrainedNetworks(IMethodSymbol method)
    {
        var attribute = Find(method.GetAttributes(), nameof(ObjectiveAttribute))!;
        var named = new AttributeDataArguments(attribute).Elements<string>(0);
        for (var i = 0; i < named.Length; i++)
        {
            var index = networks.TakeWhile(network => network.Name != named[i]).Count();
            yield return index < networks.Count
                ? index
                : throw new EvaluationException(
                    ArgumentOf(attribute, i, named.Length), Problem.Of(Rules.UnknownNetwork, named[i] ?? "null", string.Join(", ", networks.Select(network => network.Name))));
        }
    }

    /// <summary>Where one of the elements of a <c>params</c> argument stands; the whole attribute where they are written as one array.</summary>
    private SyntaxNode ArgumentOf(AttributeData attribute, int element, int count)
    {
        var syntax = attribute.ApplicationSyntaxReference!.GetSyntax(cancellation);
        return syntax is AttributeSyntax { ArgumentList.Arguments: var arguments } && arguments.Count == count ? arguments[element] : syntax;
    }

    private static void Throw(Problem? problem, SyntaxNode at)
    {
        if (problem is not null)
        {
            throw new EvaluationException(at, problem);
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private SyntaxNode DeclarationOf(IMethodSymbol method) => method.DeclaringSyntaxReferences.First().GetSyntax(cancellation);
}

/// <summary>A class's functions.</summary>
/// <param name="Networks">The networks that could be read.</param>
/// <param name="Objectives">The objectives that could be read.</param>
/// <param name="Findings">What is wrong.</param>
/// <param name="Doubts">What is probably not meant.</param>
/// <param name="IsWhole">Whether all could be read.</param>
internal sealed record BoundFunctions(
    EquatableArray<NetworkDeclaration> Networks, EquatableArray<ObjectiveDeclaration> Objectives, IReadOnlyList<Finding> Findings, IReadOnlyList<Finding> Doubts, bool IsWhole);
