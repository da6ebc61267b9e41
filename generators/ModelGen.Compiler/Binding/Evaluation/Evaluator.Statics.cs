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
        if (value is SharedValue { IsHeld: true })
        {
            return;
        }

        if (value is SharedValue shared)
        {
            shared.IsHeld = true;
        }

        foreach (var part in PartsOf(value))
        {
            Hold(part);
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
        DelegateValue function => PartsOf(function.Captured).Append(function.Receiver),
        Frame frame => [.. frame.Variables.Values, frame.Instance, .. PartsOf(frame.Outer)],
        _ => [],
    };
}
