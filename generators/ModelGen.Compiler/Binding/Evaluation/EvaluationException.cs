using Microsoft.CodeAnalysis;
using ModelGen.Compiler.Diagnostics;

namespace ModelGen.Compiler.Binding.Evaluation;

/// <summary>Evaluation stops: code that cannot be executed, or fails.</summary>
/// <param name="syntax">Where.</param>
/// <param name="problem">What is wrong; null where the C# compiler says so itself.</param>
/// <param name="input">What reaches an operation, for problems of shapes.</param>
/// <param name="second">What reaches it as its second operand.</param>
public sealed class EvaluationException(SyntaxNode syntax, Problem? problem, Arrival? input = null, Arrival? second = null) : Exception(problem?.Id)
{
    /// <summary>As many calls as a message can name.</summary>
    private const int MostCalls = 3;

    /// <summary>Where.</summary>
    public SyntaxNode Syntax { get; } = syntax;

    /// <summary>What is wrong; null where the C# compiler says so itself.</summary>
    public Problem? Problem { get; } = problem;

    /// <summary>What reaches an operation, for problems of shapes.</summary>
    public Arrival? Input { get; } = input;

    /// <summary>What reaches it as its second operand.</summary>
    public Arrival? Second { get; } = second;

    /// <summary>The calls that led there, the innermost first.</summary>
    public IReadOnlyList<CallOfMethod> Calls { get; private set; } = [];

    /// <summary>Notes a call that it leaves. Where the call itself is the mistake, what was called in it did not lead there.</summary>
    public void Leave(SyntaxNode call, string description) =>
        Calls = call == Syntax ? [] : Calls.Count < MostCalls ? [.. Calls, new CallOfMethod(call, description)] : Calls;

    /// <summary>Code that cannot be executed while compiling.</summary>
    public static EvaluationException NotAllowed(SyntaxNode syntax, string why) => new(syntax, Problem.Of(Rules.NotExecutable, why));

    /// <summary>Code whose course depends on a symbol's value.</summary>
    public static EvaluationException DependsOnSymbol(SyntaxNode syntax) =>
        NotAllowed(syntax, "a symbol's value is not known while compiling, so nothing can depend on it; Where chooses between symbols");

    /// <summary>Code that fails when it is executed.</summary>
    public static EvaluationException Fails(SyntaxNode syntax, string how) => new(syntax, Problem.Of(Rules.FailsWhileCompiling, how));
}

/// <summary>A call of a method of the project.</summary>
/// <param name="Syntax">The call.</param>
/// <param name="Description">The method with its arguments: <c>Residual(x: [channels 16, height 32, width 32], channels: 32)</c>.</param>
public sealed record CallOfMethod(SyntaxNode Syntax, string Description);
