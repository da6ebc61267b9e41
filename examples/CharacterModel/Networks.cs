using ModelGen;
using static ModelGen.Ops;

/// <summary>What both networks have; the generator writes the members.</summary>
internal interface ICharacterNetwork : ITrainable
{
    /// <summary>Characters that a network knows.</summary>
    const int Characters = 80;

    /// <summary>Characters that it sees at once, in training and when it writes.</summary>
    const int Length = 128;

    /// <summary>What moves the learning rate.</summary>
    IReadOnlyList<Schedule> Schedules { get; set; }

    /// <summary>Begins to write.</summary>
    TokenRun Start();
}

/// <summary>Two layers of long short-term memory: all that was written is in their state.</summary>
[Model]
internal sealed partial class LstmWriter : ICharacterNetwork
{
    public TokenRun Start() => StartWrite();

    [Network(StepByStep = true)]
    private static Symbol Write([Sequence(ICharacterNetwork.Length)] Indices before) =>
        Dense(Dropout(Lstm(Embedding(before, ICharacterNetwork.Characters, 64), 192, layers: 2), 0.2f), ICharacterNetwork.Characters);

    [Objective, Adam(2e-3f), ClipGradientNorm(5)]
    internal static Symbol Loss([Sequence(ICharacterNetwork.Length)] Indices before, [Sequence(nameof(before))] Label next) => CrossEntropy(Write(before), next);
}

/// <summary>A Transformer: each character looks at all before it (Vaswani et al. 2017; normalized before each part, as Radford et al. 2019).</summary>
[Model]
internal sealed partial class TransformerWriter : ICharacterNetwork
{
    private const int Size = 128;

    public TokenRun Start() => StartWrite();

    private static Symbol Block(Symbol x)
    {
        x += Dropout(MultiHeadAttention(LayerNorm(x), 4, causal: true), 0.1f);
        return x + Dropout(Dense(Gelu(Dense(LayerNorm(x), 4 * Size)), Size), 0.1f);
    }

    [Network(StepByStep = true)]
    private static Symbol Write([Sequence(ICharacterNetwork.Length)] Indices before)
    {
        var x = PositionalEncoding(Embedding(before, ICharacterNetwork.Characters, Size));
        for (var i = 0; i < 3; i++)
            x = Block(x);
        return Dense(LayerNorm(x), ICharacterNetwork.Characters);
    }

    [Objective, Adam(1e-3f), ClipGradientNorm(1)]
    internal static Symbol Loss([Sequence(ICharacterNetwork.Length)] Indices before, [Sequence(nameof(before))] Label next) => CrossEntropy(Write(before), next);
}
