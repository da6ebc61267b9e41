using Microsoft.CodeAnalysis;
using ModelGen.Compiler.Binding.Evaluation;
using ModelGen.Compiler.Diagnostics;

namespace ModelGen.Compiler.Binding.Functions;

/// <summary>To which call in a model each name of weights belongs: weights are shared where a call is meant to be the same, never because two have one name.</summary>
internal sealed class NameOwners
{
    private readonly Dictionary<string, IReadOnlyList<CallStep>> owners = [];

    /// <summary>Takes a name for a call.</summary>
    /// <param name="name">The name that its weights begin with.</param>
    /// <param name="path">The call, by the steps that lead to it.</param>
    /// <exception cref="EvaluationException">Another call has the name.</exception>
    public void Claim(string name, IReadOnlyList<CallStep> path)
    {
        if (!owners.TryGetValue(name, out var owner))
        {
            owners.Add(name, path);
        }
        else if (!owner.SequenceEqual(path))
        {
            throw new EvaluationException(Parting(path, owner), Problem.Of(Rules.NameTaken, name, SourceSpan.Of(Parting(owner, path)).ToString()));
        }
    }

    /// <summary>Where the user went another way than the other path: the mistake is in this call, not in the one that makes the weights.</summary>
    private static SyntaxNode Parting(IReadOnlyList<CallStep> path, IReadOnlyList<CallStep> other)
    {
        var common = path.Zip(other, Equals).TakeWhile(isSame => isSame).Count();
        return path.Skip(common).Select(step => step.At).First(at => at is not null)!;
    }
}

/// <summary>A step of the way to a call; equal steps are the same one, whatever function is evaluated.</summary>
/// <param name="Name">What is called, unique among what can stand at this place.</param>
/// <param name="Count">Its number among the calls of that name.</param>
/// <param name="At">Where it is called; null for a network or an objective, which any function may reach.</param>
internal sealed record CallStep(string Name, int Count, SyntaxNode? At = null)
{
    /// <inheritdoc/>
    public bool Equals(CallStep? other) => (Name, Count) == (other?.Name, other?.Count);

    /// <inheritdoc/>
    public override int GetHashCode() => (Name, Count).GetHashCode();
}
