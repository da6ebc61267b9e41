using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Compiler.Binding.Functions;
using ModelGen.Compiler.Declarations;
using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;
using ModelGen.Compiler.Optimizers;
using ModelGen.Compiler.Passes;
using ModelGen.Compiler.Regularizers;
using ModelGen.Compiler.Schedules;

namespace ModelGen.Compiler.Binding;

/// <summary>Reads a model's declaration from its attributes, and finds what is wrong with it. The only folder that knows Roslyn is this one.</summary>
public sealed class ModelBinder
{
    /// <summary>The attribute that makes a class a model.</summary>
    public const string ModelAttribute = "ModelGen.ModelAttribute";

    private const int OfClass = -1;

    private readonly INamedTypeSymbol type;
    private readonly EquatableArray<FunctionSignature> functions;
    private readonly List<Finding> findings = [];
    private readonly List<SourceSpan> spans = [];
    private readonly List<CallDeclaration> calls = [];
    private readonly List<Regularizer> regularizers = [];
    private readonly List<DeclaredSchedule> schedules = [];
    private readonly List<DeclaredGroup> groups = [];
    private readonly Dictionary<string, int> callNames = [];
    private bool isNetworkKnown = true;
    private bool isObjectiveKnown = true;
    private UnrollMode unroll;
    private (Shape Shape, int Origin)? input;
    private TimeAxis? time;
    private (Loss? Loss, int Origin)? loss;
    private (Optimizer Optimizer, int Origin)? optimizer;
    private int? firstOfTraining;
    private LanguageAttribute? firstLayer;
    private string? layerBefore;

    private ModelBinder(INamedTypeSymbol type)
    {
        this.type = type;
        functions = FunctionBinder.Signatures(type);
    }

    /// <summary>Whether a node with the attribute can be a model.</summary>
    public static bool CanBeModel(SyntaxNode node) => node is TypeDeclarationSyntax type && type.Modifiers.Any(SyntaxKind.PartialKeyword);

    /// <summary>What a class declares; null where it has no attribute of the language, or is no class at all.</summary>
    public static BindingResult? Bind(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation)
    {
        var attributes = type.TypeKind == TypeKind.Class ? LanguageAttribute.Of(type, cancellation) : [];
        if (attributes.Count == 0)
        {
            return null;
        }

        try
        {
            return new ModelBinder(type).Bind(attributes, compilation, cancellation);
        }
        catch (Exception exception) when (Defect.Is(exception))
        {
            return new BindingResult(null, [new Finding(Defect.Of(exception), OfClass)], NameOf(ModelOf(attributes) ?? attributes[0]), [], HasFunctions: false);
        }
    }

    private static LanguageAttribute? ModelOf(IReadOnlyList<LanguageAttribute> attributes) => attributes.FirstOrDefault(attribute => attribute.Name == nameof(ModelAttribute));

    private static SourceSpan NameOf(LanguageAttribute attribute)
    {
        var name = attribute.Declaration?.Identifier ?? default;
        return new(name.GetLocation(), name.Text);
    }

    private BindingResult Bind(IReadOnlyList<LanguageAttribute> attributes, Compilation compilation, CancellationToken cancellation)
    {
        var model = ModelOf(attributes);
        var isHalfTyped = attributes.Any(attribute => attribute.IsHalfTyped) || type.GetAttributes().Any(attribute => attribute.AttributeClass is null or { TypeKind: TypeKind.Error });
        spans.AddRange(attributes.Select(attribute => SourceSpan.Of(attribute.Syntax)));
        var classProblem = model is null ? Problem.Of(Rules.NotAModel, spans[0].Text) : ClassRules.Check(type, cancellation);
        if (classProblem is not null && !(model is null && isHalfTyped))
        {
            findings.Add(new Finding(classProblem, OfClass));
        }

        var hasFunctions = model is not null && functions.Count > 0;
        for (var origin = 0; origin < attributes.Count && model is not null; origin++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (hasFunctions && attributes[origin] != model)
            {
                Report(Problem.Of(Rules.TwoForms, spans[origin].Text), origin, ref isNetworkKnown);
            }
            else if (!attributes[origin].IsHalfTyped)
            {
                Add(attributes[origin], origin);
            }
        }

        BoundFunctions? bound = null;
        if (hasFunctions && isNetworkKnown && classProblem is null)
        {
            bound = FunctionBinder.Bind(type, compilation, spans, cancellation);
            findings.AddRange(bound.Findings);
            isHalfTyped |= !bound.IsWhole;
        }
        else if (model is not null && !isHalfTyped && !hasFunctions)
        {
            FindMissing();
        }

        isNetworkKnown &= !isHalfTyped;
        if (model is not null)
        {
            foreach (var collision in MemberRules.Collisions(type, SignaturesOf(isTrained: loss is not null)))
            {
                if (collision.IsInherited || collision.Member is ITypeSymbol)
                {
                    findings.Add(new Finding(collision.Problem, OfClass));
                }
                else
                {
                    ReportMember(collision.Problem, collision.Member, collision.SpeaksOfMember ? collision.Member.Name : type.Name);
                }
            }

            foreach (var constructor in MemberRules.Unchained(type, cancellation))
            {
                ReportMember(Problem.Of(Rules.ConstructorSkipsWeights), constructor, type.Name);
            }
        }

        foreach (var (problem, place) in new Variants(type, cancellation).Problems)
        {
            findings.Add(new Finding(problem, spans.Count));
            spans.Add(SourceSpan.Of(place));
        }

        var isBroken = isHalfTyped || findings.Count > 0;
        if (!isBroken && bound is not null)
        {
            findings.AddRange(bound.Doubts);
            foreach (var method in MemberRules.Hiding(type, compilation))
            {
                ReportMember(Problem.Of(Rules.HidesOperation), method, method.Name);
            }
        }

        return new BindingResult(
            classProblem is null && !ClassRules.IsDuplicate(type) ? Declare(isBroken, bound) : null,
            findings.ToEquatableArray(),
            NameOf(model ?? attributes[0]),
            spans,
            hasFunctions);
    }

