using System.Globalization;
using Microsoft.CodeAnalysis;
using ModelGen.Compiler.Binding.Evaluation;
using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;

namespace ModelGen.Compiler.Binding.Functions;

/// <summary>Gives symbols their meaning: calls of <c>Ops</c>, of networks and of shared layers become calls of operations in the function that is recorded.</summary>
internal sealed class NetworkDomain(IReadOnlyList<IMethodSymbol> networks) : ISymbolicDomain
{
    /// <summary>What runs the bodies of networks that are called.</summary>
    public Evaluator Evaluator { private get; set; } = null!;

    /// <summary>The function in progress.</summary>
    public FunctionRecorder Recorder { private get; set; } = null!;

    /// <summary>The names of a network's layers begin with this: nothing for <c>Predict</c>.</summary>
    public static string RootOf(IMethodSymbol network) => network.Name == "Predict" ? string.Empty : Identifiers.Camel(network.Name) + ".";

    /// <summary>The partial methods of a class that are layers: every call shares their weights.</summary>
    public static IEnumerable<IMethodSymbol> SharedLayers(INamedTypeSymbol type) => type.GetMembers().OfType<IMethodSymbol>().Where(method => SharedLayer(method) is not null);

    /// <inheritdoc/>
    public bool IsSymbolic(ITypeSymbol? type) => LanguageTypes.IsSymbolic(type);

    /// <inheritdoc/>
    public bool Handles(IMethodSymbol method) => IsSymbolic(method.ContainingType) || IsOps(method.ContainingType) || NetworkIndex(method) >= 0 || SharedLayer(method) is not null;

    /// <inheritdoc/>
    public object? Call(IMethodSymbol method, IReadOnlyList<object?> arguments, SyntaxNode at)
    {
        if (NetworkIndex(method) is >= 0 and var network)
        {
            using (Recorder.EnterNetwork(network, networks[network], RootOf(networks[network]), at))
            {
                var result = Evaluator.Invoke(networks[network], arguments, at);
                if (result is SymbolValue only)
                {
                    Recorder.AddNetworkResult(network, only);
                }

                return result;
            }
        }

        if (SharedLayer(method) is { } layer)
        {
            var name = LayerNameOf(method);
            return Apply(AttributeTable.Bind(layer.AttributeClass!.Name, new AttributeDataArguments(layer)), Symbols(arguments, at), at, (name, FunctionRecorder.StepOf(method, at)))[0];
        }

        if (method.ContainingType is not { Name: "Ops" })
        {
            throw EvaluationException.NotAllowed(at, $"'{method.ToDisplayString()}'");
        }

        if (arguments is [SymbolValue sequence, var state, DelegateValue step])
        {
            return Scan(sequence, state, step, at);
        }

        var operands = Symbols(arguments, at).ToArray();
        var constants = new CallArguments(method, arguments, this);

        // Of a loss that takes class indices or probabilities, the attribute means the former.
        var isAttribute = AttributeTable.Contains(method.Name + "Attribute") && (FunctionTable.Find(method.Name) is null || operands.Any(operand => operand.IsInteger));
        var meaning = isAttribute ? AttributeTable.Bind(method.Name + "Attribute", constants)
            : FunctionTable.Find(method.Name) is { } function ? function(constants, operands)
            : throw EvaluationException.NotAllowed(at, $"'{method.Name}' is not among the operations of this version");
        var results = Apply(meaning, operands, at);
        return method.ReturnType switch
        {
            IArrayTypeSymbol => new ArrayValue([.. results]),
            INamedTypeSymbol { IsTupleType: true } => new TupleValue([.. results]),
            _ => results[0],
        };
    }

    /// <inheritdoc/>
    public object? Property(IPropertySymbol property, object? receiver, IReadOnlyList<object?> arguments, SyntaxNode at)
    {
        if (receiver is not SymbolValue { Shape: var shape } symbol)
        {
            throw EvaluationException.Fails(at, "null has no members");
        }

        return property.Name switch
        {
            "Shape" => new ArrayValue([.. shape.Sizes.Select(size => (object?)size)]),
            "Channels" when shape.Rank > 0 => shape[0],
            "Height" when shape.Rank > 1 => shape[shape.Rank - 2],
            "Width" when shape.Rank > 0 => shape[shape.Rank - 1],
            "Channels" or "Height" or "Width" => throw EvaluationException.Fails(at, $"{shape} has no {property.Name.ToLowerInvariant()}"),
            _ => Part(symbol, arguments, at),
        };
    }

    /// <inheritdoc/>
    public object? Operator(IMethodSymbol method, IReadOnlyList<object?> operands, SyntaxNode at)
    {
        if (method.ReturnType.SpecialType == SpecialType.System_Boolean)
        {
            throw EvaluationException.DependsOnSymbol(at);
        }

        if (method.MethodKind == MethodKind.Conversion)
        {
            return Apply(new Constant(Convert.ToSingle(operands[0], CultureInfo.InvariantCulture)), [], at)[0];
        }

        var function = FunctionTable.Find(method.Name) ?? throw EvaluationException.NotAllowed(at, $"the operator {method.Name} on symbols");
        var symbols = Symbols(operands, at).ToArray();
        return Apply(function(new CallArguments(method, operands, this), symbols), symbols, at)[0];
    }

