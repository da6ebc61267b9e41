using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ModelGen.Compiler.Binding.Evaluation;

/// <summary>Static members: their values are computed when they are first read. What they hold is the same for all networks, so it must not change.</summary>
public sealed partial class Evaluator
{
    private readonly Dictionary<ISymbol, object?> statics = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> initializing = new(SymbolEqualityComparer.Default);

    /// <summary>Members with something that can change, whose types' other initializers have to be run.</summary>
    private readonly Queue<ISymbol> held = new();

    private readonly HashSet<ISymbol> complete = new(SymbolEqualityComparer.Default);

    private object? Initialized(ISymbol member, IOperation at)
    {
        if (statics.TryGetValue(member, out var known))
        {
            return known;
        }

        var initializer = InitializerOf(member);
        if (initializer is null)
        {
            throw NotAllowed(at, $"'{member.Name}' gets its value in code that runs later: give it an initializer, without a static constructor");
        }

        RefuseStaticConstructor(member.ContainingType, at.Syntax);

        if (!initializing.Add(member))
        {
            throw Fails(at, $"'{member.Name}' needs itself for its value");
        }

        // C# initializes in the order of the source: what comes later would still have its default value.
        if (initializing.FirstOrDefault(earlier => !IsSame(earlier, member) && IsSame(earlier.ContainingType, member.ContainingType) && !IsBefore(member, earlier)) is { } user)
        {
            _ = initializing.Remove(member);
            throw NotAllowed(at, $"'{member.Name}' gets its value after '{user.Name}', which needs it: declare it before");
        }

        var caller = frame;
        frame = new Frame(null, null, null);
        AddTypeArguments(frame, member.ContainingType);
        try
        {
            var value = Evaluate((OperationOf(initializer) ?? throw new EvaluationException(initializer, problem: null)).Value);
            Hold(value);
            statics[member] = value;
            if (Reachable(value).OfType<SharedValue>().Any())
            {
                held.Enqueue(member);
            }
        }
        finally
        {
            frame = caller;
            _ = initializing.Remove(member);
        }

        while (initializing.Count == 0 && held.Count > 0)
        {
            RunOthers(held.Dequeue(), at);
        }

        return statics[member];
    }

    /// <summary>C# runs all initializers of a type before the first access. Those that may change what one of its static members holds are run here, too, and must not.</summary>
    private void RunOthers(ISymbol member, IOperation at)
    {
        if (!complete.Add(member.ContainingType))
        {
            return;
        }

        foreach (var other in member.ContainingType.GetMembers().Where(other => other.IsStatic && !statics.ContainsKey(other)))
        {
            if (InitializerOf(other) is { } initializer && !IsGenerated(initializer.SyntaxTree) && OperationOf(initializer) is { } operation && operation.Descendants().Any(NamesProject))
            {
                try
                {
                    _ = Initialized(other, at);
                }
                catch (EvaluationException exception) when (exception.Problem is { } problem)
                {
                    var reason = $"{SourceSpan.Of(exception.Syntax)} in it cannot be executed: {problem.Arguments[0]}";
                    throw NotAllowed(at, $"C# initializes '{other.Name}' with '{member.Name}', whose content it may change, and {reason}");
                }
            }
        }
    }

    /// <summary>Generated code knows nothing of the user's members.</summary>
    private static bool IsGenerated(SyntaxTree tree) => tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal);

    /// <summary>Whether an operation uses a member of the project; what none does changes nothing of the project's.</summary>
    private bool NamesProject(IOperation operation) => operation is { ConstantValue.HasValue: false } && operation switch
    {
        IMemberReferenceOperation { Member: var used } => IsOfProject(used),
        IInvocationOperation { TargetMethod: var called } => IsOfProject(called),
        IObjectCreationOperation { Constructor: { } constructor } => IsOfProject(constructor),
        IBinaryOperation { OperatorMethod: { } method } => IsOfProject(method),
        IUnaryOperation { OperatorMethod: { } method } => IsOfProject(method),
        IConversionOperation { OperatorMethod: { } method } => IsOfProject(method),
        ITypeParameterObjectCreationOperation => true,
        _ => false,
    };

    private void RefuseStaticConstructor(INamedTypeSymbol type, SyntaxNode at)
    {
        if (type.StaticConstructors.Any(constructor => !constructor.IsImplicitlyDeclared))
        {
            throw EvaluationException.NotAllowed(at, $"'{type.Name}' has a static constructor, which runs before. {Allowed}");
        }
    }

    private ISymbolInitializerOperation? OperationOf(EqualsValueClauseSyntax initializer) =>
        ModelOf(initializer.SyntaxTree).GetOperation(initializer, cancellation) as ISymbolInitializerOperation;

    /// <summary>What stands after the = of a field or an automatic property.</summary>
    private EqualsValueClauseSyntax? InitializerOf(ISymbol member) => member.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(cancellation)).Select(syntax => syntax switch
        {
            VariableDeclaratorSyntax variable => variable.Initializer,
            PropertyDeclarationSyntax property => property.Initializer,
            _ => null,
        }).FirstOrDefault(clause => clause is not null);

    private static bool IsBefore(ISymbol member, ISymbol other) =>
        member.Locations[0].SourceTree == other.Locations[0].SourceTree && member.Locations[0].SourceSpan.Start < other.Locations[0].SourceSpan.Start;

    /// <summary>Something that is about to be changed.</summary>
    /// <exception cref="EvaluationException">A static member holds it, or it is outside of a function that must change nothing.</exception>
    internal T Changeable<T>(T value, IOperation at)
        where T : SharedValue
    {
        if (value.IsHeld)
        {
            throw NotAllowed(at, "what a static member holds cannot change while compiling");
        }

        if (value.Number <= unchanged)
        {
            throw NotAllowed(at, isInScan ? EffectInScan : SkippedEffect);
        }

        value.Version++;
        return value;
    }

    /// <summary>Marks everything that a value reaches.</summary>
    private static void Hold(object? value)
    {
        foreach (var shared in Reachable(value).OfType<SharedValue>())
        {
            shared.IsHeld = true;
        }
    }

    /// <summary>A value, its parts, and theirs, each once.</summary>
    internal static IEnumerable<object> Reachable(object? value)
    {
        var (seen, pending) = (new HashSet<object>(), new Stack<object?>([value]));
        while (pending.Count > 0)
        {
            if (pending.Pop() is { } next && seen.Add(next))
            {
                yield return next;
                foreach (var part in PartsOf(next))
                {
                    pending.Push(part);
                }
            }
        }
    }

    private static IEnumerable<object?> PartsOf(object? value) => value switch
    {
        Alias => [],
        Variable variable => [variable.Value],
        TupleValue tuple => tuple.Items,
        ArrayValue array => array.Items,
        ListValue list => list.Items,
        ContainerValue container => container.Items,
        SequenceValue sequence => sequence.Sources,
        ObjectValue data => data.Members.Values,
        DelegateValue function => [function.Captured, function.Receiver],
        Frame frame => [.. frame.Variables.Values, frame.Instance, frame.Outer],
        _ => [],
    };
}
