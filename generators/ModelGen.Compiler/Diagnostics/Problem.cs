using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Diagnostics;

/// <summary>A mistake, as a pass finds it: the rule's id and the values for the message's numbered placeholders.</summary>
public sealed record Problem(string Id, EquatableArray<string> Arguments)
{
    /// <summary>A problem of this rule.</summary>
    public static Problem Of(Rule rule, params string[] arguments) => new(rule.Id, new EquatableArray<string>(arguments));
}

/// <summary>A problem and where it stands.</summary>
/// <param name="Problem">What is wrong.</param>
/// <param name="Origin">Id of the source span where it stands; −1 for the class's name.</param>
/// <param name="Input">What reaches the operation, for problems of shapes.</param>
/// <param name="Second">What reaches it as its second operand, if it has one.</param>
/// <param name="Calls">The calls that led there, the innermost first.</param>
public sealed record Finding(Problem Problem, int Origin, Arrival? Input = null, Arrival? Second = null, EquatableArray<CallSite> Calls = default);

/// <summary>A call of a building block.</summary>
/// <param name="Origin">Id of the call's source span.</param>
/// <param name="Description">The block with its arguments.</param>
public sealed record CallSite(int Origin, string Description);

/// <summary>A shape that reaches an operation.</summary>
/// <param name="Shape">The shape.</param>
/// <param name="Origin">Id of the source span that made it.</param>
public sealed record Arrival(Shape Shape, int Origin);