    /// <inheritdoc/>
    public IDisposable Enter(IMethodSymbol method, SyntaxNode at) =>
        NetworkIndex(method) >= 0 || SymbolEqualityComparer.Default.Equals(method, Recorder.Function) || method.MethodKind is not (MethodKind.Ordinary or MethodKind.LocalFunction)
            ? Nothing.Instance
            : Recorder.EnterBlock(method.Name, NameOf(method), at);

    /// <inheritdoc/>
    public void Discard(object? value)
    {
        foreach (var symbol in Evaluator.Reachable(value).OfType<SymbolValue>())
        {
            Recorder.Discard(symbol);
        }
    }

    /// <inheritdoc/>
    public void Ignore(object? value, SyntaxNode at)
    {
        if (value is SymbolValue symbol)
        {
            Recorder.Ignore(symbol, at);
        }
    }

    private static bool IsOps(INamedTypeSymbol? type) => type is { Name: "Ops" } && LanguageTypes.IsOfLanguage(type);

    /// <summary>The name of a shared layer, with which its weights' begin.</summary>
    public static string LayerNameOf(IMethodSymbol method) => NameOf(method) ?? Identifiers.Camel(method.Name);

    private static string? NameOf(IMethodSymbol method) =>
        method.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.ToDisplayString() == "ModelGen.NameAttribute")?.ConstructorArguments.FirstOrDefault().Value as string;

    private static AttributeData? SharedLayer(IMethodSymbol method) => method is { IsPartialDefinition: true, IsStatic: true }
        ? method.GetAttributes().FirstOrDefault(attribute => LanguageAttribute.IsOfLanguage(attribute) && attribute.AttributeClass!.Name != LanguageAttribute.ParameterGroup)
        : null;

    /// <summary>Runs a lambda along a sequence: it is called once, with the state before a step and the step.</summary>
    private object? Scan(SymbolValue sequence, object? initial, DelegateValue step, SyntaxNode at)
    {
        if (sequence.Time is not { } time)
        {
            throw new EvaluationException(at, OperandNames.Add(Problem.Of(Rules.TakesSequence), at, [sequence]));
        }

        var after = Recorder.AddScan(Leaves(initial, at), time, at, before =>
        {
            var next = new Queue<SymbolValue>(before);
            return Leaves(Evaluator.CallInScan(step, [Rebuilt(initial, next), sequence], at), at);
        });
        return Rebuilt(initial, new Queue<SymbolValue>(after));
    }

    /// <summary>The symbols of a scan's state, which is one or a tuple of such.</summary>
    private static IReadOnlyList<SymbolValue> Leaves(object? state, SyntaxNode at) => state switch
    {
        SymbolValue symbol => [symbol],
        TupleValue tuple => [.. tuple.Items.SelectMany(item => Leaves(item, at))],
        _ => throw new EvaluationException(at, Problem.Of(Rules.ScanState, "is no symbol, and no tuple of symbols")),
    };

    /// <summary>A state like another, of other symbols.</summary>
    private static object? Rebuilt(object? state, Queue<SymbolValue> symbols) => state is TupleValue tuple ? new TupleValue([.. tuple.Items.Select(item => Rebuilt(item, symbols))]) : symbols.Dequeue();

    private int NetworkIndex(IMethodSymbol method)
    {
        for (var i = 0; i < networks.Count; i++)
        {
            if (SymbolEqualityComparer.Default.Equals(networks[i], method))
            {
                return i;
            }
        }

        return -1;
    }

    private IReadOnlyList<SymbolValue> Apply(object meaning, IEnumerable<SymbolValue> operands, SyntaxNode at, (string Name, CallStep Step)? shared = null)
    {
        Evaluator.Charge(Evaluator.RecordedCall);
        return Recorder.AddCall(meaning as Operation ?? throw new EvaluationException(at, meaning as Problem), [.. operands], at, shared);
    }

    /// <summary>The symbols among a call's arguments, those in arrays too.</summary>
    private static IEnumerable<SymbolValue> Symbols(IEnumerable<object?> arguments, SyntaxNode at) => arguments.SelectMany(argument => argument switch
    {
        SymbolValue symbol => [symbol],
        ArrayValue { Items: var items } => Symbols(items, at),
        null => throw EvaluationException.Fails(at, "a symbol is null"),
        _ => [],
    });

    /// <summary>The part of a symbol that an indexer takes: a range for each of the first axes, or one index of the first axis, which is gone then.</summary>
    private SymbolValue Part(SymbolValue symbol, IReadOnlyList<object?> arguments, SyntaxNode at)
    {
        var part = symbol;
        for (var axis = 0; axis < arguments.Count; axis++)
        {
            // An axis that the symbol does not have is the slice's to report.
            var size = axis < symbol.Shape.Rank ? symbol.Shape[axis] : 0;
            var (start, end) = arguments[axis] switch
            {
                RangeValue range => (range.Start.Of(size), range.End.Of(size)),
                IndexValue index => (index.Of(size), index.Of(size) + 1),
                _ => throw EvaluationException.NotAllowed(at, "this index"),
            };
            part = (start, end) == (0, size) && size > 0 ? part : Apply(new Slice(axis, start, end - start), [part], at)[0];
        }

        return arguments is [IndexValue] ? Apply(new Reshape(new Shape(part.Shape.Sizes.Skip(1).ToEquatableArray())), [part], at)[0] : part;
    }

    private sealed class Nothing : IDisposable
    {
        public static Nothing Instance { get; } = new();

        public void Dispose()
        {
        }
    }
}
