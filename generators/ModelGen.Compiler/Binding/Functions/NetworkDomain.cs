using Microsoft.CodeAnalysis;
using ModelGen.Compiler.Binding.Evaluation;
using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Emission;
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
    public bool IsSymbolic(ITypeSymbol? type) => type is { Name: "Symbol" or "Label", ContainingNamespace: { Name: "ModelGen", ContainingNamespace.IsGlobalNamespace: true } };

    /// <inheritdoc/>
    public bool Handles(IMethodSymbol method) => IsSymbolic(method.ContainingType) || IsOps(method.ContainingType) || NetworkIndex(method) >= 0 || SharedLayer(method) is not null;

    /// <inheritdoc/>
    public object? Call(IMethodSymbol method, IReadOnlyList<object?> arguments, SyntaxNode at)
    {
        if (NetworkIndex(method) is >= 0 and var network)
        {
            using (Recorder.EnterNetwork(network, RootOf(networks[network])))
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
            var name = NameOf(method) ?? Identifiers.Camel(method.Name);
            return Apply(AttributeTable.Bind(layer.AttributeClass!.Name, new AttributeDataArguments(layer)), arguments, at, name);
        }

        if (method.ContainingType is not { Name: "Ops" })
        {
            throw EvaluationException.NotAllowed(at, $"'{method.ToDisplayString()}'");
        }

        var constants = new CallArguments(method, arguments, this);
        return AttributeTable.Contains(method.Name + "Attribute") ? Apply(AttributeTable.Bind(method.Name + "Attribute", constants), arguments, at, sharedName: null)
            : FunctionTable.Find(method.Name) is { } function ? Apply(function(constants, [.. Symbols(arguments, at).Select(symbol => symbol.Shape)]), arguments, at, sharedName: null)
            : throw EvaluationException.NotAllowed(at, $"'{method.Name}' is not among the operations of this version");
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
        if (method.MethodKind == MethodKind.Conversion)
        {
            return operands[0] is float number ? new ConstantValue(number) : operands[0];
        }

        var function = FunctionTable.Find(method.Name) ?? throw EvaluationException.NotAllowed(at, $"the operator {method.Name} on symbols");
        return Apply(function(new CallArguments(method, operands, this), [.. Symbols(operands, at).Select(symbol => symbol.Shape)]), operands, at, sharedName: null);
    }

    /// <inheritdoc/>
    public IDisposable Enter(IMethodSymbol method) => networks.Contains(method, SymbolEqualityComparer.Default) || method.MethodKind is not (MethodKind.Ordinary or MethodKind.LocalFunction)
        ? Nothing.Instance
        : NameOf(method) is { } name ? Recorder.EnterBlock(name, isNamed: true) : Recorder.EnterBlock(method.Name, isNamed: false);

    private static bool IsOps(INamedTypeSymbol? type) => type is { Name: "Ops", ContainingNamespace: { Name: "ModelGen", ContainingNamespace.IsGlobalNamespace: true } };

    private static string? NameOf(IMethodSymbol method) =>
        method.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.ToDisplayString() == "ModelGen.NameAttribute")?.ConstructorArguments.FirstOrDefault().Value as string;

    private static AttributeData? SharedLayer(IMethodSymbol method) => method is { IsPartialDefinition: true, IsStatic: true }
        ? method.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass is { ContainingNamespace.Name: "ModelGen" } type && AttributeTable.Contains(type.Name))
        : null;

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

    private object? Apply(object meaning, IReadOnlyList<object?> arguments, SyntaxNode at, string? sharedName)
    {
        var operation = meaning as Operation ?? throw new EvaluationException(at, meaning as Problem);
        var results = Recorder.AddCall(operation, Symbols(arguments, at), at, sharedName);
        return results.Count == 1 ? results[0] : new ArrayValue([.. results]);
    }

    private IEnumerable<SymbolValue> Symbols(IReadOnlyList<object?> arguments, SyntaxNode at)
    {
        foreach (var argument in arguments)
        {
            switch (argument)
            {
                case SymbolValue symbol:
                    yield return symbol;
                    break;
                case ConstantValue constant:
                    yield return FunctionTable.Constant(constant.Value) is { } operation
                        ? Recorder.AddCall(operation, [], at)[0]
                        : throw EvaluationException.NotAllowed(at, "a number as a symbol");
                    break;
                case ArrayValue or ListValue:
                    foreach (var symbol in Symbols(argument is ArrayValue array ? array.Items : ((ListValue)argument).Items, at))
                    {
                        yield return symbol;
                    }

                    break;
            }
        }
    }

    private object? Part(SymbolValue symbol, IReadOnlyList<object?> arguments, SyntaxNode at)
    {
        if (arguments.Count > symbol.Shape.Rank)
        {
            throw EvaluationException.Fails(at, $"{symbol.Shape} has {symbol.Shape.Rank} axes");
        }

        var part = symbol;
        for (var axis = 0; axis < arguments.Count; axis++)
        {
            var size = symbol.Shape[axis];
            var (start, end) = arguments[axis] switch
            {
                RangeValue range => (range.Start.Of(size), range.End.Of(size)),
                IndexValue index => (index.Of(size), index.Of(size) + 1),
                _ => throw EvaluationException.NotAllowed(at, "this index"),
            };
            if (start < 0 || end > size || start >= end)
            {
                throw EvaluationException.Fails(at, $"{start}..{end} is no part of the {symbol.Shape.AxisName(axis)} {size}");
            }

            part = start == 0 && end == size ? part : Recorder.AddCall(FunctionTable.Slice(axis, start, end - start) ?? throw EvaluationException.NotAllowed(at, "a part of a symbol"), [part], at)[0];
            if (arguments[axis] is IndexValue)
            {
                part = Recorder.AddCall(FunctionTable.Reshape([.. part.Shape.Sizes.Skip(1)]) ?? throw EvaluationException.NotAllowed(at, "an element of a symbol"), [part], at)[0];
            }
        }

        return part;
    }

    private sealed class Nothing : IDisposable
    {
        public static Nothing Instance { get; } = new();

        public void Dispose()
        {
        }
    }
}
