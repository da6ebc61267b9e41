using Microsoft.CodeAnalysis;
using ModelGen.Compiler.Binding.Evaluation;
using ModelGen.Compiler.Declarations;
using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Binding.Functions;

/// <summary>Writes down the calls of operations that a function makes while it is evaluated, and names them by the path of calls that leads there.</summary>
internal sealed class FunctionRecorder(TensorTable tensors, Func<SyntaxNode, int> originOf, int network, string root)
{
    private readonly GraphBuilder builder = new(tensors);
    private readonly List<InputDeclaration> inputs = [];
    private readonly List<CallDeclaration> calls = [];
    private readonly List<NetworkResult> networkResults = [];
    private Scope scope = new(root, network, null);

    /// <summary>How many data parameters there are so far.</summary>
    public int InputCount => inputs.Count;

    /// <summary>Which of the values are networks' results.</summary>
    public IReadOnlyList<NetworkResult> NetworkResults => networkResults;

    /// <summary>What has been recorded, as a function with these results.</summary>
    public FunctionDeclaration Finish(IEnumerable<SymbolValue> results) => new(inputs.ToEquatableArray(), calls.ToEquatableArray(), results.Select(result => result.Number).ToEquatableArray());

    /// <summary>Appends a data parameter.</summary>
    /// <exception cref="EvaluationException">Its shape is too large.</exception>
    public SymbolValue AddInput(string name, Shape shape, bool isLabel, int classes, SyntaxNode at)
    {
        var input = new InputDeclaration(name, shape, originOf(at), isLabel, classes);
        inputs.Add(input);
        Throw(builder.AddInput(input), at);
        return new SymbolValue(builder.Values.Count - 1, shape, isLabel);
    }

    /// <summary>Appends a call and returns its results.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="operands">Its data operands.</param>
    /// <param name="at">Where it is called.</param>
    /// <param name="sharedName">The name of a layer that is shared, or of a parameter; nothing for a layer of its own.</param>
    /// <exception cref="EvaluationException">The constants or the operands are not right.</exception>
    public IReadOnlyList<SymbolValue> AddCall(Operation operation, IEnumerable<SymbolValue> operands, SyntaxNode at, string? sharedName = null)
    {
        if (operation.Validate() is { } problem)
        {
            throw new EvaluationException(at, problem);
        }

        var first = builder.Values.Count;
        var call = new CallDeclaration(
            operation is RandomLayer random ? random with { Index = calls.Count } : operation,
            operands.Select(operand => operand.Number).ToEquatableArray(),
            sharedName ?? scope.NameOf(operation.Name),
            originOf(at),
            scope.Network);
        Throw(builder.AddCall(call), at);
        calls.Add(call);
        return [.. builder.Values.Skip(first).Select((value, index) => new SymbolValue(first + index, value.Shape))];
    }

    /// <summary>Notes that a value is a network's only result.</summary>
    public void AddNetworkResult(int called, SymbolValue result) => networkResults.Add(new NetworkResult(called, result.Number));

    /// <summary>Begins a network's call: its layers have the network's names, wherever it is called from.</summary>
    public IDisposable EnterNetwork(int called, string itsRoot) => Enter(new Scope(itsRoot, called, scope));

    /// <summary>Begins the call of a building block.</summary>
    public IDisposable EnterBlock(string name, bool isNamed) => Enter(new Scope(scope.PathOf(name, isNamed) + ".", scope.Network, scope));

    private static void Throw(Finding? finding, SyntaxNode at)
    {
        if (finding is not null)
        {
            throw new EvaluationException(at, finding.Problem, finding.Input);
        }
    }

    private Scope Enter(Scope inner)
    {
        scope = inner;
        inner.Left = () => scope = inner.Outer!;
        return inner;
    }

    private sealed class Scope(string prefix, int network, Scope? outer) : IDisposable
    {
        private readonly Dictionary<string, int> counts = [];

        public int Network { get; } = network;

        public Scope? Outer { get; } = outer;

        public Action? Left { get; set; }

        public string NameOf(string operation) => PathOf(operation, isNamed: false);

        public string PathOf(string name, bool isNamed)
        {
            if (isNamed)
            {
                return prefix + name;
            }

            var camel = Identifiers.Camel(name);
            counts[camel] = counts.TryGetValue(camel, out var count) ? count + 1 : 1;
            return $"{prefix}{camel}{counts[camel]}";
        }

        public void Dispose() => Left?.Invoke();
    }
}
