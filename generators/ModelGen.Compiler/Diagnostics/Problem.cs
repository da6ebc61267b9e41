namespace ModelGen.Compiler.Diagnostics;

/// <summary>A mistake, as a pass finds it: the rule's id and the values for the message's placeholders.</summary>
public sealed record Problem(string Id, EquatableArray<string> Arguments)
{
    /// <summary>A problem of this rule.</summary>
    public static Problem Of(Rule rule, params string[] arguments) => new(rule.Id, new EquatableArray<string>(arguments));
}

/// <summary>A problem and the id of the source span where it stands.</summary>
public sealed record Finding(Problem Problem, int Origin);