    private void Add(LanguageAttribute attribute, int origin)
    {
        var meaning = AttributeTable.Bind(attribute.Name, new AttributeDataArguments(attribute.Data));
        layerBefore = meaning is Operation or ParameterGroup ? layerBefore : null;
        switch (meaning)
        {
            case UnrollMode mode:
                unroll = mode;
                Report(Enum.IsDefined(typeof(UnrollMode), mode) ? null : Constants.OutOfRange("Unroll", (int)mode, "a member of its enum"), origin, ref isNetworkKnown);
                break;
            case Shape shape:
                Report(input is { } firstInput ? Problem.Of(Rules.TwoInputs, spans[firstInput.Origin].Text) : CheckInput(shape), origin, ref isNetworkKnown);
                input ??= (shape, origin);
                break;
            case TimeAxis axis:
                Report(axis.MaximumLength < 1 ? Problem.Of(Rules.SequenceParameter, "the largest length is at least 1") : null, origin, ref isNetworkKnown);
                time = axis;
                break;
            case Loss or Problem:
                var bound = meaning as Loss;
                var problem = loss is { } firstLoss ? Problem.Of(Rules.TwoLosses, spans[firstLoss.Origin].Text) : bound is null ? (Problem)meaning : bound.Validate();
                Report(problem, origin, ref isObjectiveKnown);
                loss ??= (bound, origin);
                break;
            case Optimizer rule:
                Report(optimizer is { } firstRule ? Problem.Of(Rules.TwoOptimizers, spans[firstRule.Origin].Text) : rule.Validate(), origin, ref isObjectiveKnown);
                optimizer ??= (rule, origin);
                break;
            case Regularizer regularizer:
                Report(regularizer.Validate(), origin, ref isObjectiveKnown);
                firstOfTraining ??= origin;
                regularizers.Add(regularizer);
                break;
            case Schedule schedule:
                Report(schedule.Validate(), origin, ref isObjectiveKnown);
                firstOfTraining ??= origin;
                schedules.Add(new DeclaredSchedule(schedule, origin));
                break;
            case ParameterGroup group:
                Report(group.Validate(), origin, ref isObjectiveKnown);
                firstOfTraining ??= origin;
                groups.Add(new DeclaredGroup(group.Behind(layerBefore), origin));
                break;
            case Operation operation:
                AddLayer(operation, attribute, origin);
                break;
        }
    }

    private void AddLayer(Operation operation, LanguageAttribute attribute, int origin)
    {
        firstLayer ??= attribute;
        var isElsewhere = attribute.Declaration != firstLayer.Declaration;
        if (isElsewhere && findings.Any(finding => finding.Problem.Id == Rules.LayersOnTwoDeclarations.Id))
        {
            return;
        }

        Report(isElsewhere ? Problem.Of(Rules.LayersOnTwoDeclarations, SourceSpan.Of(firstLayer.Syntax).ToString()) : operation.Validate(), origin, ref isNetworkKnown);
        var camel = Identifiers.Camel(operation.Name);
        callNames[camel] = callNames.TryGetValue(camel, out var count) ? count + 1 : 1;
        layerBefore = $"{camel}{callNames[camel]}";
        calls.Add(new CallDeclaration(operation is RandomLayer random ? random with { Index = calls.Count } : operation, [], layerBefore, origin, Network: 0));
    }

