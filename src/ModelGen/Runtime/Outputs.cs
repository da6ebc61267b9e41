using System.ComponentModel;

namespace ModelGen.Runtime;

/// <summary>Where a network's results go, as generated code hands it over: a span for each result. Nothing is copied.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct Outputs
{
    private Span<float> output0, output1, output2, output3, output4, output5, output6, output7;
    private int count;

    /// <summary>The span of a result; empty past the last.</summary>
    internal readonly Span<float> this[int index] => index switch
    {
        0 => output0,
        1 => output1,
        2 => output2,
        3 => output3,
        4 => output4,
        5 => output5,
        6 => output6,
        _ => output7,
    };

    /// <summary>One result.</summary>
    public static Outputs Of(Span<float> first) => default(Outputs).And(first);

    /// <summary>One result more.</summary>
    /// <exception cref="InvalidOperationException">More than <see cref="Block.MaximumColumns"/>.</exception>
    public readonly Outputs And(Span<float> output)
    {
        var result = this;
        switch (result.count++)
        {
            case 0: result.output0 = output; break;
            case 1: result.output1 = output; break;
            case 2: result.output2 = output; break;
            case 3: result.output3 = output; break;
            case 4: result.output4 = output; break;
            case 5: result.output5 = output; break;
            case 6: result.output6 = output; break;
            case 7: result.output7 = output; break;
            default: throw new InvalidOperationException($"A network has at most {Block.MaximumColumns} results.");
        }

        return result;
    }
}
