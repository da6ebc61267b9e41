using Microsoft.CodeAnalysis;

namespace ModelGen.Compiler.Binding.Evaluation;

/// <summary>What static members hold: it is the same for all networks, so it must not change.</summary>
public sealed partial class Evaluator
{
    /// <summary>Something that is about to be changed.</summary>
    /// <exception cref="EvaluationException">A static member holds it.</exception>
    internal static T Changeable<T>(T value, IOperation at)
        where T : SharedValue => value.IsHeld ? throw NotAllowed(at, "what a static member holds cannot change while compiling") : value;

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
        DictionaryValue dictionary => [.. dictionary.Items.Keys, .. dictionary.Items.Values],
        SequenceValue sequence => sequence.Sources,
        ObjectValue data => data.Members.Values,
        DelegateValue function => [function.Captured, function.Receiver],
        Frame frame => [.. frame.Variables.Values, frame.Instance, frame.Outer],
        _ => [],
    };
}