    private void FindMissing()
    {
        if (input is null)
        {
            Report(Problem.Of(Rules.NoInput, calls.Count == 0 ? "; or, for a network that is no row of layers, a static method over symbols with [Network]" : string.Empty), OfClass, ref isNetworkKnown);
        }
        else if (calls.Count == 0)
        {
            Report(Problem.Of(Rules.NoLayers), OfClass, ref isNetworkKnown);
        }

        var idle = optimizer?.Origin ?? firstOfTraining;
        if (loss is null && idle is { } first)
        {
            Report(Problem.Of(Rules.NoLoss, spans[first].Text), OfClass, ref isObjectiveKnown);
        }
        else if (loss is { Loss: not null } && optimizer is null)
        {
            Report(Problem.Of(Rules.NoOptimizer, $"has the loss '{spans[loss.Value.Origin].Text}'", "the loss"), OfClass, ref isObjectiveKnown);
        }
    }

    private ModelDeclaration Declare(bool isBroken, BoundFunctions? read)
    {
        var containers = new List<ContainingType>();
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            containers.Insert(0, new ContainingType(Keyword(outer), TypeName(outer)));
        }

        var layers = isNetworkKnown && input is { } known ? new LayersInSequence(known.Shape, known.Origin, time, calls) : null;
        var network = layers?.Network;
        var objective = isObjectiveKnown && loss is { Loss: { } bound } && optimizer is { } rule
            ? layers?.Objective(bound, loss.Value.Origin, new TrainingDeclaration(rule.Optimizer, regularizers.ToEquatableArray(), schedules.ToEquatableArray(), groups.ToEquatableArray()))
            : null;
        var networks = read is not null ? read.Networks : network is null ? [] : [network];
        var objectives = read is not null ? read.Objectives : objective is null ? [] : [objective];
        var signatures = SignaturesOf(isTrained: true);
        return new ModelDeclaration(
            type.ContainingNamespace.IsGlobalNamespace ? string.Empty : type.ContainingNamespace.ToDisplayString(),
            containers.ToEquatableArray(),
            TypeName(type),
            unroll,
            networks,
            objectives,
            isBroken,
            signatures,
            MemberRules.Collisions(type, signatures).Select(collision => collision.Member.Name).Distinct().ToEquatableArray(),
            NetworkDomain.SharedLayers(type).Select(Signature).ToEquatableArray());
    }

    /// <summary>What the class's members are called with.</summary>
    /// <param name="isTrained">Whether layers in sequence are taken as having a loss.</param>
    private EquatableArray<FunctionSignature> SignaturesOf(bool isTrained) => functions.Count > 0 ? functions : FunctionSignature.OfLayers(isTrained, time is not null, LayersInSequence.TakeIndices(time, calls));

    private void Report(Problem? problem, int origin, ref bool isKnown)
    {
        if (problem is not null)
        {
            isKnown = false;
            findings.Add(new Finding(problem, origin));
        }
    }

    private static string Signature(IMethodSymbol method) =>
        $"{SyntaxFacts.GetText(method.DeclaredAccessibility)} static partial {Type(method.ReturnType)} {Identifiers.Escaped(method.Name)}"
        + $"({string.Join(", ", method.Parameters.Select(parameter => $"{Type(parameter.Type)} {Identifiers.Escaped(parameter.Name)}"))})";

    private static string Type(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    /// <summary>Reports on a member of the user's.</summary>
    /// <param name="problem">What is wrong.</param>
    /// <param name="member">Where.</param>
    /// <param name="subject">What the message speaks of.</param>
    private void ReportMember(Problem problem, ISymbol member, string subject)
    {
        findings.Add(new Finding(problem, spans.Count));
        spans.Add(new SourceSpan(MemberRules.PlaceOf(member), subject));
    }

    private static Problem? CheckInput(Shape shape) => shape.Rank == 0 || shape.Sizes.Any(size => size < 1) ? Problem.Of(Rules.InputShape) : null;

    private static string Keyword(INamedTypeSymbol type) => (type.IsRecord, type.TypeKind) switch
    {
        (true, TypeKind.Struct) => "record struct",
        (true, _) => "record",
        (_, TypeKind.Struct) => "struct",
        (_, TypeKind.Interface) => "interface",
        _ => "class",
    };

    // No type may be called "record" or "file" without the @, although they are keywords in some contexts only.
    private static string TypeName(INamedTypeSymbol type) => SyntaxFacts.GetContextualKeywordKind(type.Name) == SyntaxKind.None ? Identifiers.Escaped(type.Name) : "@" + type.Name;
}
