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
    private readonly Dictionary<int, int> makers = [];

    // Each after those that it makes itself.
    private readonly List<Invocation> invocations = [];
    private readonly HashSet<int> discarded = [];
    private readonly Dictionary<int, int> ignored = [];
    private TimeAxis? scanned;
    private Scope scope = new(root, network, [StepOf(function)], null);

    /// <summary>The method of the network or the objective.</summary>
    public IMethodSymbol Function => function;

    /// <summary>How many data parameters there are so far.</summary>
    public int InputCount => inputs.Count;

    /// <summary>The time axis of a data parameter; null where there is none of that name, or it is no sequence.</summary>
    public TimeAxis? TimeOf(string parameter) => inputs.Find(input => input.Name == parameter)?.Time;

    /// <summary>Which of the values are networks' results.</summary>
    public IReadOnlyList<NetworkResult> NetworkResults => networkResults;

    /// <summary>What has been recorded, as a function with these results.</summary>
    public FunctionDeclaration Finish(IEnumerable<SymbolValue> results) => new(inputs.ToEquatableArray(), calls.ToEquatableArray(), results.Select(result => result.Number).ToEquatableArray());

    /// <summary>Notes that a value is not meant to be used.</summary>
    public void Discard(SymbolValue symbol) => discarded.Add(symbol.Number);

    /// <summary>Notes that the expression which gave a value does nothing with it; another may.</summary>
    public void Ignore(SymbolValue symbol, SyntaxNode at)
    {
        if (makers.TryGetValue(symbol.Number, out var maker))
        {
            ignored[maker] = originOf(at);
        }
    }

    /// <summary>Says of each expression that computes whether something takes what it gives.</summary>
    /// <param name="function">What has been recorded.</param>
    /// <param name="uses">Is told.</param>
    public void FindUses(FunctionDeclaration function, ResultUses uses)
    {
        var readers = LastReaders(function);
        var idle = new HashSet<int>();

        // What is idle in one invocation of a block may be taken in another, so it is told of the invocation: of the outermost one.
        foreach (var invocation in invocations.AsEnumerable().Reverse().Where(invocation => !idle.Contains(invocation.First)))
        {
            var made = Enumerable.Range(invocation.First, invocation.Count).ToArray();
            var isTaken = made.Any(call => readers[call] > made[^1]) || made.All(IsGiven);
            uses.Add(invocation.Origin, isTaken);
            idle.UnionWith(isTaken ? [] : made);
        }

        foreach (var call in Enumerable.Range(0, calls.Count).Where(call => !idle.Contains(call)))
        {
            var isTaken = readers[call] >= 0 || IsGiven(call);
            uses.Add(!isTaken && ignored.TryGetValue(call, out var statement) ? statement : calls[call].Origin, isTaken);
        }
    }

    /// <summary>The last of the calls that take each call's results: past all calls where the function returns one, −1 where nothing takes any.</summary>
    private int[] LastReaders(FunctionDeclaration function)
    {
        var readers = Enumerable.Repeat(-1, calls.Count).ToArray();
        foreach (var (value, reader) in calls.SelectMany((call, reader) => call.Operands.Select(operand => (operand, reader)))
            .Concat(function.Results.Concat(discarded).Select(value => (value, calls.Count))))
        {
            if (makers.TryGetValue(value, out var maker))
            {
                readers[maker] = reader;
            }
        }

        return readers;
    }

    /// <summary>Whether a call computes nothing: constants and noise.</summary>
    private bool IsGiven(int call) => calls[call].Operands.Count == 0;

    /// <summary>Appends a data parameter.</summary>
    /// <exception cref="EvaluationException">Its shape is too large.</exception>
    public SymbolValue AddInput(InputDeclaration declaration, SyntaxNode at)
    {
        var input = declaration with { Origin = originOf(at) };
        inputs.Add(input);
        Throw(builder.AddInput(input), at, []);
        return new SymbolValue(builder.Values.Count - 1, input.Shape, input.IsInteger, input.Time);
    }

    /// <summary>Appends a call and returns its results.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="operands">Its data operands.</param>
    /// <param name="at">Where it is called.</param>
    /// <param name="shared">A layer that all calls share, or a parameter: its name, and the one step to it; nothing for a layer of its own.</param>
    /// <exception cref="EvaluationException">The constants or the operands are not right.</exception>
    public IReadOnlyList<SymbolValue> AddCall(Operation operation, IReadOnlyList<SymbolValue> operands, SyntaxNode at, (string Name, CallStep Step)? shared = null)
    {
        // Within a scan the running step is all that there is.
        var isOneStep = scanned is not null && operands.Any(operand => operand.Time == scanned);
        if (operation.SequenceOperands is [var sequence, ..] && (isOneStep || operands[sequence].Time is null) && operation.WithoutSteps is { } step)
        {
            operation = step;
        }
        else if (operands.Count > 0 && operands[0].Time is not null && operation.AlongTime(operands[0].Shape) is { } along)
        {
            operation = along;
        }

        if (isOneStep && operation.RunsAlongTime)
        {
            operation = operation.WithinScan(scanned!, [.. operands.Select(operand => operand.Time)]) ?? throw new EvaluationException(at, Problem.Of(Rules.ScanReadsOtherSteps));
        }

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
            operands.Select(operand => operand.Number).Concat(operation.SequenceOperands.Select(operand => operands[operand].Time).OfType<TimeAxis>().Select(time => time.Lengths)).ToEquatableArray(),
            name,
            originOf(at),
            scope.Network);
        Throw(builder.AddCall(call), at, operands);
        for (var value = first; value < builder.Values.Count; value++)
        {
            makers.Add(value, calls.Count);
        }

        calls.Add(call);
        return [.. builder.Values.Skip(first).Select((value, index) => new SymbolValue(first + index, value.Shape, value.IsInteger, value.Time))];
    }

    /// <summary>Records what a scan does with the state before a step; its calls compute one step.</summary>
    /// <param name="initial">The values of the state before the first step.</param>
    /// <param name="time">The time axis of the sequence.</param>
    /// <param name="at">Where it stands.</param>
    /// <param name="step">Gets the values before a step, and gives those after it.</param>
    /// <returns>The values after each step.</returns>
    /// <exception cref="EvaluationException">A value of the state has steps itself, or another shape after a step.</exception>
    public IReadOnlyList<SymbolValue> AddScan(IReadOnlyList<SymbolValue> initial, TimeAxis time, SyntaxNode at, Func<IReadOnlyList<SymbolValue>, IReadOnlyList<SymbolValue>> step)
    {
        if (initial.FirstOrDefault(state => state.Time is not null) is { Time: { } steps })
        {
            throw new EvaluationException(at, Problem.Of(Rules.ScanState, $"begins with one that has a value for each step of '{steps.Name}'"));
        }

        var scan = calls.Count;
        var before = AddCall(new ScanBefore(scan, initial.Count, time), initial, at);
        var outer = scanned;
        scanned = time;
        IReadOnlyList<SymbolValue> after;
        try
        {
            after = step(before);
        }
        finally
        {
            scanned = outer;
        }

        for (var i = 0; i < initial.Count; i++)
        {
            if (after[i].Shape != before[i].Shape || (after[i].Time is { } other && other != time))
            {
                throw new EvaluationException(at, Problem.Of(Rules.ScanState, $"is {before[i].Shape} before a step, but {after[i].Shape} after it"));
            }
        }

        return AddCall(new ScanAfter(scan, initial.Count), [.. before, .. after], at);
    }

    /// <summary>Notes that a value is a network's only result.</summary>
    public void AddNetworkResult(int called, SymbolValue result) => networkResults.Add(new NetworkResult(called, result.Number));

    /// <summary>Begins a network's call: its layers have the network's names, wherever it is called from.</summary>
    public IDisposable EnterNetwork(int called, IMethodSymbol method, string itsRoot, SyntaxNode at) => Enter(new Scope(itsRoot, called, [StepOf(method)], scope), at);

    /// <summary>Begins the call of a building block.</summary>
    /// <param name="method">The block's name, which is counted.</param>
    /// <param name="given">The name that it has been given instead, which is not.</param>
    /// <param name="at">The call.</param>
    public IDisposable EnterBlock(string method, string? given, SyntaxNode at)
    {
        var (name, path) = scope.Next(method, at, given);
        return Enter(new Scope(name + ".", scope.Network, path, scope), at);
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

    private Scope Enter(Scope inner, SyntaxNode at)
    {
        var first = calls.Count;
        scope = inner;
        inner.Left = () =>
        {
            scope = inner.Outer!;
            if (calls.Count > first)
            {
                invocations.Add(new Invocation(originOf(at), first, calls.Count - first));
            }
        };
        return inner;
    }

    /// <summary>A call of a block or a network.</summary>
    /// <param name="Origin">Id of its place.</param>
    /// <param name="First">The first of the calls of operations that it makes.</param>
    /// <param name="Count">How many it makes.</param>
    private sealed record Invocation(int Origin, int First, int Count);

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
