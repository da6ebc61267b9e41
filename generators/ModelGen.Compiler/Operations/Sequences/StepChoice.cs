using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>Which of a sequence's steps are meant; never those beyond its end.</summary>
public enum StepChoice
{
    /// <summary>All.</summary>
    All,

    /// <summary>The first.</summary>
    First,

    /// <summary>The last, which is another one in each sample.</summary>
    Last,
}

/// <summary>What a choice of steps is in kernels and in the reference.</summary>
internal static class StepChoices
{
    /// <summary>Whether a step is meant.</summary>
    public static bool Has(this StepChoice choice, int step, int length) => choice switch
    {
        StepChoice.First => step == 0,
        StepChoice.Last => step == length - 1,
        _ => step < length,
    };

    /// <summary>The lanes in which the running <c>step</c> is meant, as a mask over floats; their lengths are in <c>length</c>.</summary>
    public static string Mask(this StepChoice choice, VectorWidth vector) => choice switch
    {
        StepChoice.First => vector.Compare("Equals", vector.Broadcast("step"), $"{vector.IntegerType}.Zero"),
        StepChoice.Last => vector.Compare("Equals", vector.Broadcast("step + 1"), "length"),
        _ => vector.Compare("LessThan", vector.Broadcast("step"), "length"),
    } + ".AsSingle()";

    /// <summary>The time axis of a reference's operand.</summary>
    public static TimeAxis TimeOf(this ReferenceCall call, int input = 0) => call.Node.Inputs[input].Time ?? throw new InvalidOperationException($"{call.Node}: operand {input} has no time.");
}
