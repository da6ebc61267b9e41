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
/// <param name="tensors">The model's tensors.</param>
/// <param name="owners">Whose the names of the model's weights are.</param>
/// <param name="originOf">The id of a place.</param>
/// <param name="network">Index of the network; −1 for an objective.</param>
/// <param name="function">The network's or the objective's method.</param>
/// <param name="root">What the names of its layers begin with.</param>
internal sealed class FunctionRecorder(TensorTable tensors, NameOwners owners, Func<SyntaxNode, int> originOf, int network, IMethodSymbol function, string root)
{
    private readonly GraphBuilder builder = new(tensors);
    private readonly List<InputDeclaration> inputs = [];
    private readonly List<CallDeclaration> calls = [];
    private readonly List<NetworkResult> networkResults = [];
    private readonly HashSet<int> discarded = [];
    private readonly Dictionary<int, int> ignored = [];
    private Scope scope = new(root, network, [StepOf(function)], null);

    /// <summary>How many data parameters there are so far.</summary>
    public int InputCount => inputs.Count;

    /// <summary>Which of the values are networks' results.</summary>
    public IReadOnlyList<NetworkResult> NetworkResults => networkResults;

    /// <summary>What has been recorded, as a function with these results.</summary>
    public FunctionDeclaration Finish(IEnumerable<SymbolValue> results) => new(inputs.ToEquatableArray(), calls.ToEquatableArray(), results.Select(result => result.Number).ToEquatableArray());

    /// <summary>Notes that a value is not meant to be used.</summary>
    public void Discard(SymbolValue symbol) => discarded.Add(symbol.Number);

    /// <summary>Notes that the expression which gave a value does nothing with it; another may.</summary>
    public void Ignore(SymbolValue symbol, SyntaxNode at) => ignored[symbol.Number] = originOf(at);

    /// <summary>Says of each expression that computes whether something takes what it gives.</summary>
    /// <param name="function">What has been recorded.</param>
    /// <param name="uses">Is told.</param>
    public void FindUses(FunctionDeclaration function, ResultUses uses)
    {
        var taken = new HashSet<int>(calls.SelectMany(call => call.Operands).Concat(function.Results).Concat(discarded));
        var first = inputs.Count;
        foreach (var call in calls)
        {
            var results = Enumerable.Range(first, builder.Values[first].Producer!.Outputs.Count).ToArray();
            first += results.Length;

            // Constants and noise are not computed.
            var isTaken = call.Operands.Count == 0 || results.Any(taken.Contains);
            uses.Add(!isTaken && ignored.TryGetValue(results[0], out var statement) ? statement : call.Origin, isTaken);
        }
    }

    /// <summary>Appends a data parameter.</summary>
    /// <exception cref="EvaluationException">Its shape is too large.</exception>
    public SymbolValue AddInput(string name, Shape shape, bool isLabel, int classes, SyntaxNode at)
    {
        var input = new InputDeclaration(name, shape, originOf(at), isLabel, classes);
        inputs.Add(input);
        Throw(builder.AddInput(input), at, []);
        return new SymbolValue(builder.Values.Count - 1, shape, isLabel);
    }

    /// <summary>Appends a call and returns its results.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="operands">Its data operands.</param>
    /// <param name="at">Where it is called.</param>
    /// <param name="shared">A layer that all calls share, or a parameter: its name, and the one step to it; nothing for a layer of its own.</param>
    /// <exception cref="EvaluationException">The constants or the operands are not right.</exception>
    public IReadOnlyList<SymbolValue> AddCall(Operation operation, IReadOnlyList<SymbolValue> operands, SyntaxNode at, (string Name, CallStep Step)? shared = null)
    {
        if (operation.Validate() is { } problem)
        {
            throw new EvaluationException(at, shared is null ? AsCalled(problem) : problem);
        }

        var (name, path) = shared is { } known ? (known.Name, [known.Step]) : scope.Next(operation.Name, at);
        if (operation.WeightCount > 0)
        {
            owners.Claim(name, path);
        }

        var first = builder.Values.Count;
        var call = new CallDeclaration(
            operation is RandomLayer random ? random with { Index = calls.Count } : operation,
            operands.Select(operand => operand.Number).ToEquatableArray(),
            name,
            originOf(at),
            scope.Network);
        Throw(builder.AddCall(call), at, operands);
        calls.Add(call);
        return [.. builder.Values.Skip(first).Select((value, index) => new SymbolValue(first + index, value.Shape))];
    }

    /// <summary>Notes that a value is a network's only result.</summary>
    public void AddNetworkResult(int called, SymbolValue result) => networkResults.Add(new NetworkResult(called, result.Number));

    /// <summary>Begins a network's call: its layers have the network's names, wherever it is called from.</summary>
    public IDisposable EnterNetwork(int called, IMethodSymbol method, string itsRoot) => Enter(new Scope(itsRoot, called, [StepOf(method)], scope));

    /// <summary>Begins the call of a building block.</summary>
    /// <param name="method">The block's name, which is counted.</param>
    /// <param name="given">The name that it has been given instead, which is not.</param>
    /// <param name="at">The call.</param>
    public IDisposable EnterBlock(string method, string? given, SyntaxNode at)
    {
        var (name, path) = scope.Next(method, at, given);
        return Enter(new Scope(name + ".", scope.Network, path, scope));
    }

    /// <summary>The way to something that has one name in all of the model: a network, an objective, a shared layer.</summary>
    public static CallStep StepOf(IMethodSymbol method, SyntaxNode? at = null) => new(method.ToDisplayString(), 1, at);

    /// <summary>A constant that is out of range by the name that it has in a call: <c>padding</c>, not the attribute's <c>Padding</c>.</summary>
    private static Problem AsCalled(Problem problem) => problem.Id == Rules.ConstantOutOfRange.Id
        ? problem with { Arguments = problem.Arguments.Select((argument, i) => i == 0 ? Identifiers.Camel(argument) : argument).ToEquatableArray() }
        : problem;

    private static void Throw(Finding? finding, SyntaxNode at, IReadOnlyList<SymbolValue> operands)
    {
        if (finding is not null)
        {
            throw new EvaluationException(at, OperandNames.Add(finding.Problem, at, operands), finding.Input, finding.Second);
        }
    }

    private Scope Enter(Scope inner)
    {
        scope = inner;
        inner.Left = () => scope = inner.Outer!;
        return inner;
    }

    private sealed class Scope(string prefix, int network, IReadOnlyList<CallStep> path, Scope? outer) : IDisposable
    {
        private readonly Dictionary<string, int> counts = [];

        public int Network { get; } = network;

        public Scope? Outer { get; } = outer;

        public Action? Left { get; set; }

        public (string Name, IReadOnlyList<CallStep> Path) Next(string called, SyntaxNode at, string? given = null)
        {
            var name = given is null ? Identifiers.Camel(called) : $"[{given}]";
            counts[name] = counts.TryGetValue(name, out var count) ? count + 1 : 1;
            return (prefix + (given ?? $"{name}{counts[name]}"), [.. path, new CallStep(name, counts[name], at)]);
        }

        public void Dispose() => Left?.Invoke();
    }
}
